// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/batch_outcomes.h"

#include <limits>

namespace lika::engine::detail {

namespace {

constexpr auto no_outcome = std::numeric_limits<std::uint32_t>::max();
constexpr auto impossible = no_outcome;  // every item missing and every item open

/// False: an error, which Scorer tells.
bool set_points(Outcome& outcome, const ScalePlan& scale, const Tally& tally) {
    const auto exact = points_of(scale, tally);
    if (!exact) return false;
    if (!*exact) {
        outcome.scale.status = ScaleStatus::not_scoreable;
        return true;
    }
    const auto given = give(*scale.scale, {}, **exact);
    if (!given || !given->points) return false;
    outcome.scale.points = given->points;
    outcome.scale.points_text = given->points->to_string();
    if (given->band) outcome.scale.band = static_cast<std::int32_t>(*given->band);
    const auto rule = scale.scale->missing;
    outcome.scale.prorated = (rule == MissingRule::prorate || rule == MissingRule::mean) &&
                             tally.rated < tally.items;
    return true;
}

/// Where points wait for every rating, the band may be decided before: completions tell.
bool waits(const Scale& scale, const Outcome& outcome, const Tally& tally) {
    return scale.missing == MissingRule::refuse && outcome.enough && !tally.complete();
}

}  // namespace

Outcome outcome_of(const ScalePlan& scale, const Tally& tally) {
    Outcome outcome;
    outcome.scale.rated = static_cast<std::uint32_t>(tally.rated);
    outcome.scale.items = static_cast<std::uint32_t>(tally.items);
    if (scale.scale->combine == Scale::Combine::judgement) {
        outcome.scale.status = ScaleStatus::not_computed;
        outcome.decided = outcome.bounded = true;
        return outcome;
    }
    const auto enough = enough_rated(*scale.scale, tally);
    outcome.enough = enough && *enough;
    outcome.decided = enough && set_points(outcome, scale, tally);
    outcome.bounded = tally.complete() && outcome.scale.points;
    if (outcome.bounded) outcome.scale.lowest = outcome.scale.highest = outcome.scale.points;
    if (outcome.scale.points) return outcome;

    if (scale.scale->unscorable_band)
        outcome.scale.band = static_cast<std::int32_t>(scale.scale->bands.size());
    else if (waits(*scale.scale, outcome, tally) && !scale.scale->bands.empty())
        outcome.decided = false;
    return outcome;
}

Outcomes::Outcomes(const ScalePlan& scale)
    : scale_(scale), slots_(std::size_t{1} << bits, Slot{{0, 0, impossible}, no_outcome}) {
    known_.reserve(slots_.size());
}

const Outcome& Outcomes::count(const ScaleLanes& lanes, std::size_t at) {
    if (slots_[at].outcome != no_outcome && slots_[at ^ 1].outcome == no_outcome) at ^= 1;
    auto& slot = slots_[at];
    if (slot.outcome == no_outcome) {
        slot.outcome = static_cast<std::uint32_t>(known_.size());
        known_.emplace_back();
    }
    slot.lanes = lanes;
    return known_[slot.outcome] = outcome_of(scale_, lanes.tally());
}

}  // namespace lika::engine::detail
