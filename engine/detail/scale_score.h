// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "engine/detail/completions.h"
#include "engine/detail/evaluate.h"
#include "engine/detail/plan.h"
#include "engine/detail/reading.h"
#include "engine/score.h"

namespace lika::engine::detail {

/// The ratings of one scale counted and added up.
struct Tally {
    std::size_t items = 0;  ///< applicable, and those left out that count as rated
    std::size_t rated = 0;
    std::size_t open = 0;  ///< whether they apply depends on what is missing
    std::size_t missing =
        0;  ///< applicable but unrated, among the items the scale's `maximum_missing` counts
    std::int64_t sum = 0;  ///< of the contributions, in units of the scale
    bool lacks_needed = false;  ///< an applicable item that may never be missing is unrated

    bool complete() const { return rated == items && open == 0; }
};

/// One scale scored, with what the rest of the result needs of it.
struct ScaleResult {
    ScaleScore score;
    Tally tally;
    KnownReading reading;
    std::optional<Points> exact;  ///< before rounding; empty without points
    std::optional<std::size_t>
        band;             ///< index of the band; empty also for a band of the unscorable
    bool enough = false;  ///< as many rated as the scale asks for, and at least one
};

Tally tally(const ScalePlan& scale, const Known& known);

/// What completions can make of the scale and of the conditions that choose its norm and cut-offs,
/// without a walk when nothing can differ.
Result<std::vector<Reach>> reach(const Plan& plan, const ScalePlan& scale, const Known& known,
                                 const Tally& tally);

/// The rule the scale has for too few ratings; without one, at least one rating is enough.
Result<bool> enough_rated(const Scale& scale, const Tally& tally);

/// Exact raw points by the scale's missing rule, or nothing when they cannot be given.
Result<std::optional<Points>> points_of(const ScalePlan& scale, const Tally& tally);

/// The bands of exact points, or of completions, over every reading that is still possible.
struct Bands {
    std::set<std::size_t> bands;
    bool without = false;  ///< some give none

    void add(const Given& given);
    /// The one all agree on.
    std::optional<std::size_t> agreed() const;
};
Result<Bands> bands_of(const Scale& scale, const std::vector<Reach>& reached, const Points& exact);
/// Of the completions, had each sum been shifted.
Result<Bands> bands_of(const ScalePlan& scale, const std::vector<Reach>& reached,
                       std::int64_t shift = 0);

Result<ScaleResult> score_scale(const Plan& plan, const ScalePlan& scale, const Known& known);

}  // namespace lika::engine::detail
