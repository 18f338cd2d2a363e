// SPDX-License-Identifier: EUPL-1.2
#include "engine/score.h"

#include "engine/detail/decisions.h"
#include "engine/detail/known.h"
#include "engine/detail/levels.h"
#include "engine/detail/nearest_change.h"
#include "engine/detail/profile.h"
#include "engine/detail/trace.h"

namespace lika::engine {

namespace {

using namespace detail;

Error at_scale(Error error, const Scale& scale) {
    if (error.place.empty()) error.place = scale.id.value;
    return error;
}

Result<std::optional<bool>> raised(const Plan& plan, const Known& known, const Flag& flag) {
    if (!flag.open_when_missing) return std::optional(evaluate(flag.when, known) == Truth::yes);
    const auto truth = settle(plan, known, flag.when);
    if (!truth) return truth.error();
    return *truth == Truth::open ? std::nullopt : std::optional(*truth == Truth::yes);
}

Result<void> add_flags(const Plan& plan, const Known& known, Score& score) {
    for (const auto& flag : plan.instrument->flags) {
        const auto state = raised(plan, known, flag);
        if (!state) return state.error();
        FlagState added{flag.id, *state, {}};
        if (*state == true)
            for (const auto item : witnesses(flag.when, known))
                added.because.push_back(plan.instrument->items[item].id);
        score.flags.push_back(std::move(added));
    }
    return {};
}

Result<std::vector<ScaleResult>> score_scales(const Plan& plan, const Known& known) {
    std::vector<ScaleResult> results;
    results.reserve(plan.scales.size());
    for (const auto& scale : plan.scales) {
        auto result = score_scale(plan, scale, known);
        if (!result) return at_scale(result.error(), *scale.scale);
        results.push_back(std::move(*result));
    }
    return results;
}

Result<void> add_levels(const Plan& plan, const Known& known,
                        const std::vector<ScaleResult>& results, Score& score) {
    auto levels = judge_levels(plan, known, results);
    if (!levels) return levels.error();
    score.policy_overrides = std::move(levels->in_force);
    score.scored_level = std::move(levels->scored);
    score.possible_levels = std::move(levels->possible);
    return {};
}

Result<void> add_explanation(const Plan& plan, const Known& known,
                             const std::vector<ScaleResult>& results, Score& score) {
    for (std::size_t index = 0; index < results.size(); ++index) {
        const auto& scale = plan.scales[index];
        if (const auto traced = add_trace(plan, scale, known, results[index], score); !traced)
            return at_scale(traced.error(), *scale.scale);
        const auto nearest = nearest_change(plan, scale, known, results[index]);
        if (!nearest) return at_scale(nearest.error(), *scale.scale);
        if (*nearest) score.nearest_change.push_back(**nearest);
    }
    return {};
}

Result<Score> score_with(const Plan& plan, const Responses& responses, const Facts& facts,
                         Detail detail) {
    const auto known = know(plan, responses, facts);
    if (!known) return known.error();
    auto results = score_scales(plan, *known);
    if (!results) return results.error();

    Score score;
    if (const auto added = add_flags(plan, *known, score); !added) return added.error();
    if (const auto added = add_levels(plan, *known, *results, score); !added) return added.error();
    auto decisions = decide_tables(plan, *known, *results);
    if (!decisions) return decisions.error();
    score.decisions = std::move(*decisions);
    if (plan.instrument->profile) score.profile = profile_of(*plan.instrument, *known);
    if (detail == Detail::full)
        if (const auto added = add_explanation(plan, *known, *results, score); !added)
            return added.error();
    score.scales.reserve(results->size());
    for (auto& result : *results) score.scales.push_back(std::move(result.score));
    return score;
}

}  // namespace

struct Scorer::Ready {
    Result<Plan> plan;
};

Scorer::Scorer(const Instrument& instrument)
    : ready_(std::make_unique<const Ready>(Ready{make_plan(instrument)})) {}

Scorer::~Scorer() = default;

Result<Score> Scorer::score(const Responses& responses, const Facts& facts, Detail detail) const {
    if (!ready_->plan) return ready_->plan.error();
    return score_with(*ready_->plan, responses, facts, detail);
}

Result<Score> score(const Instrument& instrument, const Responses& responses, const Facts& facts,
                    Detail detail) {
    return Scorer{instrument}.score(responses, facts, detail);
}

}  // namespace lika::engine
