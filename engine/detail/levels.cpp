// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/levels.h"

#include <algorithm>
#include <set>

namespace lika::engine::detail {

namespace {

using Rank = std::size_t;  // a level's position, lowest first

/// A band that proposes a level bears its id.
std::optional<Rank> rank_of(const Instrument& instrument, const Band& band) {
    return instrument.find_level(LevelId{band.id.value});
}

/// What overrides do to a level: so many steps up, then at least so high.
struct Raise {
    std::size_t by = 0;
    Rank at_least = 0;

    void add(const Raise& other) {
        by = std::max(by, other.by);
        at_least = std::max(at_least, other.at_least);
    }
    Rank of(Rank rank, Rank highest) const {
        return std::max(std::min(rank + by, highest), at_least);
    }
};

/// The policy overrides sorted by what is known of them.
struct Policies {
    std::vector<OverrideId> in_force;
    Raise raise;  ///< by those in force
    std::vector<const Condition*> open;
    std::vector<Raise> open_raises;

    /// By those in force and those of the open ones that hold.
    Raise raise_where(const std::vector<bool>& holds) const {
        auto all = raise;
        for (std::size_t policy = 0; policy < open.size(); ++policy)
            if (holds[policy]) all.add(open_raises[policy]);
        return all;
    }
};

Result<Policies> sort_policies(const Plan& plan, const Known& known) {
    Policies policies;
    for (const auto& policy : plan.instrument->policy_overrides) {
        const auto truth = settle(plan, known, policy.when);
        if (!truth) return truth.error();
        const Raise raise{policy.raises_by,
                          plan.instrument->find_level(policy.raises_to).value_or(0)};
        if (*truth == Truth::yes) {
            policies.in_force.push_back(policy.id);
            policies.raise.add(raise);
        } else if (*truth == Truth::open) {
            policies.open.push_back(&policy.when);
            policies.open_raises.push_back(raise);
        }
    }
    return policies;
}

/// The computed scales that propose the level, with their results.
struct Proposing {
    std::vector<const ScalePlan*> scales;
    std::vector<const ScaleResult*> results;
};

Proposing proposing(const Plan& plan, const std::vector<ScaleResult>& results) {
    Proposing found;
    const auto& wanted = plan.instrument->level_scales;
    for (std::size_t index = 0; index < results.size(); ++index) {
        const auto& scale = *plan.scales[index].scale;
        if (scale.combine == Scale::Combine::judgement) continue;
        if (std::find(wanted.begin(), wanted.end(), scale.id) == wanted.end()) continue;
        found.scales.push_back(&plan.scales[index]);
        found.results.push_back(&results[index]);
    }
    return found;
}

Result<std::optional<Rank>> rank_of_sum(const Instrument& instrument, const ScalePlan& scale,
                                        const Reading& reading, std::int64_t sum) {
    const auto exact = scale.points(sum);
    if (!exact) return exact.error();
    const auto given = give(*scale.scale, reading, *exact);
    if (!given) return given.error();
    if (!given->band) return std::optional<Rank>{};
    return rank_of(instrument, scale.scale->bands[*given->band]);
}

/// The levels completions give; the higher where several scales propose one.
class PossibleRanks {
public:
    PossibleRanks(const Plan& plan, const Proposing& proposing, const Policies& policies)
        : instrument_(*plan.instrument), scales_(proposing.scales), policies_(policies) {}

    Result<void> add(const Reach& ways) {
        const auto raise = policies_.raise_where(ways.holds);
        const auto first = reading(0, ways.holds);
        const auto others = highest_of_others(ways);
        if (!others) return others.error();
        for (const auto sum : ways.sums) {
            const auto rank = rank_of_sum(instrument_, *scales_[0], first, sum);
            if (!rank) return rank.error();
            if (*rank && *others)
                ranks.insert(raise.of(std::max(**rank, **others), instrument_.levels.size() - 1));
            else
                without = true;
        }
        return {};
    }

    std::set<Rank> ranks;
    bool without = false;  ///< some completion proposes no level

private:
    /// Conditions were asked in this order: the open overrides', then each scale's.
    Reading reading(std::size_t scale, const std::vector<bool>& holds) const {
        auto at = policies_.open.size();
        for (std::size_t before = 0; before < scale; ++before)
            at += choosing(*scales_[before]->scale).size();
        return reading_where(*scales_[scale]->scale, holds, at);
    }

    Result<std::optional<Rank>> highest_of_others(const Reach& ways) const {
        Rank highest = 0;
        for (std::size_t index = 0; index < ways.others.size(); ++index) {
            const auto rank = rank_of_sum(instrument_, *scales_[index + 1],
                                          reading(index + 1, ways.holds), ways.others[index]);
            if (!rank || !*rank) return rank;
            highest = std::max(highest, **rank);
        }
        return std::optional(highest);
    }

    const Instrument& instrument_;
    const std::vector<const ScalePlan*>& scales_;
    const Policies& policies_;
};

Result<PossibleRanks> possible_ranks(const Plan& plan, const Known& known,
                                     const Proposing& proposing, const Policies& policies) {
    auto conditions = policies.open;
    for (const auto* scale : proposing.scales)
        for (const auto* condition : choosing(*scale->scale)) conditions.push_back(condition);
    const auto single = proposing.scales.size() == 1 && conditions.empty();
    const auto reached = single
                             ? reach(plan, *proposing.scales[0], known, proposing.results[0]->tally)
                             : completions(plan, known, proposing.scales, conditions);
    if (!reached) return reached.error();
    PossibleRanks possible(plan, proposing, policies);
    for (const auto& ways : *reached)
        if (const auto added = possible.add(ways); !added) return added.error();
    return possible;
}

/// The highest level that the bands given propose; nothing when a scale has no band.
std::optional<Rank> highest_band(const Instrument& instrument, const Proposing& proposing) {
    Rank highest = 0;
    for (std::size_t index = 0; index < proposing.scales.size(); ++index) {
        const auto band = proposing.results[index]->band;
        if (!band) return std::nullopt;
        const auto& bands = proposing.scales[index]->scale->bands;
        const auto rank = rank_of(instrument, bands[*band]);
        if (!rank) return std::nullopt;
        highest = std::max(highest, *rank);
    }
    return highest;
}

/// Scales that wait for every rating are decided when all completions agree; others by the bands of
/// their points.
std::optional<Rank> decided_rank(const Instrument& instrument, const Proposing& proposing,
                                 const Policies& policies, const PossibleRanks& possible) {
    const auto enough = [](const ScaleResult* result) { return result->enough; };
    const auto waits = [](const ScalePlan* scale) {
        return scale->scale->missing == MissingRule::refuse;
    };
    if (!std::all_of(proposing.results.begin(), proposing.results.end(), enough))
        return std::nullopt;
    if (std::all_of(proposing.scales.begin(), proposing.scales.end(), waits)) {
        const bool agree = !possible.without && possible.ranks.size() == 1;
        return agree ? std::optional(*possible.ranks.begin()) : std::nullopt;
    }
    const auto highest = highest_band(instrument, proposing);
    return highest ? std::optional(policies.raise.of(*highest, instrument.levels.size() - 1))
                   : std::nullopt;
}

}  // namespace

Result<Levels> judge_levels(const Plan& plan, const Known& known,
                            const std::vector<ScaleResult>& scales) {
    const auto& instrument = *plan.instrument;
    const auto policies = sort_policies(plan, known);
    if (!policies) return policies.error();

    Levels levels;
    levels.in_force = policies->in_force;
    const auto scales_that_propose = proposing(plan, scales);
    if (scales_that_propose.scales.empty()) return levels;
    auto possible = possible_ranks(plan, known, scales_that_propose, *policies);
    if (!possible) return possible.error();
    const auto decided = decided_rank(instrument, scales_that_propose, *policies, *possible);
    if (decided) {
        possible->ranks.insert(*decided);
        levels.scored = instrument.levels[*decided].id;
    }
    for (const auto rank : possible->ranks) levels.possible.push_back(instrument.levels[rank].id);
    return levels;
}

}  // namespace lika::engine::detail
