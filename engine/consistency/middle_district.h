// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/outcome.h"

namespace lika::engine::consistency {

/// Cases of one district of which the same is known: how many, and to how many of them it happened.
struct CaseMixCell {
    CaseKnown known;
    std::size_t district = 0;   ///< 0 the first
    double events = 0, n = 0;
};

/// What a district in the middle would have made of each district's cases. The case mix is weighed by a logistic regression with
/// the districts as random effects, which are then dropped; the middle is the median of what each district adds to the log odds
/// of its cases, each weighing by the root of its information: then no district is further from it by chance than from its own truth,
/// and districts that lean do not move what the others are held to, as they would the mean. Breslow & Day 1987; a robust target:
/// Spiegelhalter 2005.
struct MiddleDistrict : Finding {
    struct District {
        double n = 0, observed = 0, expected = 0, variance = 0;   ///< variance: of the number observed, were chance all
        double expected_of_mean = 0, variance_of_mean = 0;        ///< the same had all districts the same, city-wide, log odds
    };
    std::vector<District> districts;
    std::vector<double> log_odds;   ///< of each cell, in the middle
    Number share;                   ///< of all cases of the city
    Number middle_share;            ///< of all cases of the city, had a district in the middle judged them
};
/// `districts`: how many. Undefined: undefined_no_observations, undefined_no_variation.
MiddleDistrict middle_district(const std::vector<CaseMixCell>& cells, std::size_t districts);
/// Moves the middle to that of the districts that are not `is_left_out`; not at all when that leaves none.
void move_middle(MiddleDistrict& found, const std::vector<CaseMixCell>& cells, const std::vector<bool>& is_left_out);

}  // namespace lika::engine::consistency
