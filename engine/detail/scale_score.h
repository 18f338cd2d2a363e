// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/detail/completions.h"
#include "engine/detail/evaluate.h"
#include "engine/detail/plan.h"
#include "engine/score.h"

namespace lika::engine::detail {

/// The ratings of one scale counted and added up.
struct Tally {
    std::size_t items = 0;  ///< applicable
    std::size_t rated = 0;
    std::size_t open = 0;  ///< whether they apply depends on what is missing
    std::size_t missing =
        0;  ///< applicable but unrated, among the items the scale's `maximum_missing` counts
    std::int64_t sum = 0;  ///< of the contributions, in units of the scale

    bool complete() const { return rated == items && open == 0; }
};

/// One scale scored, with what the rest of the result needs of it.
struct ScaleResult {
    ScaleScore score;
    Tally tally;
    std::optional<Points> exact;  ///< before rounding; empty without points
    std::optional<std::size_t>
        band;             ///< index of the band; empty also for a band of the unscorable
    bool enough = false;  ///< as many rated as the scale asks for, and at least one
};

Tally tally(const ScalePlan& scale, const Known& known);

/// What completions can make of the scale and the conditions, without a walk when nothing is
/// missing.
Result<std::vector<Reach>> reach(const Plan& plan, const ScalePlan& scale, const Known& known,
                                 const Tally& tally,
                                 const std::vector<const Condition*>& conditions);

/// The rule the scale has for too few ratings; without one, at least one rating is enough.
Result<bool> enough_rated(const Scale& scale, const Tally& tally);

/// Exact points by the scale's missing rule, or nothing when they cannot be given.
Result<std::optional<Points>> points_of(const ScalePlan& scale, const Tally& tally);

/// Points as the scale gives them, and the band they lie in; none when the scale has no bands.
struct Given {
    Points points;
    std::optional<std::size_t> band;
};

/// Rounds exact points and finds their band.
Result<Given> give(const Scale& scale, const Points& exact);

Result<ScaleResult> score_scale(const Plan& plan, const ScalePlan& scale, const Known& known);

}  // namespace lika::engine::detail
