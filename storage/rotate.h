// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "engine/result.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// Told what comes next: "copying", "checking", "switching".
using RotationProgress = std::function<void(const char* stage)>;

/// Gives a vault a new data key: a new file of the next generation under it, every row and page
/// checked, with the entry `data_key_rotated` (object: the generation); then the wrapped key that
/// points to it takes the old one's place, and the old file goes. Log, archives and checkpoints go
/// on under the record key, which stays. Needs as much disk as the vault is large. Stopped at any
/// moment the vault is one of the two, whole. Gives the new generation. Errors: those of
/// Vault::open; conflict vault_in_use (another process has it open); failed vault_damaged (place:
/// "page N"), disk_full, storage_failed.
engine::Result<std::uint64_t> rotate(const std::filesystem::path& folder, const std::string& name, const Keyring& key,
                                     const Actor& actor, const RotationProgress& progress);

}  // namespace lika::storage
