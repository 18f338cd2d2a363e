// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/detail/evaluate.h"
#include "engine/detail/plan.h"

namespace lika::engine::detail {

/// Completions that agree on every condition asked about, with all the sums they can make.
struct Reach {
    std::vector<bool> holds;  ///< the conditions, in the order asked
    std::vector<std::int64_t>
        sums;  ///< of the first scale, in its units, rising, each once; {0} without a scale
    std::vector<std::int64_t> others;  ///< the sum of each further scale, in its own units
};

/// Everything the missing ratings (and facts not given) can still make of some scales and some
/// conditions together.
///
/// A completion gives every missing rating one of its options; an item whose condition then fails
/// is left out, and so is a completion that leaves fewer items than a scale needs. Exact, without
/// walking the completions one by one: items are taken in turn, and those ways so far that later
/// items cannot tell apart are kept as one. Errors (invalid): too_many_completions (over 200,000
/// ways that differ), place = the first scale.
Result<std::vector<Reach>> completions(const Plan& plan, const Known& known,
                                       const std::vector<const ScalePlan*>& scales,
                                       const std::vector<const Condition*>& conditions);

/// Whether the condition holds in every completion (yes), in none (no), or it depends (open).
Result<Truth> settle(const Plan& plan, const Known& known, const Condition& condition);

}  // namespace lika::engine::detail
