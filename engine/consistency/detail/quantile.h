// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

namespace lika::engine::consistency::detail {

/// R's type 7, of sorted values: linear between order statistics.
double quantile(const std::vector<double>& sorted, double p);

}  // namespace lika::engine::consistency::detail
