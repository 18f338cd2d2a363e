// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "engine/detail/scale_score.h"

namespace lika::engine::detail {

/// The smallest change of given ratings that makes another band of the scale; nothing when none
/// does.
Result<std::optional<NearestChange>> nearest_change(const Plan& plan, const ScalePlan& scale,
                                                    const Known& known, const ScaleResult& result);

}  // namespace lika::engine::detail
