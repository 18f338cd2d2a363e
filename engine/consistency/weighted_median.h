// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

namespace lika::engine::consistency {

struct Weighted {
    double value, weight;
};
/// Half the weight on either side; between two, their mean. `otherwise`: there are none, or it is infinite.
double weighted_median(std::vector<Weighted> values, double otherwise);

}  // namespace lika::engine::consistency
