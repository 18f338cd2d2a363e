// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sodium.h>

#include <array>
#include <bit>
#include <string>

#include "storage/vault.h"

namespace lika::storage::detail {

/// Of ids, by a key that nobody keeps.
class Tokens {
public:
    Tokens() { crypto_shorthash_keygen(key_.data()); }
    Token operator()(const std::string& id) const {
        std::array<unsigned char, crypto_shorthash_BYTES> hash{};
        crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(id.data()), id.size(), key_.data());
        return std::bit_cast<Token>(hash);
    }

private:
    std::array<unsigned char, crypto_shorthash_KEYBYTES> key_{};
};

}  // namespace lika::storage::detail
