// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/detail/scale_score.h"

namespace lika::engine::detail {

/// What the instrument's rules make of the level.
struct Levels {
    std::vector<OverrideId> in_force;  ///< policy overrides that hold in every completion
    std::optional<LevelId> scored;
    std::vector<LevelId> possible;  ///< lowest first
};

/// Judges the level from the level scale's points and the policy overrides, in each completion
/// together.
Result<Levels> judge_levels(const Plan& plan, const Known& known,
                            const std::vector<ScaleResult>& scales);

}  // namespace lika::engine::detail
