// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/approvals.h"

#include "service/access.h"
#include "service/idempotency.h"
#include "service/if_match.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/page.h"
#include "service/problem.h"

namespace lika::service {
namespace {

using nlohmann::json;

json approval_row(const storage::Assessment& assessment, Names& names) {
    const auto discretionary = assessment.discretionary.value_or(storage::Override{});
    return {{"assessment", assessment.id.value},
            {"case", assessment.in_case.value},
            {"instrument", assessment.instrument},
            {"assessor", names(assessment.assessor)},
            {"scored_level", or_null(assessment.scored_level)},
            {"final_level", or_null(assessment.final_level)},
            {"direction", discretionary.direction},
            {"reason_code", discretionary.reason_code},
            {"reason", discretionary.reason},
            {"signed_at",
             assessment.signed_at ? json(storage::to_string(*assessment.signed_at)) : json()}};
}

Reply refuse_own(const storage::AssessmentId& id, storage::Vault& vault,
                 const storage::Actor& actor) {
    const auto logged = vault.log_refused("assessment_approval", id.value, actor);
    return logged ? problem(403, "own_assessment") : problem(logged.error());
}

}  // namespace

Reply list_approvals(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const auto asked = asked_page(request);
    if (!asked) return problem(asked.error());
    const auto waiting = vault->awaiting_approval(actor_of(request, services));
    if (!waiting) return problem(waiting.error());

    Names names{services};
    std::vector<json> rows;
    for (const auto& assessment : *waiting) rows.push_back(approval_row(assessment, names));
    const auto page = cut_page(rows, *asked);
    return page ? ok(*page) : problem(page.error());
}

Reply approve_assessment(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::AssessmentId id{request.params.at("id")};
    const auto owned = vault->ownership(id);
    if (!owned) return problem(owned.error());
    if (const auto refused = refuse_sight(id, *owned, *vault, request, services)) return *refused;
    const auto actor = actor_of(request, services);
    if (owned->assessor == actor.account) return refuse_own(id, *vault, actor);
    if (const auto before = answered_before(request, *vault)) return *before;

    Fields fields{request.body};
    const bool approve = fields.boolean("approve");
    const auto reason = fields.text("reason", 4000);
    if (const auto faults = fields.faults(); !faults.empty())
        return problem(422, "invalid", faults);
    if (!request.header("if-match").empty() && revision_seen(request) != owned->revision)
        return problem(412, "stale_revision");
    const auto answer = ok({{"id", id.value}, {"state", approve ? "signed" : "draft"}});
    return answer_once(request, *vault, answer, [&](const storage::Once& once) {
        return vault->approve(id, approve, reason, actor, once);
    });
}

}  // namespace lika::service
