// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/cases.h"

#include "service/access.h"
#include "service/idempotency.h"
#include "service/json.h"
#include "engine/words.h"
#include "service/json_read.h"
#include "service/page.h"
#include "service/problem.h"
#include "service/subject.h"

namespace lika::service {
namespace {

using nlohmann::json;

json subject_json(const storage::Subject& subject) {
    return {{"name", subject.name},
            {"born_on", or_null(subject.born_on)},
            {"sex", or_null(subject.sex)},
            {"personal_number", or_null(subject.personal_number)},
            {"protected", subject.is_protected}};
}

json assessment_row(const storage::AssessmentRow& row, Names& names) {
    return {{"id", row.id.value},
            {"instrument", row.instrument},
            {"version", row.version},
            {"state", storage::to_string(row.state)},
            {"assessor", names(row.assessor)},
            {"started_at", storage::to_string(row.started_at)},
            {"signed_at", row.signed_at ? json(storage::to_string(*row.signed_at)) : json()},
            {"final_level", or_null(row.final_level)}};
}

json offence_json(const storage::OffenceRecord& offence) {
    return {{"id", offence.id.value},
            {"code", offence.code},
            {"committed_on", offence.committed_on},
            {"basis", offence.basis},
            {"first", offence.first},
            {"recorded_at", storage::to_string(offence.recorded_at)}};
}

/// Who is to rate the case blind sees what the case is about, and none of its assessments.
json case_json(const storage::Case& opened, const std::string& reader, bool is_blind, Names& names) {
    return {{"id", opened.id.value},
            {"subject", subject_json(opened.subject)},
            {"assigned_to", names(opened.assigned_to)},
            {"assigned_to_me", opened.assigned_to == reader},
            {"rated_blind", is_blind},
            {"opened_at", storage::to_string(opened.opened_at)},
            {"due_at", opened.due_on},
            {"concern", or_null(opened.concern)}};
}

json case_row(const storage::CaseRow& row, const std::string& reader) {
    return {{"id", row.id.value},
            {"subject", {{"name", row.name}}},
            {"assigned_to_me", row.assigned_to == reader},
            {"due_at", row.due_on},
            {"next_step", row.next_step}};
}

storage::Subject read_whole_subject(Fields& fields, const std::string& today) {
    auto subject = read_subject(fields, true, today);
    subject.sex = fields.optional_word("sex", {"female", "male", "other", "not_recorded"});
    subject.is_protected = fields.optional_boolean("protected").value_or(false);
    return subject;
}

}  // namespace

Reply open_case(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    if (const auto before = answered_before(request, *vault)) return *before;

    Fields fields{request.body};
    auto subject_fields = fields.object("subject");
    const auto subject = read_whole_subject(subject_fields, services.today());
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);
    const auto opened = new_case(subject, request, services);
    if (!opened) return problem(opened.error());

    auto answer = ok({{"id", opened->id.value}}, 201);
    answer.headers.emplace_back("Location", "/api/v1/cases/" + opened->id.value);
    return answer_once(request, *vault, answer, [&](const storage::Once& once) {
        return vault->add_case(*opened, actor_of(request, services), once);
    });
}

Reply list_cases(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const auto asked = asked_page(request);
    if (!asked) return problem(asked.error());
    const auto found = request.query.find("q");
    const std::string q = found == request.query.end() ? "" : found->second;
    if (!is_utf8(q) || engine::length_of(q) > 200) return problem(422, "invalid", {{"q", "too_long", ""}});

    const auto page = vault->cases(q, asked->limit, asked->cursor, actor_of(request, services));
    if (!page) return problem(page.error());
    auto items = json::array();
    for (const auto& row : page->items)
        items.push_back(case_row(row, request.person->account.id.value));
    return ok(page_json(std::move(items), page->next));
}

Reply read_case(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::CaseId id{request.params.at("id")};
    const auto& reader = request.person->account.id.value;
    const auto assigned = vault->assigned_to(id);
    if (!assigned) return problem(assigned.error());
    const auto blind = rates_blind(id, *vault, request);
    if (!blind) return problem(blind.error());
    if (const auto refused = refuse_without_reason(request, *blind || *assigned == reader)) return *refused;

    const auto opened = vault->case_by_id(id, reader_of(*blind, request, services));
    if (!opened) return problem(opened.error());
    const auto assessments =
        *blind ? engine::Result{std::vector<storage::AssessmentRow>{}} : vault->assessments_of(id);
    if (!assessments) return problem(assessments.error());
    const auto offences = vault->offences_of(id);
    if (!offences) return problem(offences.error());

    Names names{services};
    json body = case_json(*opened, reader, *blind, names);
    body["assessments"] = json::array();
    for (const auto& row : *assessments) body["assessments"].push_back(assessment_row(row, names));
    body["offences"] = json::array();
    for (const auto& offence : *offences) body["offences"].push_back(offence_json(offence));
    return ok(body);
}

}  // namespace lika::service
