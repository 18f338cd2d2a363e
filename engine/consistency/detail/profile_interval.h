// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency::detail {

/// Where a criterion (-2 log likelihood) of a deviation, which is at least 0, is no more than the confidence allows above its
/// least, at `best`; the rest of the model is the likeliest for each deviation. Looked for up to `most`.
Interval profile_interval(const std::function<double(double)>& criterion, double best, double most, double confidence);

}  // namespace lika::engine::consistency::detail
