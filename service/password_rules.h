// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

namespace lika::service {

/// Why a password is not good enough, as reason tokens; empty: it is.
/// password_too_short (under 12 characters), password_too_long (over 256 bytes), password_not_utf8, password_common,
/// password_repetitive (under 5 different characters), password_has_username.
std::vector<std::string> password_faults(const std::string& password, const std::string& username);

}  // namespace lika::service
