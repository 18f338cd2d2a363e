// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "engine/retention.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// What retention asks of a case; nothing: not recorded.
struct RetentionAnswers {
    std::optional<bool> placed, paternity, adoption, custody_agreement;
    std::optional<bool> closed;          ///< a note made after the closing opens it again
    std::optional<std::string> born_on;  ///< recorded where the file has none
};

/// What is known of a case, or of a concern that led to none, for retention.
struct RetentionFile {
    engine::FileKind kind = engine::FileKind::case_file;
    std::string id;
    std::optional<std::string> born_on;
    /// The person's newest note: of every case and concern with the same personal number here.
    Instant last_note_at;
    std::optional<bool> placed, paternity, adoption, custody_agreement;
    bool is_open = false, has_drafts = false;
};

/// One file that is proposed to be purged, and what that rested on.
struct PurgeItem {
    engine::FileKind kind = engine::FileKind::case_file;
    std::string id;
    std::string rule;
    std::string due_on;
    Instant last_note_at;
};

struct PurgeProposal {
    std::string proposed_by;  ///< account id
    Instant proposed_at;
    std::vector<PurgeItem> items;
};

/// A district's vault as the commands of retention open it, beside the service or without it. Each
/// command is one transaction with its log entry, as those of Vault are. Errors everywhere: those
/// of Vault's commands; conflict clock_behind_log where said: the clock is behind the newest entry.
class Retention {
public:
    /// Errors as Vault::open.
    static engine::Result<std::unique_ptr<Retention>> open(const std::filesystem::path& folder,
                                                           const std::string& name,
                                                           const Keyring& key);
    ~Retention();
    const std::string& name() const;

    /// Every case, and every concern that led to none, by id, with what retention asks. One entry.
    /// Errors: clock_behind_log.
    engine::Result<std::vector<RetentionFile>> files(const Actor& actor);
    /// Records what is set of `answers` for a case; for a concern that led to none only `born_on`.
    /// Errors: not_found no_such_file; conflict born_on_known (another birth day is there),
    /// concern_has_no_case (what only a case has); invalid nothing_recorded.
    engine::Result<void> record(const std::string& id, const RetentionAnswers& answers,
                                const Actor& actor);
    /// Takes the place of the proposal that stands, if any. Errors: clock_behind_log.
    engine::Result<void> propose(const std::vector<PurgeItem>& items, const Actor& actor);
    engine::Result<std::optional<PurgeProposal>> proposal();
    /// Takes away everything of one proposed file, for good; the entry says which file, by what
    /// rule, what day, who proposed and who approved. False: it was already gone. Errors: forbidden
    /// own_proposal; conflict not_proposed, file_changed (noted in since); clock_behind_log.
    engine::Result<bool> purge(const PurgeItem& item, const Actor& approver);
    /// Forgets the proposal: what it named is purged and scrub_vault was run. Logged.
    engine::Result<void> end(const Actor& approver);

    struct Parts;

private:
    explicit Retention(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// Rewrites a vault's file so that nothing of what was purged is left in it: no free page, no gap
/// in a page, no WAL. Takes as much memory and disk as the vault is large. Errors: as Vault::open;
/// conflict vault_in_use (another process has it open).
engine::Result<void> scrub_vault(const std::filesystem::path& folder, const std::string& name,
                                 const Keyring& key);

}  // namespace lika::storage
