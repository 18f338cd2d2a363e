// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/city_release.h"

namespace lika::engine::consistency {

/// By how much the variance of a district's count exceeds that of independent cases, since workers of one district differ (T14),
/// and of missing items also since those of one assessment go together; at least 1. One figure for the city, pooled within
/// districts, the larger workers weighing more: the ratio of the between-cluster to the binomial variance. Kish 1965.
double worker_clustering(const std::vector<DistrictPart>& districts, Counted what);

}  // namespace lika::engine::consistency
