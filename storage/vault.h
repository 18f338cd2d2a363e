// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/level.h"
#include "engine/result.h"
#include "storage/checkpoint.h"
#include "storage/double_rating.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// The person assessed.
struct Subject {
    std::string name;
    std::optional<std::string> born_on;  ///< YYYY-MM-DD
    std::optional<std::string> sex;      ///< "female", "male", "other", "not_recorded"
    std::optional<std::string> personal_number;
    std::optional<std::string> school;
    bool is_protected = false;  ///< protected identity (skyddade personuppgifter)
};

/// A concern as it was received.
struct Concern {
    ConcernId id;
    std::string receipt;  ///< short reference the reporter is given, e.g. "LK-7F3K-92QD"
    Subject subject;
    std::vector<std::string> signs;
    std::string text;
    std::string urgency;   ///< "today", "week", "other"
    std::string reporter;  ///< account id
    std::string reporter_role;
    std::string district;  ///< as chosen by the reporter, resolved to the board that stands
    Instant received_at;
    std::string received_on;  ///< Stockholm day of receipt
    std::string due_on;       ///< preliminary assessment
    std::string protection_due_on;
    std::string state = "received";  ///< "received", "opened", "closed"
    std::optional<CaseId> opened_case;
};

struct Case {
    CaseId id;
    Subject subject;
    std::string assigned_to;  ///< account id
    Instant opened_at;
    std::string opened_on;  ///< Stockholm day
    std::string due_on;     ///< investigation
    std::optional<ConcernId> concern;
};

/// A line of a worker's list: who and when, never scores, factors or offences.
struct CaseRow {
    CaseId id;
    std::string name;
    std::string assigned_to;
    std::string due_on;
    std::string next_step;  ///< "start_assessment", "continue_draft", "await_approval", "follow_up"
};

struct OffenceRecord {
    OffenceId id;
    CaseId in_case;
    std::string code;
    std::string committed_on;
    std::string basis;
    bool first = false;
    Instant recorded_at;
    std::string recorded_by;
};

/// One item of a draft.
struct DraftResponse {
    std::string item;
    std::optional<std::int32_t> rating;
    std::string missing;  ///< "not_known", "not_applicable", "unanswered" when there is no rating
    std::string evidence;
    std::vector<std::string> sources;
    std::string at;             ///< as the client gave it (RFC 3339)
    std::string editor;         ///< X-Editor of the last change
    std::int64_t revision = 0;  ///< revision that last changed it
};

/// One item of a PATCH; what is not set stays as it was.
struct ResponseChange {
    std::string item;
    bool sets_response = false;  ///< rating or missing below counts
    std::optional<std::int32_t> rating;
    std::string missing;
    std::optional<std::string> evidence;
    std::optional<std::vector<std::string>> sources;
    std::string at;
};

enum class AssessmentState { draft, awaiting_approval, signed_, amended };
const char* to_string(
    AssessmentState state);  ///< "draft", "awaiting_approval", "signed", "amended"

struct Override {
    std::string direction;  ///< "up", "down"
    std::string reason_code;
    std::string reason;
    std::string author;
    std::string approver;  ///< empty until approved
    std::string approval_reason;

    bool operator==(const Override&) const = default;
};

struct Assessment {
    AssessmentId id;
    CaseId in_case;
    std::string instrument, version, digest;
    std::string assessor;
    AssessmentState state = AssessmentState::draft;
    std::int64_t revision = 1;
    Instant started_at;
    std::optional<Instant> signed_at;
    std::string assessed_on;               ///< Stockholm day the draft was begun
    std::vector<DraftResponse> responses;  ///< those ever set
    std::optional<std::string> final_level, scored_level;
    std::optional<Override> discretionary;
    std::string result;  ///< frozen result JSON, once signed (from the archive, MAC verified)
};

/// A line of a case's assessments.
struct AssessmentRow {
    AssessmentId id;
    std::string instrument, version, assessor;
    AssessmentState state = AssessmentState::draft;
    Instant started_at;
    std::optional<Instant> signed_at;
    std::optional<std::string> final_level;
};

/// What a save gave, or the other editors' newer items that stand in its way.
struct Saved {
    bool stale = false;  ///< nothing was saved: another editor changed the same item since
    std::int64_t revision = 0;
    std::vector<DraftResponse>
        others;  ///< items others changed since the revision seen (stale: the contested ones too)
    std::vector<DraftResponse> responses;  ///< the whole draft as it now stands
};

/// What signing freezes.
struct Signing {
    std::optional<std::string> scored_level, final_level;
    std::optional<Override> discretionary;  ///< set: the assessment awaits approval
    std::string result;                     ///< result JSON as shown
    std::int64_t seen = 0;                  ///< revision the result was made from
};

/// A signed assessment that the city's picture does not count yet, with what was known of its case beforehand.
struct Uncounted {
    Assessment assessment;
    std::string opened_on;                     ///< Stockholm day
    std::optional<std::string> born_on, sex;   ///< as Subject
    std::vector<std::string> signs;            ///< of the concern that led to the case
    std::string urgency;                       ///< likewise; empty: there was none
    bool is_first = false;                     ///< of the case with this instrument
};
/// What the city's picture counts of it: `content` is the service's own bytes, at most 4096; no identity, no text.
struct Outcome {
    AssessmentId assessment;
    std::string content;
};
/// What an extract takes in: outcomes signed in [signed_from, signed_until), and cases opened in the Stockholm days
/// [opened_from, opened_until) that have none of those.
struct ExtractRange {
    std::string instrument;
    Instant signed_from, signed_until;
    std::string opened_from, opened_until;
};
/// Stands for a person or a worker in one extract alone. Two of 100,000 are the same once in 10^9 extracts.
using Token = std::uint64_t;
/// Called for each outcome, in the order they were signed in, and then for each case that waits.
struct ExtractVisits {
    std::function<void(Token in_case, Token assessor, const std::string& content)> outcome;
    std::function<void(Token in_case, Token assigned_to, const std::string& opened_on)> waiting;
};

/// Final levels of a double rating that is done.
struct RatedPair {
    Token in_case;
    std::string first, second;
    Instant done_at;
};

/// A district's own vault: cases, concerns, assessments and their log. Safe to use from many
/// threads.
///
/// Each command is one transaction with its log entry: it is durable when it returns, or it did not
/// happen. Commands that take `Once` give conflict `key_used` if the key is already there (read it
/// with find_once). Errors everywhere: failed storage_failed, disk_full; invalid too_long
/// (actor.reason over 2000 bytes), bad_cursor.
class Vault {
public:
    /// Makes a vault with a fresh data key wrapped under `key`; a name is lower-case letters,
    /// digits and dashes, not "city". Errors: conflict vault_exists; invalid bad_vault_name;
    /// failed.
    static engine::Result<std::unique_ptr<Vault>> create(const std::filesystem::path& folder,
                                                         const std::string& name,
                                                         const Keyring& key);
    /// Proves that the file is encrypted and the key right before anything else, then migrates.
    /// A refused vault is unchanged. Errors (invalid), place = name: vault_missing, vault_cut_off
    /// (empty or less than a page), not_encrypted, wrapped_key_missing, wrapped_key_malformed,
    /// wrong_key, newer_schema.
    static engine::Result<std::unique_ptr<Vault>> open(const std::filesystem::path& folder,
                                                       const std::string& name, const Keyring& key);
    ~Vault();

    const std::string& name() const;

    engine::Result<std::optional<Once>> find_once(const std::string& account,
                                                  const std::string& key);

    engine::Result<void> add_concern(const Concern& concern, const Actor& actor, const Once& once);
    /// `reporter`: only that account's own; empty: all. Newest first. Not logged one by one: the
    /// list is one log entry.
    engine::Result<Page<Concern>> concerns(const std::string& reporter, std::size_t limit,
                                           const std::string& cursor, const Actor& actor);
    /// Without log entry: whose receipt it is (account id). Errors (not_found): no_such_concern.
    engine::Result<std::string> reporter_of(const ConcernId& id);
    /// Errors (not_found): no_such_concern. Logged.
    engine::Result<Concern> concern(const ConcernId& id, const Actor& actor);
    /// Decides a concern: opened or closed. `opened` with an id that is there already joins that
    /// case as it stands; `joins`: it was there when it was looked for, and may not be made anew. Errors: not_found;
    /// conflict already_decided; conflict case_there: the person has got a case since, join it; conflict case_gone: it
    /// has been moved or purged since.
    engine::Result<void> decide_concern(const ConcernId& id, const std::optional<Case>& opened,
                                        const std::string& reason, const Actor& actor,
                                        const Once& once, bool joins = false);

    engine::Result<void> add_case(const Case& opened, const Actor& actor, const Once& once);
    /// Whose name holds every word of `q`, by due day. The list is one log entry.
    engine::Result<Page<CaseRow>> cases(const std::string& q, std::size_t limit,
                                        const std::string& cursor, const Actor& actor);
    /// Without log entry: only to decide whether a reason is needed. Errors (not_found):
    /// no_such_case.
    engine::Result<std::string> assigned_to(const CaseId& id);
    /// Without log entry: the case of the person with this number, the newest; nothing when there
    /// is none.
    engine::Result<std::optional<CaseId>> case_of(const std::string& personal_number);
    /// Errors (not_found): no_such_case. Logged with actor.reason.
    engine::Result<Case> case_by_id(const CaseId& id, const Actor& actor);
    /// The case's own: not the second of a double rating.
    engine::Result<std::vector<AssessmentRow>> assessments_of(const CaseId& id);
    engine::Result<std::vector<OffenceRecord>> offences_of(const CaseId& id);
    engine::Result<void> add_offence(const OffenceRecord& offence, const Actor& actor,
                                     const Once& once);

    /// A new draft; its responses are those taken over from an earlier assessment of the case
    /// (screening that grows). Errors (not_found): no_such_case.
    engine::Result<void> add_assessment(const Assessment& draft, const Actor& actor,
                                        const Once& once);
    /// Without log entry: whose case and whose draft, and what a save is scored with. Errors
    /// (not_found): no_such_assessment.
    struct Ownership {
        CaseId in_case;
        std::string assigned_to;
        std::string assessor;
        std::string instrument, version, digest;
        AssessmentState state = AssessmentState::draft;
        std::int64_t revision = 0;
        std::string assessed_on;
        std::optional<std::string> born_on, sex;  ///< the subject's
        std::optional<AssessmentId> second_of;    ///< of a double rating: the assessment that was made first
    };
    engine::Result<Ownership> ownership(const AssessmentId& id);
    /// The assessment; a signed one is read from its archive, whose MAC is verified first. Logged.
    /// Errors: not_found no_such_assessment; failed archive_mac.
    engine::Result<Assessment> assessment(const AssessmentId& id, const Actor& actor);
    /// The same content again is no conflict and no new revision. `seen` beyond the draft's
    /// revision: stale. Errors: not_found; conflict not_a_draft; invalid too_long (evidence over
    /// 32 000 bytes), unknown_missing; place = "responses.ITEM.evidence". A contested item is no
    /// error: Saved::stale.
    engine::Result<Saved> save_responses(const AssessmentId& id,
                                         const std::vector<ResponseChange>& changes,
                                         std::int64_t seen, const std::string& editor,
                                         const Actor& actor);
    /// Who signs is its assessor from then on. The second of a double rating is signed with its override, which decides
    /// nothing and waits for nobody; the double rating is done. Errors: not_found; conflict not_a_draft; conflict stale_revision.
    engine::Result<void> sign(const AssessmentId& id, const Signing& signing, const Actor& actor,
                              const Once& once);
    /// Approved: signed. Not approved: a draft again with everything kept, the override and the
    /// approver's reason too. Errors: not_found; conflict not_awaiting_approval; forbidden
    /// own_assessment.
    engine::Result<void> approve(const AssessmentId& id, bool approved, const std::string& reason,
                                 const Actor& actor, const Once& once);

    /// Those that wait for an approver, oldest first. The list is one log entry.
    engine::Result<std::vector<Assessment>> awaiting_approval(const Actor& actor);

    /// Up to `most` signed assessments to be counted; the reading is one log entry. Errors: as assessment.
    engine::Result<std::vector<Uncounted>> uncounted(std::size_t most, const Actor& actor);
    /// Keeps their outcomes, beside the assessments and as long as those. Error (invalid): too_long.
    engine::Result<void> count(const std::vector<Outcome>& outcomes, const Actor& actor);
    /// What was counted, without identity: the reading is one log entry, whose reason is the purpose.
    engine::Result<void> extract(const ExtractRange& range, const ExtractVisits& visits, const Actor& actor);

    /// Draws so many signed assessments as are wanted, or as there are, and for each a worker who has not met its case; each
    /// assessment as likely as any other, workers as evenly as their cases let. How many were drawn; of a draw with the same id
    /// how many were drawn then. Error: conflict key_reused (another draw with that id).
    engine::Result<std::uint32_t> draw_double_ratings(const DoubleDraw& draw, const Below& below, const Actor& actor);
    /// Of an account those to rate and those done that it rated first or second; empty: all. The list is one log entry.
    engine::Result<std::vector<DoubleRating>> double_ratings(const std::string& of_account, const Actor& actor);
    /// Without log entry: whose it is. Errors (not_found): no_such_double_rating.
    engine::Result<DoubleRating> double_rating(const DoubleRatingId& id);
    /// The same, logged. Errors: as double_rating.
    engine::Result<DoubleRating> read_double_rating(const DoubleRatingId& id, const Actor& actor);
    /// Without log entry: whether the account is to rate the case and has not done it yet, so that no assessment of the case may
    /// be seen.
    engine::Result<bool> rates_blind(const CaseId& in_case, const std::string& account);
    /// The draft of the second assessment, with the instrument and version of the first and nothing in it; of one that is begun
    /// the draft it has. Errors: not_found; forbidden not_rater; conflict already_cancelled.
    engine::Result<AssessmentId> begin_double_rating(const DoubleRatingId& id, const AssessmentId& second,
                                                     const std::string& assessed_on, const Actor& actor);
    /// Takes it from its rater, removes what was begun and draws another of `workers`; nobody is left: cancelled. Once, however
    /// often it comes with the same reason. Errors: not_found; forbidden not_rater; conflict already_done, already_given_back
    /// (with another reason); invalid too_long.
    engine::Result<void> give_back_double_rating(const DoubleRatingId& id, const std::string& rater, const std::string& reason,
                                                 const std::vector<std::string>& workers, const Below& below, const Actor& actor);
    /// What the raters came to, once; no rating changes. Errors: not_found; conflict not_done, already_discussed (with another
    /// text); invalid too_long.
    engine::Result<void> discuss_double_rating(const DoubleRatingId& id, const std::string& text, const Actor& actor);
    /// Final levels of double ratings that were done in [from, until), both with the same edition of the instrument, in the order
    /// they were done in; those without a level are left out. One log entry, whose reason is the purpose.
    engine::Result<std::vector<RatedPair>> pairs(const std::string& instrument, const std::string& digest, Instant from,
                                                 Instant until, const Actor& actor);

    /// Newest first; `of_case` empty: all.
    engine::Result<Page<LogEntry>> log(const std::string& of_case, std::size_t limit,
                                       const std::string& cursor, const Actor& actor);
    /// An act refused by the service is logged too.
    engine::Result<void> log_refused(const std::string& action, const std::string& object,
                                     const Actor& actor);

    /// Adds a checkpoint of what is durable to the vault's file in `place`; not logged.
    /// Errors: those of write_checkpoint.
    engine::Result<Checkpointed> checkpoint(const std::filesystem::path& place, Instant at);

    struct Parts;

private:
    explicit Vault(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// Checks a vault's pages, log chain and archives while the service may be running. Empty: all is
/// well. `name` is a district's vault or "city". Opens for reading only. Never fails otherwise:
/// what cannot be read is a fault. `checkpoints`: a file to hold the log against, empty: none.
std::vector<VaultFault> verify_vault(const std::filesystem::path& folder, const std::string& name,
                                     const Keyring& key,
                                     const std::filesystem::path& checkpoints = {});

/// What is seen of a vault without opening it in the database engine.
struct VaultStatus {
    std::uint64_t generation = 1;  ///< how many data keys it has had
    std::uint64_t bytes = 0;       ///< of the database file
    std::uint64_t wal_bytes = 0;   ///< written since the last checkpoint
};
/// Proves that the keys fit; changes nothing, the service may be running. Errors: as Vault::open.
engine::Result<VaultStatus> vault_status(const std::filesystem::path& folder,
                                         const std::string& name, const Keyring& key);

/// Names of the vaults in the folder, sorted.
std::vector<std::string> vault_names(const std::filesystem::path& folder);

/// Proves at start that the linked library is SQLCipher and encrypts. Errors (failed):
/// cipher_missing.
engine::Result<void> prove_cipher();

}  // namespace lika::storage
