// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/profile_interval.h"

#include <algorithm>
#include <cmath>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency::detail {
namespace {

/// Between a place within the limit and one beyond it, where it is crossed.
double crossing(const std::function<double(double)>& criterion, double limit, double within, double beyond) {
    for (int i = 0; i < 60 && std::fabs(beyond - within) > 1e-9 * (1 + within); ++i) {
        const double middle = (within + beyond) / 2;
        (criterion(middle) <= limit ? within : beyond) = middle;
    }
    return within;
}

}  // namespace

Interval profile_interval(const std::function<double(double)>& criterion, double best, double most, double confidence) {
    const double limit = criterion(best) + chi_squared_quantile(1, confidence);
    const double low = criterion(0) <= limit ? 0 : crossing(criterion, limit, best, 0);
    double beyond = std::max(best, 0.01);
    while (beyond < most && criterion(beyond) <= limit) beyond *= 1.5;
    return {low, beyond >= most ? most : crossing(criterion, limit, best, beyond)};
}

}  // namespace lika::engine::consistency::detail
