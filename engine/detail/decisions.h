// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/detail/scale_score.h"

namespace lika::engine::detail {

/// What every decision table of the instrument allows.
///
/// Decided by the item's rating, the scale's band and the exceptions when all are known; otherwise
/// only where every completion allows the same. Errors (invalid): too_many_completions, overflow.
Result<std::vector<DecisionState>> decide_tables(const Plan& plan, const Known& known,
                                                 const std::vector<ScaleResult>& scales);

}  // namespace lika::engine::detail
