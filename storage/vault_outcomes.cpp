// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "storage/detail/assessments.h"
#include "storage/detail/text.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Blob;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t longest_content = 4096;

void read_case(Connection& connection, Uncounted& one) {
    const auto& id = one.assessment.in_case;
    auto row = connection.query("SELECT opened_on, born_on, sex, concern FROM subject_case WHERE id = ?", id);
    std::optional<std::string> concern;
    if (row.step()) row.into(one.opened_on, one.born_on, one.sex, concern);
    one.is_first = !connection.find<int>(
        "SELECT 1 FROM assessment WHERE in_case = ? AND instrument = ? AND archive IS NOT NULL AND signed_at < ? LIMIT 1", id,
        one.assessment.instrument, one.assessment.signed_at);
    if (!concern) return;
    auto reported = connection.query("SELECT signs, urgency FROM concern WHERE id = ?", *concern);
    std::string signs;
    if (reported.step()) reported.into(signs, one.urgency);
    one.signs = detail::read_list(signs).value_or(std::vector<std::string>{});
}

}  // namespace

Result<std::vector<Uncounted>> Vault::uncounted(std::size_t most, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<std::vector<Uncounted>> {
        std::vector<Uncounted> all;
        auto row = act.connection.query("SELECT assessment FROM uncounted LIMIT ?", static_cast<std::int64_t>(most));
        while (row.step()) {
            AssessmentId id;
            row.into(id);
            auto assessment = detail::load_assessment(act.connection, parts_->store->keys().archive, id);
            if (!assessment) return assessment.error();
            auto& one = all.emplace_back();
            one.assessment = std::move(*assessment);
            read_case(act.connection, one);
        }
        act.log("uncounted_read", "", std::to_string(all.size()));
        return all;
    });
}

Result<void> Vault::count(const std::vector<Outcome>& outcomes, const Actor& actor) {
    for (const auto& one : outcomes)
        if (one.content.size() > longest_content) return Error{ErrorKind::invalid, "too_long", "content"};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        for (const auto& one : outcomes) {
            act.connection.run("DELETE FROM uncounted WHERE assessment = ?", one.assessment);
            if (act.connection.changes() == 0) continue;   // purged, moved or counted meanwhile
            act.connection.run(
                "INSERT INTO outcome (instrument, signed_at, assessment, in_case, assessor, content) SELECT instrument, signed_at,"
                " id, in_case, assessor, ? FROM assessment WHERE id = ?",
                Blob{one.content}, one.assessment);
        }
        act.log("outcomes_counted", "", std::to_string(outcomes.size()));
        return {};
    });
}

Result<void> Vault::extract(const std::string& instrument, Instant from, Instant until, const VisitOutcome& visit,
                            const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<void> {
        auto row = act.connection.query(
            "SELECT in_case, assessor, content FROM outcome WHERE instrument = ? AND signed_at >= ? AND signed_at < ?", instrument,
            from, until);
        std::string in_case, assessor;
        for (Blob content; row.step(); visit(in_case, assessor, content.bytes)) row.into(in_case, assessor, content);
        act.log("outcomes_extracted", "", instrument);
        return {};
    });
}

Result<std::vector<WaitingCase>> Vault::waiting_cases(const std::string& instrument, const std::string& opened_from,
                                                      const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<std::vector<WaitingCase>> {
        std::vector<WaitingCase> waiting;
        auto row = act.connection.query(
            "SELECT id, assigned_to, opened_on FROM subject_case WHERE opened_on >= ? AND NOT EXISTS (SELECT 1 FROM assessment"
            " WHERE in_case = subject_case.id AND instrument = ? AND archive IS NOT NULL)",
            opened_from, instrument);
        while (row.step()) {
            auto& one = waiting.emplace_back();
            row.into(one.id, one.assigned_to, one.opened_on);
        }
        act.log("outcomes_extracted", "", instrument);
        return waiting;
    });
}

}  // namespace lika::storage
