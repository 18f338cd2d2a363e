// SPDX-License-Identifier: EUPL-1.2
#include "service/totp.h"

#include <Poco/HMACEngine.h>
#include <Poco/SHA1Engine.h>
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "storage/record.h"

namespace lika::service {
namespace {

constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::optional<std::string> read_base32(const std::string& text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        if (c == '=' || c == ' ') continue;
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 5u) | static_cast<std::uint32_t>(value);
        held += 5;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>((bits >> held) & 0xFFu);
    }
    return bytes;
}

std::string random_totp_secret() {
    constexpr std::size_t characters = 32;
    std::string secret;
    for (const char c : storage::random_token(characters)) {
        if (secret.size() == characters) break;
        const auto value = base64url.find(c);   // six random bits, of which five are used
        secret += alphabet[value % alphabet.size()];
    }
    return secret;
}

std::string totp_code(const std::string& secret, std::int64_t step, int digits) {
    std::array<char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i) & 0xFFu);
    Poco::HMACEngine<Poco::SHA1Engine> engine{secret};
    engine.update(counter.data(), counter.size());
    const auto mac = engine.digest();

    const std::size_t offset = mac.back() & 0x0Fu;   // RFC 4226, 5.3: dynamic truncation
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = (number << 8u) | mac[offset + i];
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", (number & 0x7FFFFFFFu) % modulus, digits);
}

std::optional<std::int64_t> totp_step(const std::string& base32_secret, const std::string& code,
                                      std::chrono::seconds since_epoch, std::int64_t last_step) {
    const auto secret = read_base32(base32_secret);
    if (!secret || secret->empty()) return std::nullopt;
    const std::int64_t present = since_epoch.count() / 30;
    std::optional<std::int64_t> found;
    for (const std::int64_t step : {present - 1, present, present + 1})
        if (step > last_step && same_secret(totp_code(*secret, step), code)) found = step;
    return found;
}

bool same_secret(const std::string& left, const std::string& right) {
    if (left.size() != right.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        difference |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]);
    return difference == 0;
}

}  // namespace lika::service
