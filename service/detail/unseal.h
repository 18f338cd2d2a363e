// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "engine/result.h"
#include "storage/keyring.h"

namespace lika::service {

/// What is typed, unseen, or the next line of standard input. Errors (invalid): passphrase_missing (there is none),
/// passphrase_too_long.
engine::Result<storage::Passphrase> ask_passphrase(const char* prompt);

/// The keys of a city: opened by their key file, or by the passphrase that is asked for. Warns on standard error when they
/// cannot be locked in memory. Errors: those of Keyring::open.
engine::Result<storage::Keyring> unseal(const std::filesystem::path& keys);

}  // namespace lika::service
