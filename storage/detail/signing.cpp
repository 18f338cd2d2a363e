// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/signing.h"

#include <sodium.h>

#include "storage/detail/text.h"

namespace lika::storage::detail {

SigningKey::SigningKey(const SecretBytes& log_key)
    : public_(crypto_sign_PUBLICKEYBYTES, '\0'), secret_(crypto_sign_SECRETKEYBYTES) {
    constexpr std::string_view purpose = "lika-checkpoint-key-1";
    SecretBytes seed{crypto_sign_SEEDBYTES};
    crypto_generichash(seed.data(), seed.size(), raw(purpose), purpose.size(), log_key.data(),
                       log_key.size());
    crypto_sign_seed_keypair(raw(public_), secret_.data(), seed.data());
}

std::string SigningKey::sign(std::string_view text) const {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(raw(signature), nullptr, raw(text), text.size(), secret_.data());
    return signature;
}

bool is_signed(std::string_view text, const std::string& signature, const std::string& public_key) {
    return signature.size() == crypto_sign_BYTES &&
           public_key.size() == crypto_sign_PUBLICKEYBYTES &&
           crypto_sign_verify_detached(raw(std::string_view{signature}), raw(text), text.size(),
                                       raw(std::string_view{public_key})) == 0;
}

std::string hex(std::string_view bytes) {
    std::string text(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), raw(bytes), bytes.size());
    text.pop_back();  // the terminator
    return text;
}

std::string from_hex(std::string_view text, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t count = 0;
    const int read =
        sodium_hex2bin(raw(bytes), size, text.data(), text.size(), nullptr, &count, nullptr);
    return read == 0 && count == size && hex(bytes) == text ? bytes : "";
}

std::string hex_digest(std::string_view text) {
    start_sodium();
    std::string digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(raw(digest), digest.size(), raw(text), text.size(), nullptr, 0);
    return hex(digest);
}

}  // namespace lika::storage::detail
