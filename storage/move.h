// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// A case that changes district: everything of it, concerns, offences, drafts and signed assessments.
struct CaseMove {
    std::string from, to;     ///< vaults
    CaseId in_case;
    std::string assigned_to;  ///< account id of who has it there
};

/// Whether move_case could begin, changing nothing. Errors: those of Vault::open; invalid same_vault; not_found
/// no_such_case; conflict case_there (the other vault has the case, or one of the same
/// person), case_on_its_way (it came from the other vault, whose move is not finished).
engine::Result<void> check_move(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move);

/// Called when a step is done: "sent", "received", "moved".
using MoveProgress = std::function<void(const char* stage)>;

/// Moves the case. At every moment it is in exactly one place: readable in `from`; or sealed to `to`, kept in `from`,
/// where nobody can read it; or readable in `to`. Stopped half way, calling it again goes on, as finish_moves does. Both
/// logs tell: case_sent, case_moved with the receipt of `to`; case_received. The service may be running. Errors: those of
/// check_move; failed archive_mac, sealed_case_damaged, receipt_wrong.
engine::Result<void> move_case(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move,
                               const Actor& actor, const MoveProgress& progress);

/// A move that was stopped half way, brought to its end or not.
struct FinishedMove {
    CaseId in_case;
    std::string to;
    engine::Result<void> done;
};
/// Brings every move out of the vault to its end that was stopped half way. Errors: as Vault::open.
engine::Result<std::vector<FinishedMove>> finish_moves(const std::filesystem::path& folder, const std::string& from,
                                                       const Keyring& key, const Actor& actor);

}  // namespace lika::storage
