// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/checkpoint.h"
#include "storage/detail/log.h"
#include "storage/detail/store.h"

namespace lika::storage::detail {

/// The line of a checkpoint, without its end.
std::string line_of(const Checkpoint& checkpoint);

/// Whether the log goes on from the checkpoint: nothing, or rolled_back (it ends before),
/// chain_rebuilt (another entry stands there), records_changed (nothing was logged since, and yet).
std::string departs(Connection& connection, const LogState& now, const Checkpoint& checkpoint);

/// Adds a checkpoint of the vault that `connection` reads.
engine::Result<Checkpointed> add_checkpoint(Connection& connection, const SecretBytes& log_key,
                                            Checkpoint begun, const std::filesystem::path& place,
                                            bool is_trial);

/// The same for an open vault, with what is committed.
engine::Result<Checkpointed> add_checkpoint(Store& store, const std::filesystem::path& place,
                                            Instant at);

/// What the file of the vault's checkpoints says that the vault does not. Each fault has the
/// checkpoint's sequence.
std::vector<VaultFault> compare_checkpoints(Connection& connection, const SecretBytes& log_key,
                                            const std::string& vault,
                                            const std::filesystem::path& file);

}  // namespace lika::storage::detail
