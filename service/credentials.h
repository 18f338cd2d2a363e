// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "service/sign_in.h"
#include "storage/city.h"

namespace lika::service {

/// Whether these are the account's password and, where it has a second factor, its code now. The step of the code; without a
/// second factor the last one. Nothing: wrong, or the account is disabled.
std::optional<std::int64_t> proven_step(const storage::Account& account, const std::string& password,
                                        const std::string& totp, storage::Instant now);

/// After one more failure; the name rests at most `longest`.
Standing one_worse(const Standing& standing, std::chrono::seconds longest, storage::Instant now);

/// Asks on the terminal, or takes as lines of standard input, the password and, where there is a second factor, the code of
/// an account; failures count towards its rest as those of the pages do, and both outcomes are logged. Errors: forbidden
/// sign_in_failed (place: the username), try_later (it rests), role_may_not (not one of `roles`).
engine::Result<storage::Account> prove_person(storage::City& city, const std::string& username, const std::string& roles,
                                              std::chrono::seconds longest);

/// Whether `role` is one of `roles`, which have blanks between.
bool is_one_of(const std::string& role, const std::string& roles);
/// A supervisor decides about the own district alone.
bool answers_for(const storage::Account& person, const std::string& district);

}  // namespace lika::service
