// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "engine/consistency/agreement.h"
#include "engine/consistency/krippendorff.h"
#include "engine/consistency/proportions.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// Below this nothing is said of agreement, of a district or of the city.
constexpr std::uint64_t fewest_assessments = 20;

/// What two raters of the same cases put them in, in words for people: of 100 cases rated twice so many got the same band.
struct DoubleRatings : Finding {
    std::uint64_t same = 0, one_apart = 0, further = 0;   ///< cases
    bool is_further_told = true;        ///< false: `one_apart` are all that differ, since one of the two is too small to tell
    std::array<int, 3> of_hundred{};    ///< the same three as whole numbers that make 100
    Proportion same_share;              ///< with its interval
    KrippendorffAlpha alpha;            ///< ordinal, with a bootstrap interval; stands beside
    Coefficient ac2;                    ///< Gwet's, linear weights: low alpha with high AC2 is rare bands, not disagreement
};
/// `bands` of two raters; cases with one band alone are left out. Status too_few below fewest_assessments: then only `n` is
/// told. `seed` of the bootstrap.
DoubleRatings double_ratings(const Ratings& bands, std::uint64_t seed, double confidence = 0.95);

/// Whole numbers that make 100 and are nearest to the shares of these counts: the largest remainders get what is left. All 0
/// when there are none.
std::array<int, 3> of_hundred(const std::array<std::uint64_t, 3>& counts);

}  // namespace lika::engine::consistency
