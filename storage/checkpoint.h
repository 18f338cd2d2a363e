// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// What a vault's log had come to at one moment, signed: a line of a checkpoint file
/// (docs/storage-format.md, "Log checkpoints"). Bytes are in lower-case hexadecimal.
struct Checkpoint {
    std::string vault;
    std::uint64_t generation = 1;  ///< of the vault's data key
    std::int64_t number = 1;       ///< 1, 2, 3 ... within its file
    std::int64_t sequence = 0;     ///< of the log's last entry
    Instant at;
    std::string head;      ///< MAC of that entry
    std::string records;   ///< sum of the vault's records
    std::string previous;  ///< BLAKE2b-256 of the line before; zeros for the first
    std::string key;       ///< public key that proves the signature
    std::string signature;
};

/// A line without its end. Its signature is proven under the key it states; whose key that is, is
/// for the caller to know. Errors (invalid): checkpoint_malformed, checkpoint_forged.
engine::Result<Checkpoint> read_checkpoint(std::string_view line);

/// The file of a vault's checkpoints in the place `place`.
std::filesystem::path checkpoint_file(const std::filesystem::path& place, const std::string& vault);

/// Reads a file from its first line on, holds every line against the one before and calls `each`
/// for those that are well. `key`: the public key all must be signed with; empty: that of the first
/// line. A line that a power cut left unfinished is passed over.
/// Faults: checkpoints_unreadable, checkpoint_malformed, checkpoint_forged (signature, key or
/// vault), checkpoint_missing (a line removed, put in or moved).
std::vector<VaultFault> check_checkpoints(const std::filesystem::path& file, const std::string& key,
                                          const std::function<void(const Checkpoint&)>& each);

/// What an attempt to write a checkpoint came to.
struct Checkpointed {
    bool is_new = false;  ///< false: nothing was logged since the one before
    std::int64_t sequence = 0;
    std::string key;  ///< public key of the vault
    /// Not empty: the vault is not a continuation of its last checkpoint, rolled_back or
    /// chain_rebuilt. The new one was written all the same: it says what is.
    std::string alarm;
};

/// Adds a checkpoint of the vault `name` to its file in `place`, a folder that must be there. The
/// vault may be in use. `is_trial`: nothing is written.
/// Errors: those of Vault::open; failed log_broken, checkpoints_unwritable, checkpoints_busy
/// (another process has been writing them for two seconds).
engine::Result<Checkpointed> write_checkpoint(const std::filesystem::path& folder,
                                              const std::string& name, const Keyring& key,
                                              const std::filesystem::path& place, Instant at,
                                              bool is_trial = false);

}  // namespace lika::storage
