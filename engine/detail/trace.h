// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/detail/scale_score.h"

namespace lika::engine::detail {

/// Adds the steps of one scale and their sum to the score, so that a person can redo it by hand.
Result<void> add_trace(const Plan& plan, const ScalePlan& scale, const Known& known,
                       const ScaleResult& result, Score& score);

}  // namespace lika::engine::detail
