// SPDX-License-Identifier: EUPL-1.2
#include "service/demo/assessment.h"

#include <algorithm>

#include "engine/level.h"
#include "service/json.h"
#include "service/scoring.h"
#include "service/services.h"

namespace lika::service::demo {
namespace {

using namespace std::chrono_literals;

engine::Responses entered(const PlannedAssessment& plan) {
    engine::Responses responses{*plan.instrument};
    for (const auto& change : plan.responses) {
        const auto index = plan.instrument->find_item(engine::ItemId{change.item});
        if (!index) continue;
        responses[*index] = change.rating ? engine::Response{*change.rating}
                                          : engine::Response{engine::read_missing(change.missing).value_or(engine::Missing::unanswered)};
    }
    return responses;
}

/// The level the assessor sets: as scored, one step beside it, or, where nothing is scored, as the person's situation is.
std::optional<engine::LevelId> chosen_level(const PlannedAssessment& plan, const engine::Score& score) {
    const auto& levels = plan.instrument->levels;
    if (levels.empty()) return std::nullopt;
    if (!score.scored_level) {
        if (!score.possible_levels.empty()) return score.possible_levels.back();
        const auto step = static_cast<std::size_t>(plan.severity * static_cast<int>(levels.size()) / 1000);
        return levels[step].id;
    }
    if (!plan.differs) return score.scored_level;
    const auto at = std::find_if(levels.begin(), levels.end(), [&](const engine::Level& level) { return level.id == *score.scored_level; });
    const auto index = static_cast<std::size_t>(at - levels.begin());
    if (plan.raises) return levels[std::min(index + 1, levels.size() - 1)].id;
    return levels[index == 0 ? 0 : index - 1].id;
}

std::optional<storage::Override> discretionary(const PlannedAssessment& plan, const engine::LevelDecision& decision) {
    if (!decision.override_direction) return std::nullopt;
    storage::Override change;
    change.direction = engine::to_string(*decision.override_direction);
    change.reason_code = plan.raises ? "other_information" : "protective_circumstances";
    change.reason = plan.raises ? "Nya uppgifter från polisen efter skattningen ändrar bilden."
                                : "Familjen har redan stöd som täcker det som skattats högt.";
    change.author = plan.assessor;
    return change;
}

engine::Result<storage::Signing> signing(const PlannedAssessment& plan, const storage::Vault::Ownership& draft) {
    const auto score = engine::score(*plan.instrument, entered(plan), facts_of(draft));
    if (!score) return score.error();

    const auto final_level = chosen_level(plan, *score);
    const auto decision = engine::decide(*plan.instrument, *score, final_level);
    storage::Signing signing;
    if (score->scored_level) signing.scored_level = score->scored_level->value;
    if (final_level) signing.final_level = final_level->value;
    signing.discretionary = discretionary(plan, decision);
    signing.result = result_json(*plan.instrument, *score).dump();
    signing.seen = draft.revision;
    return signing;
}

engine::Result<void> start(storage::Vault& vault, const PlannedAssessment& plan) {
    storage::Assessment draft;
    draft.id = plan.id;
    draft.in_case = plan.in_case;
    draft.instrument = plan.instrument->id.value;
    draft.version = plan.instrument->version;
    draft.digest = plan.instrument->digest;
    draft.assessor = plan.assessor;
    draft.started_at = plan.started_at;
    draft.assessed_on = stockholm_day(plan.started_at);
    return vault.add_assessment(draft, {plan.assessor, plan.started_at, ""}, {});
}

engine::Result<void> fill_in(storage::Vault& vault, const PlannedAssessment& plan) {
    const auto saved = vault.save_responses(plan.id, plan.responses, 1, "demonstration", {plan.assessor, plan.started_at + 20min, ""});
    if (!saved) return saved.error();
    return {};
}

engine::Result<void> sign(storage::Vault& vault, const PlannedAssessment& plan) {
    const auto owned = vault.ownership(plan.id);
    if (!owned) return owned.error();
    const auto frozen = signing(plan, *owned);
    if (!frozen) return frozen.error();
    return vault.sign(plan.id, *frozen, {plan.assessor, plan.started_at + 45min, ""}, {});
}

/// Only what waits for it: the level was set as scored in most assessments.
engine::Result<void> approve(storage::Vault& vault, const PlannedAssessment& plan, storage::Instant at) {
    const auto owned = vault.ownership(plan.id);
    if (!owned) return owned.error();
    if (owned->state != storage::AssessmentState::awaiting_approval) return {};
    return vault.approve(plan.id, true, "Skälen är tydliga och stöds av underlaget.", {plan.supervisor, at, ""}, {});
}

}  // namespace

PlannedAssessment made_up_assessment(Chance& chance, std::shared_ptr<const engine::Instrument> instrument,
                                     Severity severity, int done) {
    PlannedAssessment plan;
    plan.instrument = std::move(instrument);
    plan.id = storage::AssessmentId{storage::random_id()};
    plan.severity = std::clamp(severity + chance.below(201) - 100, 0, 999);
    plan.responses = made_up_responses(chance, *plan.instrument, plan.severity, done);
    plan.differs = chance.permille(100);
    plan.raises = chance.permille(600);
    plan.ending = chance.permille(250) ? Ending::awaiting_approval : Ending::approved;
    return plan;
}

engine::Result<void> fill_in_and_sign(storage::Vault& vault, const PlannedAssessment& given) {
    auto plan = given;
    for (auto& change : plan.responses) change.at = storage::to_string(plan.started_at + 15min);
    if (const auto filled = fill_in(vault, plan); !filled) return filled;
    return sign(vault, plan);
}

std::vector<Act> acts_of(const PlannedAssessment& given) {
    auto plan = given;
    for (auto& change : plan.responses) change.at = storage::to_string(plan.started_at + 15min);
    std::vector<Act> acts;
    acts.push_back({plan.started_at, [plan](storage::Vault& vault) { return start(vault, plan); }});
    acts.push_back({plan.started_at + 20min, [plan](storage::Vault& vault) { return fill_in(vault, plan); }});
    if (plan.ending == Ending::draft) return acts;
    acts.push_back({plan.started_at + 45min, [plan](storage::Vault& vault) { return sign(vault, plan); }});
    if (plan.ending == Ending::awaiting_approval) return acts;
    const auto approved_at = plan.started_at + 26h;
    acts.push_back({approved_at, [plan, approved_at](storage::Vault& vault) { return approve(vault, plan, approved_at); }});
    return acts;
}

}  // namespace lika::service::demo
