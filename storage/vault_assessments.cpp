// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/assessments.h"
#include "storage/detail/cases.h"
#include "storage/detail/double_ratings.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {

using detail::Act;
using detail::Connection;
using engine::Result;

const char* to_string(AssessmentState state) {
    switch (state) {
        case AssessmentState::draft:
            return "draft";
        case AssessmentState::awaiting_approval:
            return "awaiting_approval";
        case AssessmentState::signed_:
            return "signed";
        case AssessmentState::amended:
            return "amended";
    }
    return "draft";
}

Result<void> Vault::add_assessment(const Assessment& draft, const Actor& actor, const Once& once) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        if (!detail::has_case(act.connection, draft.in_case)) return detail::no_such_case();
        act.connection.run(
            "INSERT INTO assessment (id, in_case, instrument, version, digest, assessor, state, "
            "revision,"
            " started_at, assessed_on) VALUES (?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?)",
            draft.id, draft.in_case, draft.instrument, draft.version, draft.digest, draft.assessor,
            draft.started_at, draft.assessed_on);
        for (auto carried : draft.responses) {
            carried.revision = 1;
            detail::write_response(act.connection, draft.id, carried, true);
        }
        act.log("assessment_started", draft.in_case.value, draft.id.value);
        return act.keep(once);
    });
}

Result<std::vector<AssessmentRow>> Vault::assessments_of(const CaseId& id) {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<AssessmentRow>> {
        std::vector<AssessmentRow> rows;
        auto found = connection.query(
            "SELECT id FROM assessment WHERE in_case = ? AND" + std::string{detail::is_own_assessment} +
                "ORDER BY started_at DESC, rowid DESC",
            id);
        while (found.step()) {
            AssessmentId each;
            found.into(each);
            const auto record = detail::find_assessment(connection, each);
            if (!record) return record.error();
            const auto& one = record->assessment;
            rows.push_back({one.id, one.instrument, one.version, one.assessor, one.state,
                            one.started_at, one.signed_at, one.final_level});
        }
        return rows;
    });
}

Result<Vault::Ownership> Vault::ownership(const AssessmentId& id) {
    return parts_->store->read([&](Connection& connection) -> Result<Ownership> {
        const auto record = detail::find_assessment(connection, id);
        if (!record) return record.error();
        const auto& one = record->assessment;
        Ownership found{one.in_case, "",        one.assessor, one.instrument,  one.version,
                        one.digest,  one.state, one.revision, one.assessed_on, {},
                        {},        record->second_of};
        auto row = connection.query(
            "SELECT assigned_to, born_on, sex FROM subject_case WHERE id = ?", one.in_case);
        if (!row.step()) return detail::no_such_case();
        row.into(found.assigned_to, found.born_on, found.sex);
        return found;
    });
}

Result<Assessment> Vault::assessment(const AssessmentId& id, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) {
        auto found = detail::load_assessment(act.connection, parts_->store->keys().archive, id);
        if (found) act.log("assessment_read", found->in_case.value, id.value);
        return found;
    });
}

Result<std::vector<Assessment>> Vault::awaiting_approval(const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<std::vector<Assessment>> {
        std::vector<Assessment> waiting;
        auto row = act.connection.query(
            "SELECT id FROM assessment WHERE state = 'awaiting_approval' ORDER BY signed_at, "
            "rowid");
        while (row.step()) {
            AssessmentId id;
            row.into(id);
            auto one = detail::load_assessment(act.connection, parts_->store->keys().archive, id);
            if (!one) return one.error();
            act.log("approval_read", one->in_case.value, id.value);
            waiting.push_back(std::move(*one));
        }
        act.log("approvals_listed", "", "");
        return waiting;
    });
}

}  // namespace lika::storage
