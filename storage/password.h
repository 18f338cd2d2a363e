// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"

namespace lika::storage {

/// Argon2id string of a password (libsodium; parameters are in the string). Errors (failed):
/// out_of_memory.
engine::Result<std::string> hash_password(std::string_view password);
/// Constant cost whether or not it matches.
bool password_matches(std::string_view password, const std::string& hash);
/// Spends the same time for a username that does not exist.
void spend_password_time(std::string_view password);
/// BLAKE2b-256 of text in base64url: for session tokens and request digests.
std::string digest(std::string_view text);

}  // namespace lika::storage
