// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/assessments.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_result = 1024 * 1024, longest_override_reason = 32'000;

Result<void> check(const Signing& signing) {
    if (signing.result.size() > longest_result)
        return Error{ErrorKind::invalid, "too_long", "result"};
    if (signing.discretionary && signing.discretionary->reason.size() > longest_override_reason)
        return Error{ErrorKind::invalid, "too_long", "override.reason"};
    return {};
}

Assessment signed_by(const Actor& actor, Assessment draft, const Signing& signing, bool is_second) {
    draft.final_level = signing.final_level;
    draft.scored_level = signing.scored_level;
    draft.discretionary = signing.discretionary;
    draft.result = signing.result;
    draft.assessor = actor.account;
    draft.signed_at = actor.at;
    draft.revision += 1;
    if (!draft.discretionary) return draft;
    if (!is_second) draft.state = AssessmentState::awaiting_approval;
    draft.discretionary->approver.clear();
    draft.discretionary->approval_reason.clear();
    if (draft.discretionary->author.empty()) draft.discretionary->author = actor.account;
    return draft;
}

void keep_decision(Connection& connection, const Assessment& decided, bool approved,
                   const Actor& actor) {
    const auto& by = *decided.discretionary;
    connection.run(
        "INSERT INTO decided_override (assessment, decided_at, approved, scored_level, "
        "final_level, direction,"
        " reason_code, reason, author, approver, approval_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?)",
        decided.id, actor.at, approved, decided.scored_level, decided.final_level, by.direction,
        by.reason_code, by.reason, by.author, by.approver, by.approval_reason);
}

/// A draft again: responses, levels, the override and why it was refused stay; the result is made
/// anew when signed.
void give_back(Connection& connection, Assessment refused) {
    refused.state = AssessmentState::draft;
    refused.signed_at.reset();
    refused.result.clear();
    detail::update_assessment(connection, refused);
}

}  // namespace

Result<void> Vault::sign(const AssessmentId& id, const Signing& signing, const Actor& actor,
                         const Once& once) {
    if (auto fine = check(signing); !fine) return fine;
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto record = detail::find_assessment(act.connection, id);
        if (!record) return record.error();
        const auto& draft = record->assessment;
        if (draft.state != AssessmentState::draft)
            return Error{ErrorKind::conflict, "not_a_draft", ""};
        if (draft.revision != signing.seen) return Error{ErrorKind::conflict, "stale_revision", ""};

        const bool is_second = record->second_of.has_value();
        const auto done = signed_by(actor, draft, signing, is_second);
        if (done.state == AssessmentState::awaiting_approval) {
            detail::update_assessment(act.connection, done);
            act.log("approval_asked", draft.in_case.value, id.value);
        } else {
            if (auto frozen = detail::freeze(act.connection, parts_->store->keys().archive, done);
                !frozen)
                return frozen;
            if (is_second)
                act.connection.run("UPDATE double_rating SET done_at = ? WHERE second = ?", actor.at, id);
            act.log(is_second ? "double_rating_signed" : "assessment_signed", draft.in_case.value, id.value);
        }
        return act.keep(once);
    });
}

Result<void> Vault::approve(const AssessmentId& id, bool approved, const std::string& reason,
                            const Actor& actor, const Once& once) {
    if (reason.size() > longest_override_reason)
        return Error{ErrorKind::invalid, "too_long", "reason"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        auto record = detail::find_assessment(act.connection, id);
        if (!record) return record.error();
        auto& decided = record->assessment;
        if (decided.state != AssessmentState::awaiting_approval || !decided.discretionary)
            return Error{ErrorKind::conflict, "not_awaiting_approval", ""};
        if (decided.assessor == actor.account || decided.discretionary->author == actor.account)
            return Error{ErrorKind::forbidden, "own_assessment", ""};

        decided.discretionary->approver = actor.account;
        decided.discretionary->approval_reason = reason;
        decided.revision += 1;
        keep_decision(act.connection, decided, approved, actor);
        if (!approved)
            give_back(act.connection, decided);
        else if (auto frozen =
                     detail::freeze(act.connection, parts_->store->keys().archive, decided);
                 !frozen)
            return frozen;
        act.log(approved ? "override_approved" : "override_refused", decided.in_case.value,
                id.value);
        return act.keep(once);
    });
}

}  // namespace lika::storage
