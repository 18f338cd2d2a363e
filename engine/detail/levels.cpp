// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/levels.h"

#include <algorithm>
#include <set>

namespace lika::engine::detail {

namespace {

using Rank = std::size_t;  // a level's position, lowest first

std::optional<Rank> rank_of(const Instrument& instrument, const std::string& id) {
    for (Rank rank = 0; rank < instrument.levels.size(); ++rank)
        if (instrument.levels[rank].id.value == id) return rank;
    return std::nullopt;
}

/// The policy overrides sorted by what is known of them.
struct Policies {
    std::vector<OverrideId> in_force;
    Rank at_least = 0;  ///< raised to by those in force
    std::vector<const Condition*> open;
    std::vector<Rank> open_raise_to;
};

Result<Policies> sort_policies(const Plan& plan, const Known& known) {
    Policies policies;
    for (const auto& policy : plan.instrument->policy_overrides) {
        const auto truth = settle(plan, known, policy.when);
        if (!truth) return truth.error();
        const auto rank = rank_of(*plan.instrument, policy.raises_to.value).value_or(0);
        if (*truth == Truth::yes) {
            policies.in_force.push_back(policy.id);
            policies.at_least = std::max(policies.at_least, rank);
        } else if (*truth == Truth::open) {
            policies.open.push_back(&policy.when);
            policies.open_raise_to.push_back(rank);
        }
    }
    return policies;
}

Result<std::optional<Rank>> rank_of_sum(const Instrument& instrument, const ScalePlan& scale,
                                        std::int64_t sum) {
    const auto exact = scale.points(sum);
    if (!exact) return exact.error();
    const auto given = give(*scale.scale, *exact);
    if (!given) return given.error();
    if (!given->band) return std::optional<Rank>{};
    return rank_of(instrument, scale.scale->bands[*given->band].id.value);
}

Result<std::set<Rank>> possible_ranks(const Plan& plan, const Known& known, const ScalePlan& scale,
                                      const Tally& tally, const Policies& policies) {
    const auto reached = reach(plan, scale, known, tally, policies.open);
    if (!reached) return reached.error();
    std::set<Rank> ranks;
    for (const auto& ways : *reached) {
        auto at_least = policies.at_least;
        for (std::size_t policy = 0; policy < ways.holds.size(); ++policy)
            if (ways.holds[policy]) at_least = std::max(at_least, policies.open_raise_to[policy]);
        for (const auto sum : ways.sums) {
            const auto rank = rank_of_sum(*plan.instrument, scale, sum);
            if (!rank) return rank.error();
            if (*rank) ranks.insert(std::max(**rank, at_least));
        }
    }
    return ranks;
}

/// A scale that waits for every rating is decided when all completions agree; another by the band
/// of its points.
std::optional<Rank> decided_rank(const Instrument& instrument, const ScaleResult& result,
                                 const Scale& scale, const Policies& policies,
                                 const std::set<Rank>& possible) {
    if (!result.enough) return std::nullopt;
    if (scale.missing == MissingRule::refuse)
        return possible.size() == 1 ? std::optional(*possible.begin()) : std::nullopt;
    if (!result.band) return std::nullopt;
    const auto rank = rank_of(instrument, scale.bands[*result.band].id.value);
    return rank ? std::optional(std::max(*rank, policies.at_least)) : std::nullopt;
}

}  // namespace

Result<Levels> judge_levels(const Plan& plan, const Known& known,
                            const std::vector<ScaleResult>& scales) {
    const auto& instrument = *plan.instrument;
    const auto policies = sort_policies(plan, known);
    if (!policies) return policies.error();

    Levels levels;
    levels.in_force = policies->in_force;
    for (std::size_t index = 0; index < scales.size(); ++index) {
        const auto& scale = plan.scales[index];
        if (scale.scale->id != instrument.level_scale) continue;
        if (scale.scale->combine == Scale::Combine::judgement) continue;
        auto possible = possible_ranks(plan, known, scale, scales[index].tally, *policies);
        if (!possible) return possible.error();
        const auto decided =
            decided_rank(instrument, scales[index], *scale.scale, *policies, *possible);
        if (decided) {
            possible->insert(*decided);
            levels.scored = instrument.levels[*decided].id;
        }
        for (const auto rank : *possible) levels.possible.push_back(instrument.levels[rank].id);
    }
    return levels;
}

}  // namespace lika::engine::detail
