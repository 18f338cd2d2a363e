// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/signing.h"

#include <algorithm>

#include "engine/level.h"
#include "service/access.h"
#include "service/assessment_json.h"
#include "service/idempotency.h"
#include "service/if_match.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/problem.h"
#include "service/scoring.h"

namespace lika::service {
namespace {

struct Wish {
    std::optional<engine::LevelId> final_level;
    std::optional<engine::OverrideReason> reason;
};

/// Length and words of the reason are the engine's to judge.
Wish read_wish(Fields& fields) {
    Wish wish;
    if (const auto level = fields.optional_text("final_level", 64))
        wish.final_level = engine::LevelId{*level};
    if (auto given = fields.optional_object("override"))
        wish.reason = engine::OverrideReason{given->optional_text("reason_code", 64).value_or(""),
                                             given->optional_text("reason", 4000).value_or("")};
    return wish;
}

std::vector<engine::DraftItem> draft_items(const engine::Instrument& instrument,
                                           const std::vector<storage::DraftResponse>& responses) {
    std::vector<engine::DraftItem> items(instrument.items.size());
    for (const auto& response : responses) {
        const auto index = instrument.find_item(engine::ItemId{response.item});
        if (!index) continue;
        items[*index] = {response_of(response), !is_blank(response.evidence)};
    }
    return items;
}

/// The body's own faults, then the gaps that are not about a field already faulted.
std::vector<FieldFault> with_gaps(std::vector<FieldFault> faults,
                                  const std::vector<engine::Gap>& gaps) {
    const auto read_badly = faults;
    for (const auto& gap : gaps) {
        const bool known =
            std::any_of(read_badly.begin(), read_badly.end(),
                        [&](const FieldFault& fault) { return fault.field == gap.field; });
        if (!known) faults.push_back({gap.field, gap.reason, ""});
    }
    return faults;
}

std::optional<std::string> text_of(const std::optional<engine::LevelId>& level) {
    return level ? std::optional{level->value} : std::nullopt;
}

storage::Signing signing_of(const engine::Instrument& instrument, const engine::Score& score,
                            const Wish& wish, const std::string& author, std::int64_t seen) {
    const auto decision = engine::decide(instrument, score, wish.final_level);
    storage::Signing signing{text_of(decision.scored_level), text_of(decision.final_level),
                             std::nullopt, result_json(instrument, score).dump(), seen};
    if (decision.override_direction && wish.reason)
        signing.discretionary = storage::Override{engine::to_string(*decision.override_direction),
                                                  wish.reason->reason_code,
                                                  wish.reason->reason,
                                                  author,
                                                  "",
                                                  ""};
    return signing;
}

/// The override of a second assessment decides nothing and waits for nobody.
Reply keep_signing(const storage::AssessmentId& id, const storage::Signing& signing, bool is_second,
                   storage::Vault& vault, const Request& request, const Services& services) {
    Names names{services};
    const auto answer = ok({{"id", id.value},
                            {"state", signing.discretionary && !is_second ? "awaiting_approval" : "signed"},
                            {"scored_level", or_null(signing.scored_level)},
                            {"final_level", or_null(signing.final_level)},
                            {"override", override_json(signing.discretionary, names)}});
    return answer_once(request, vault, answer, [&](const storage::Once& once) {
        return vault.sign(id, signing, actor_of(request, services), once);
    });
}

/// Signs what the assessor saw: `seen` is their revision, and the vault refuses it once the draft has moved on.
Reply sign_draft(const storage::AssessmentId& id, const storage::Vault::Ownership& owned,
                 std::int64_t seen, storage::Vault& vault, const Request& request,
                 const Services& services) {
    const auto instrument =
        pinned_instrument(services.library, owned.instrument, owned.version, owned.digest);
    if (!instrument) return problem(instrument.error());
    const auto draft = vault.assessment(id, actor_of(request, services));
    if (!draft) return problem(draft.error());
    const auto facts = facts_of(owned);
    const auto score = score_of(**instrument, draft->responses, facts);
    if (!score) return problem(score.error());

    Fields fields{request.body};
    const auto wish = read_wish(fields);
    const auto gaps = engine::gaps(**instrument, draft_items(**instrument, draft->responses), facts,
                                   *score, wish.final_level, wish.reason);
    const auto faults = with_gaps(fields.faults(), gaps);
    if (!faults.empty()) return problem(422, "invalid", faults);
    const auto signing =
        signing_of(**instrument, *score, wish, request.person->account.id.value, seen);
    return keep_signing(id, signing, owned.second_of.has_value(), vault, request, services);
}

}  // namespace

Reply sign_assessment(const Request& request, Services& services) {
    const auto vault = case_vault(*request.person, services);
    if (vault == nullptr) return not_found();
    const storage::AssessmentId id{request.params.at("id")};
    const auto owned = vault->ownership(id);
    if (!owned) return problem(owned.error());
    if (const auto refused = refuse_sight(id, *owned, *vault, request, services)) return *refused;
    if (!writes_draft(*owned, *request.person, services))
        return refuse_act("assessment_sign", id.value, *vault, request, services);
    if (const auto before = answered_before(request, *vault)) return *before;
    if (const auto refused = refuse_without_revision(request, owned->revision)) return *refused;
    if (owned->state != storage::AssessmentState::draft) return problem(409, "not_a_draft");
    const auto seen = *revision_seen(request);
    if (seen != owned->revision) return problem(412, "stale_revision");
    return sign_draft(id, *owned, seen, *vault, request, services);
}

}  // namespace lika::service
