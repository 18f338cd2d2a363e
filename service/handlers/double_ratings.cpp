// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/double_ratings.h"

#include <algorithm>

#include "service/access.h"
#include "service/assessment_json.h"
#include "service/idempotency.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/page.h"
#include "service/problem.h"
#include "service/scoring.h"

namespace lika::service {
namespace {

using nlohmann::json;
using storage::DoubleRating;

constexpr std::int64_t most_drawn = 50, longest_ago = 366;
constexpr std::size_t longest_reason = 1000, longest_discussion = 4000;

const char* state_of(const DoubleRating& one) {
    if (one.cancelled_at) return "cancelled";
    if (one.done_at) return "done";
    return one.second ? "begun" : "drawn";
}

bool is_supervisor(const Request& request) { return request.person->account.role == "supervisor"; }
const std::string& reader(const Request& request) { return request.person->account.id.value; }

bool gave_back(const DoubleRating& one, const std::string& account) {
    return std::any_of(one.given_back.begin(), one.given_back.end(), [&](const auto& back) { return back.rater == account; });
}

/// Raters see it; whoever made the first assessment only when it is done; supervisors of the district that there is one.
bool may_see(const DoubleRating& one, const Request& request) {
    const auto& account = reader(request);
    if (is_supervisor(request)) return true;
    return !one.cancelled_at && (one.rater == account || (one.done_at && one.first_assessor == account));
}

/// Those who may rate in the person's district, by id so that chance alone decides.
engine::Result<std::vector<std::string>> workers_of(const Request& request, const Services& services) {
    const auto accounts = services.city->accounts();
    if (!accounts) return accounts.error();
    std::vector<std::string> workers;
    for (const auto& account : *accounts)
        if (account.role == "social_worker" && !account.disabled && account.district == request.person->account.district)
            workers.push_back(account.id.value);
    std::sort(workers.begin(), workers.end());
    return workers;
}

storage::Actor rater_of(const Request& request, const Services& services) { return reader_of(true, request, services); }

bool is_among(const std::vector<std::string>& workers, const std::string& account) {
    return std::find(workers.begin(), workers.end(), account) != workers.end();
}

json given_back_json(const DoubleRating& one, Names& names) {
    auto rows = json::array();
    for (const auto& back : one.given_back)
        rows.push_back({{"rater", names(back.rater)}, {"at", storage::to_string(back.at)}, {"reason", back.reason}});
    return rows;
}

/// Who made the first assessment stays untold to its second rater until that is done. `workers`: of the district.
json row_json(const DoubleRating& one, const std::vector<std::string>& workers, const Request& request, Names& names) {
    const auto& account = reader(request);
    const bool is_told = one.done_at || is_supervisor(request);
    const bool is_rater = one.rater == account;
    return {{"id", one.id.value},
            {"case", one.in_case.value},
            {"subject", {{"name", one.name}}},
            {"instrument", instrument_ref(one.instrument, one.version, one.digest)},
            {"state", state_of(one)},
            {"mine", is_rater},
            {"assessment", is_rater && one.second ? json(one.second->value) : json()},
            {"first_assessor", is_told ? names(one.first_assessor) : json()},
            {"rater", names(one.rater)},
            {"rater_left", is_supervisor(request) && !is_among(workers, one.rater)},
            {"drawn_at", storage::to_string(one.drawn_at)},
            {"due_on", one.due_on},
            {"done_at", one.done_at ? json(storage::to_string(*one.done_at)) : json()},
            {"discussed", one.discussion.has_value()},
            {"given_back", is_supervisor(request) ? given_back_json(one, names) : json::array()}};
}

json rated_json(const storage::Assessment& assessment, Names& names) {
    return {{"id", assessment.id.value},
            {"assessor", names(assessment.assessor)},
            {"signed_at", assessment.signed_at ? json(storage::to_string(*assessment.signed_at)) : json()},
            {"scored_level", or_null(assessment.scored_level)},
            {"final_level", or_null(assessment.final_level)},
            {"override", override_json(assessment.discretionary, names)},
            {"responses", responses_json(assessment.responses)}};
}

json discussion_json(const DoubleRating& one, Names& names) {
    if (!one.discussion) return nullptr;
    return {{"text", one.discussion->text}, {"by", names(one.discussion->by)}, {"at", storage::to_string(one.discussion->at)}};
}

/// Both assessments side by side, once the second is signed; null before.
engine::Result<json> comparison(const DoubleRating& one, storage::Vault& vault, const storage::Actor& actor, Names& names) {
    if (!one.done_at) return json();
    const auto first = vault.assessment(one.first, actor);
    if (!first) return first.error();
    const auto second = vault.assessment(*one.second, actor);
    if (!second) return second.error();
    return json{{"first", rated_json(*first, names)}, {"second", rated_json(*second, names)}};
}

storage::DoubleDraw read_draw(Fields& fields, const Request& request, const Services& services) {
    storage::DoubleDraw draw;
    draw.id = storage::DoubleDrawId{id_of(request)};
    draw.instrument = fields.text("instrument", 64);
    draw.wanted = static_cast<std::uint32_t>(fields.integer("count", 1, most_drawn));
    draw.days = static_cast<std::uint32_t>(fields.integer("days", 1, longest_ago));
    draw.due_on = fields.day("due_on");
    if (!draw.due_on.empty() && draw.due_on <= services.today()) fields.fault("due_on", "not_allowed");
    if (draw.instrument.empty()) return draw;
    const auto instrument = services.library.find(engine::InstrumentId{draw.instrument}, "");
    if (!instrument)
        fields.fault("instrument", instrument.error().reason);
    else
        draw.digest = (*instrument)->digest;
    return draw;
}

/// Whose rating is given back: the person's own; for a supervisor that of somebody who works here no more. Nothing: not theirs
/// to give back.
std::optional<std::string> given_back_of(const DoubleRating& one, const std::vector<std::string>& workers, const Request& request) {
    const auto& account = reader(request);
    if (!is_supervisor(request)) return one.rater == account || gave_back(one, account) ? std::optional{account} : std::nullopt;
    return is_among(workers, one.rater) ? std::nullopt : std::optional{one.rater};
}

}  // namespace

Reply draw_double_ratings(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    Fields fields{request.body};
    auto draw = read_draw(fields, request, services);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto workers = workers_of(request, services);
    if (!workers) return problem(workers.error());
    draw.workers = *workers;
    const auto drawn = vault->draw_double_ratings(draw, storage::random_below, actor_of(request, services));
    if (!drawn) return problem(drawn.error());
    return ok({{"id", draw.id.value}, {"asked", draw.wanted}, {"drawn", *drawn}}, 201);
}

Reply list_double_ratings(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const auto asked = asked_page(request);
    if (!asked) return problem(asked.error());
    const auto found = vault->double_ratings(is_supervisor(request) ? "" : reader(request), actor_of(request, services));
    if (!found) return problem(found.error());
    const auto workers = workers_of(request, services);
    if (!workers) return problem(workers.error());
    Names names{services};
    std::vector<json> rows;
    for (const auto& one : *found) rows.push_back(row_json(one, *workers, request, names));
    const auto page = cut_page(rows, *asked);
    return page ? ok(*page) : problem(page.error());
}

Reply read_double_rating(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::DoubleRatingId id{request.params.at("id")};
    const auto known = vault->double_rating(id);
    if (!known) return problem(known.error());
    if (!may_see(*known, request)) return not_found();
    const auto actor = rater_of(request, services);
    const auto one = vault->read_double_rating(id, actor);
    if (!one) return problem(one.error());
    const auto workers = workers_of(request, services);
    if (!workers) return problem(workers.error());
    Names names{services};
    const auto compared = comparison(*one, *vault, actor, names);
    if (!compared) return problem(compared.error());
    auto body = row_json(*one, *workers, request, names);
    body["comparison"] = *compared;
    body["discussion"] = discussion_json(*one, names);
    return ok(body);
}

Reply begin_double_rating(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::DoubleRatingId id{request.params.at("id")};
    const auto known = vault->double_rating(id);
    if (!known) return problem(known.error());
    if (known->rater != reader(request) || known->cancelled_at) return not_found();
    if (const auto faults = Fields{request.body}.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto instrument = pinned_instrument(services.library, known->instrument, known->version, known->digest);
    if (!instrument) return problem(instrument.error());
    const auto second = vault->begin_double_rating(id, storage::AssessmentId{storage::random_id()}, services.today(),
                                                   rater_of(request, services));
    if (!second) return problem(second.error());
    auto answer = ok({{"id", second->value}}, 201);
    answer.headers.emplace_back("Location", "/api/v1/assessments/" + second->value);
    return answer;
}

Reply give_back_double_rating(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::DoubleRatingId id{request.params.at("id")};
    const auto known = vault->double_rating(id);
    if (!known) return problem(known.error());
    const auto workers = workers_of(request, services);
    if (!workers) return problem(workers.error());
    const auto rater = given_back_of(*known, *workers, request);
    if (!rater) return is_supervisor(request) ? problem(403, "not_rater") : not_found();
    Fields fields{request.body};
    const auto reason = fields.text("reason", longest_reason);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto done =
        vault->give_back_double_rating(id, *rater, reason, *workers, storage::random_below, rater_of(request, services));
    return done ? ok({{"id", id.value}}) : problem(done.error());
}

Reply discuss_double_rating(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::DoubleRatingId id{request.params.at("id")};
    const auto known = vault->double_rating(id);
    if (!known) return problem(known.error());
    if (!may_see(*known, request)) return not_found();
    Fields fields{request.body};
    const auto text = fields.text("text", longest_discussion);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto done = vault->discuss_double_rating(id, text, rater_of(request, services));
    return done ? ok({{"id", id.value}}, 201) : problem(done.error());
}

}  // namespace lika::service
