// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// What happened in the assessments of one city, what was known of each case, and where. `known` has a row a case, all as
/// long; nothing a district decides belongs there.
struct CaseMix {
    std::vector<bool> happened;
    std::vector<std::vector<double>> known;
    std::vector<std::size_t> district;   ///< 0 the first
    std::size_t districts = 0;
};

/// Observed beside what the cases of a district let expect, had the city as a whole judged them. Breslow & Day 1987.
struct CaseMixRatios : Finding {
    std::vector<double> coefficients;   ///< of the logistic regression without district: intercept first
    struct District {
        std::uint64_t n = 0, observed = 0;
        double expected = 0;
        Number ratio, adjusted_share, z;   ///< adjusted: ratio times the city's share; none without assessments
    };
    std::vector<District> districts;
    Number city_share;
};
/// Undefined: undefined_no_observations, undefined_no_variation, undefined_separation (what is known decides the outcome, or
/// follows from the rest).
CaseMixRatios case_mix_ratios(const CaseMix& cases);

}  // namespace lika::engine::consistency
