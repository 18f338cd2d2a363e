// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// A share of `n`. Undefined: undefined_no_observations.
struct Proportion : Finding {
    Number share;
    std::optional<Interval> wilson, exact;   ///< Newcombe 1998; Clopper & Pearson
};
Proportion proportion(std::uint64_t count, std::uint64_t n, double confidence = 0.95);

/// The exact interval of a share, x of n. Neither need be whole: of cases that are not independent so many are worth a case each
/// (Korn & Graubard 1998).
Interval clopper_pearson(double x, double n, double confidence);

/// Of overrides whose direction may be up or down: is one direction the rule? Exact binomial test (McNemar).
struct Direction : Finding {
    Number share_up;
    std::optional<Interval> interval;   ///< Clopper & Pearson
    Number p, chi_squared;              ///< exact, two-sided; uncorrected
};
/// Undefined: undefined_no_observations.
Direction direction(std::uint64_t up, std::uint64_t down, double confidence = 0.95);

/// Many tests of one family: which to believe.
struct AdjustedTests : Finding {
    std::vector<double> adjusted;            ///< Benjamini & Hochberg 1995, in the order given
    std::vector<double> adjusted_dependent;  ///< Benjamini & Yekutieli: also when tests exclude each other
    std::vector<double> adjusted_holm;       ///< Holm: no error at all in the family
    std::uint64_t rejected = 0;              ///< of `adjusted`, at the rate `q`
};
/// `p` are probabilities. Undefined: undefined_no_observations.
AdjustedTests adjust_tests(const std::vector<double>& p, double q = 0.05);

}  // namespace lika::engine::consistency
