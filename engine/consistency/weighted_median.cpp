// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/weighted_median.h"

#include <algorithm>
#include <cmath>

namespace lika::engine::consistency {

double weighted_median(std::vector<Weighted> values, double otherwise) {
    std::sort(values.begin(), values.end(), [](const auto& one, const auto& other) { return one.value < other.value; });
    double all = 0, below = 0;
    for (const auto& one : values) all += one.weight;
    for (std::size_t i = 0; i < values.size(); ++i) {
        below += values[i].weight;
        if (below < all / 2) continue;
        const double next = below == all / 2 && i + 1 < values.size() ? values[i + 1].value : values[i].value;
        const double found = (values[i].value + next) / 2;
        return std::isfinite(found) ? found : otherwise;
    }
    return otherwise;
}

}  // namespace lika::engine::consistency
