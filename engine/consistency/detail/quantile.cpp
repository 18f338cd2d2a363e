// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/quantile.h"

#include <algorithm>
#include <cmath>

namespace lika::engine::consistency::detail {

double quantile(const std::vector<double>& sorted, double p) {
    const double at = static_cast<double>(sorted.size() - 1) * p;
    const auto below = static_cast<std::size_t>(std::floor(at));
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - std::floor(at)) * (sorted[above] - sorted[below]);
}

}  // namespace lika::engine::consistency::detail
