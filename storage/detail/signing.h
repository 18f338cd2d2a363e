// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "storage/detail/secret.h"

namespace lika::storage::detail {

/// The Ed25519 key pair of a vault's checkpoints, derived from its log key.
class SigningKey {
public:
    explicit SigningKey(const SecretBytes& log_key);

    const std::string& public_key() const { return public_; }  ///< 32 bytes
    std::string sign(std::string_view text) const;             ///< 64 bytes

private:
    std::string public_;
    SecretBytes secret_;
};

bool is_signed(std::string_view text, const std::string& signature, const std::string& public_key);

std::string hex(std::string_view bytes);
/// Empty for anything but lower-case hexadecimal of exactly `size` bytes.
std::string from_hex(std::string_view text, std::size_t size);
/// BLAKE2b-256 without a key, in hexadecimal.
std::string hex_digest(std::string_view text);

}  // namespace lika::storage::detail
