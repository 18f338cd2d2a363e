// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "storage/detail/assessments.h"
#include "storage/detail/text.h"
#include "storage/detail/tokens.h"
#include "storage/detail/vault_parts.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Blob;
using detail::Connection;
using detail::Tokens;
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

/// Which cases have one, in order.
std::vector<Token> visit_outcomes(Connection& connection, const ExtractRange& range, const ExtractVisits& visits, const Tokens& token) {
    std::vector<Token> assessed;
    auto row = connection.query("SELECT in_case, assessor, content FROM outcome WHERE instrument = ? AND signed_at >= ? AND signed_at < ?",
                                range.instrument, range.signed_from, range.signed_until);
    std::string in_case, assessor;
    for (Blob content; row.step();) {
        row.into(in_case, assessor, content);
        assessed.push_back(token(in_case));
        visits.outcome(assessed.back(), token(assessor), content.bytes);
    }
    std::sort(assessed.begin(), assessed.end());
    return assessed;
}

void visit_waiting(Connection& connection, const ExtractRange& range, const ExtractVisits& visits, const Tokens& token,
                   const std::vector<Token>& assessed) {
    auto row = connection.query("SELECT id, assigned_to, opened_on FROM subject_case WHERE opened_on >= ? AND opened_on < ?",
                                range.opened_from, range.opened_until);
    std::string in_case, assigned_to, opened_on;
    while (row.step()) {
        row.into(in_case, assigned_to, opened_on);
        const auto subject = token(in_case);
        if (!std::binary_search(assessed.begin(), assessed.end(), subject)) visits.waiting(subject, token(assigned_to), opened_on);
    }
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

Result<void> Vault::extract(const ExtractRange& range, const ExtractVisits& visits, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) -> Result<void> {
        const Tokens token;
        const auto assessed = visit_outcomes(act.connection, range, visits, token);
        visit_waiting(act.connection, range, visits, token, assessed);
        act.log("outcomes_extracted", "", range.instrument);
        return {};
    });
}

}  // namespace lika::storage
