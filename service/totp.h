// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace lika::service {

/// Bytes of a base32 text (RFC 4648; padding and blanks ignored); nothing for any other character.
std::optional<std::string> read_base32(const std::string& text);

/// A new secret: 160 random bits in base32.
std::string random_totp_secret();

/// The code of a time step (RFC 6238: HMAC-SHA-1, 30 s), `digits` long.
std::string totp_code(const std::string& secret, std::int64_t step, int digits = 6);

/// The time step whose code this is: the present one or one beside it, newer than `last_step`. Nothing: wrong, old or used.
std::optional<std::int64_t> totp_step(const std::string& base32_secret, const std::string& code,
                                      std::chrono::seconds since_epoch, std::int64_t last_step);

/// Compares without telling by its time where the difference is.
bool same_secret(const std::string& left, const std::string& right);

}  // namespace lika::service
