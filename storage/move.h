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

/// A case that changes district: everything of it, offences, drafts and signed assessments, and its person's concerns, those
/// that led to no case too.
struct CaseMove {
    std::string from, to;     ///< vaults
    CaseId in_case;
    std::string assigned_to;  ///< account id of who has it there, and goes on with its drafts
};

/// Whether move_case could begin, changing nothing. Errors: those of Vault::open; invalid same_vault; not_found
/// no_such_case; conflict case_there (the other vault has the case, or one of the same person), case_collides (it has
/// something else of the case), case_on_its_way (it came from the other vault, whose move is not finished),
/// concern_undecided (one of the person waits in the first vault), assigned_otherwise (it is on its way to somebody else
/// there); failed vault_damaged (the first vault does not verify), archive_mac.
engine::Result<void> check_move(const std::filesystem::path& folder, const Keyring& key, const CaseMove& move,
                                const Actor& actor);

/// Called when a step is done: "sent", "received", "moved"; "second_case_found": the person got another case there meanwhile.
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
    bool has_second_case = false;   ///< the person got another case there meanwhile
};
/// Brings every move out of the vault to its end that was stopped half way. Errors: as Vault::open.
engine::Result<std::vector<FinishedMove>> finish_moves(const std::filesystem::path& folder, const std::string& from,
                                                       const Keyring& key, const Actor& actor);

/// What the vaults of a folder say of moves between them, held against each other: as it is when backups of several nights are
/// restored together. case_twice: a vault has a case that another has, or holds in a package that never arrived (sequence: of
/// its last coming, if it came); case_lost: a vault's log says that a case has moved (sequence), and the other never got it.
/// What cannot be opened is left to verify_vault.
std::vector<VaultFault> verify_moves(const std::filesystem::path& folder, const Keyring& key);

}  // namespace lika::storage
