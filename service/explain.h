// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/score.h"

namespace lika::service {

/// A full score in sentences that can be checked by hand, in the instrument's order: for each scale what every item gave,
/// the sum, what missing ratings did, and the cut-off; then flags, policy overrides and level. Swedish and English.
std::vector<engine::Text> explain(const engine::Score& score);

}  // namespace lika::service
