// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// Cohen's kappa of two raters on the declared scale, weighted or not.
struct CohenKappa : Finding {
    Number observed, by_chance, kappa;
    Number ase;                         ///< for intervals; Fleiss, Cohen & Everitt 1969 (C3)
    Number se0, z;                      ///< for the test that it is 0
    std::optional<Interval> interval;   ///< not cut off at 1
};
/// Undefined: undefined_no_pairs; undefined_no_variation (both raters put all in one category). A rater who always says the
/// same makes it 0, with se0 0 and no z. Cohen 1960, 1968.
CohenKappa cohen_kappa(const JointTable& table, const Weights& weights, double confidence = 0.95);

}  // namespace lika::engine::consistency
