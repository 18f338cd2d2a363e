// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/digest.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "engine/meaning.h"

namespace lika::instruments::detail {

namespace {

void write(std::string& text, const std::vector<engine::Part>& parts) {
    for (const auto& part : parts) {
        text += fmt::format("{}:{}:{}\n", part.name, part.digested.size(), part.digested);
        write(text, part.parts);
    }
}

std::string sha256(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::string hex;
    for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace

std::string digest_of(const engine::Instrument& instrument) {
    std::string text;
    write(text, engine::meaning(instrument));
    return "sha256:" + sha256(text);
}

}  // namespace lika::instruments::detail
