// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/assessments.h"

#include <algorithm>

#include "service/access.h"
#include "service/assessment_json.h"
#include "service/carry_over.h"
#include "service/idempotency.h"
#include "service/if_match.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/problem.h"
#include "service/scoring.h"

namespace lika::service {
namespace {

using nlohmann::json;
using Instrument = std::shared_ptr<const engine::Instrument>;

/// The instrument a body names; nothing with a fault when the library has none.
Instrument read_instrument_choice(Fields& fields, const Services& services) {
    const engine::InstrumentId id{fields.text("instrument", 64)};
    const auto version = fields.optional_text("version", 32).value_or("");
    if (id.value.empty()) return nullptr;
    const auto found = services.library.find(id, version);
    if (found) return *found;
    const bool no_version = found.error().reason == "unknown_version";
    fields.fault(no_version ? "version" : "instrument", found.error().reason);
    return nullptr;
}

storage::Assessment new_draft(const engine::Instrument& instrument, const storage::CaseId& in_case,
                              const Request& request, const Services& services) {
    storage::Assessment draft;
    draft.id = storage::AssessmentId{storage::random_id()};
    draft.in_case = in_case;
    draft.instrument = instrument.id.value;
    draft.version = instrument.version;
    draft.digest = instrument.digest;
    draft.assessor = request.person->account.id.value;
    draft.started_at = services.now();
    draft.assessed_on = stockholm_day(draft.started_at);
    return draft;
}

/// An assessment that the person may read, and the result that goes with it.
struct Shown {
    storage::Assessment assessment;
    json result;
    std::optional<std::string> scored_level;
    bool is_mine = false;   ///< the reader's, or the reader's to go on with
    bool is_second = false; ///< of a double rating
};

engine::Result<json> scored_now(const storage::Assessment& draft,
                                const storage::Vault::Ownership& owned, const Services& services) {
    const auto instrument =
        pinned_instrument(services.library, draft.instrument, draft.version, draft.digest);
    if (!instrument) return instrument.error();
    const auto scored = score_of(**instrument, draft.responses, facts_of(owned));
    if (!scored) return scored.error();
    return result_json(**instrument, *scored);
}

engine::Result<Shown> shown(const storage::AssessmentId& id, const storage::Vault::Ownership& owned,
                            storage::Vault& vault, const storage::Actor& actor,
                            const Services& services) {
    const auto assessment = vault.assessment(id, actor);
    if (!assessment) return assessment.error();
    Shown one{*assessment, {}, assessment->scored_level};
    if (assessment->state != storage::AssessmentState::draft) {
        one.result = json::parse(assessment->result);
        return one;
    }
    const auto result = scored_now(*assessment, owned, services);
    if (!result) return result.error();
    one.result = *result;
    if (const auto& level = one.result.at("scored_level"); level.is_string())
        one.scored_level = level.get<std::string>();
    return one;
}

/// 404, then the reason, then what is to be shown.
std::optional<Reply> read_shown(const Request& request, const Services& services, Shown& one) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::AssessmentId id{request.params.at("id")};
    const auto owned = vault->ownership(id);
    if (!owned) return problem(owned.error());
    if (auto refused = refuse_sight(id, *owned, *vault, request, services)) return refused;
    const auto& reader = request.person->account.id.value;
    const bool own = owned->assigned_to == reader || owned->assessor == reader;
    if (auto refused = refuse_without_reason(request, own)) return refused;
    auto found = shown(id, *owned, *vault, actor_of(request, services), services);
    if (!found) return problem(found.error());
    one = std::move(*found);
    one.is_second = owned->second_of.has_value();
    const bool is_draft = owned->state == storage::AssessmentState::draft;
    one.is_mine = is_draft ? writes_draft(*owned, *request.person, services) : owned->assessor == reader;
    return std::nullopt;
}

json decision_json(const Shown& one, Names& names) {
    return {{"state", storage::to_string(one.assessment.state)},
            {"scored_level", or_null(one.scored_level)},
            {"final_level", or_null(one.assessment.final_level)},
            {"override", override_json(one.assessment.discretionary, names)}};
}

json assessment_json(const Shown& one, Names& names) {
    const auto& assessment = one.assessment;
    json body{{"id", assessment.id.value},
              {"case", assessment.in_case.value},
              {"instrument",
               instrument_ref(assessment.instrument, assessment.version, assessment.digest)},
              {"assessor", names(assessment.assessor)},
              {"mine", one.is_mine},
              {"second", one.is_second},
              {"revision", assessment.revision},
              {"started_at", storage::to_string(assessment.started_at)},
              {"signed_at",
               assessment.signed_at ? json(storage::to_string(*assessment.signed_at)) : json()},
              {"responses", responses_json(assessment.responses)},
              {"result", one.result}};
    body.update(decision_json(one, names));
    return body;
}

}  // namespace

Reply begin_assessment(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::CaseId in_case{request.params.at("id")};
    const auto assigned = vault->assigned_to(in_case);
    if (!assigned) return problem(assigned.error());
    if (const auto refused = refuse_if_blind(in_case, "assessment_start", in_case.value, *vault, request, services)) return *refused;
    if (const auto before = answered_before(request, *vault)) return *before;

    Fields fields{request.body};
    const auto instrument = read_instrument_choice(fields, services);
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);
    const auto actor = actor_of(request, services);
    auto draft = new_draft(*instrument, in_case, request, services);
    const bool own = *assigned == request.person->account.id.value;
    if (!refuse_without_reason(request, own)) {   // carrying over is reading the case
        auto carried = carried_over(*instrument, in_case, *vault, services.library, actor);
        if (!carried) return problem(carried.error());
        draft.responses = std::move(*carried);
    }

    auto answer = ok({{"id", draft.id.value}}, 201);
    answer.headers.emplace_back("Location", "/api/v1/assessments/" + draft.id.value);
    return answer_once(request, *vault, answer, [&](const storage::Once& once) {
        return vault->add_assessment(draft, actor, once);
    });
}

Reply read_assessment(const Request& request, Services& services) {
    Shown one;
    if (const auto refused = read_shown(request, services, one)) return *refused;
    Names names{services};
    auto reply = ok(assessment_json(one, names));
    reply.headers.emplace_back("ETag", etag_of(one.assessment.revision));
    return reply;
}

Reply read_result(const Request& request, Services& services) {
    Shown one;
    if (const auto refused = read_shown(request, services, one)) return *refused;
    Names names{services};
    json body = one.result;
    body.update(decision_json(one, names));
    return ok(body);
}

}  // namespace lika::service
