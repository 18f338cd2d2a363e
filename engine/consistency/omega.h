// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// A scale of one factor: how much of its sum is that factor.
struct Omega : Finding {
    std::vector<double> loadings, uniqueness;   ///< of each item, in its own units
    Number total;                               ///< (sum of loadings)^2 over itself and the sum of uniqueness
    Number worst_start;   ///< the least fitting total that another start came to, where maxima differ
};
/// Of the subjects who have every item, by maximum likelihood from several starts (the likelihood may have several maxima).
/// Undefined: too_few (fewer than three items, or no more subjects than items), undefined_no_variation. McDonald 1999.
Omega omega_total(const Scores& scores);

}  // namespace lika::engine::consistency
