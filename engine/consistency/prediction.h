// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// A score and whether the outcome came. A higher score means that it is likelier, always (C10).
struct ScoredOutcomes {
    std::vector<bool> happened;
    std::vector<double> scores;
};

/// The area under the ROC curve: how often a person to whom it happened has the higher score, ties counting half.
struct Auc : Finding {
    std::uint64_t positives = 0, negatives = 0;
    Number auc, se;                     ///< DeLong's; none with fewer than two of either
    std::optional<Interval> interval;   ///< normal, within 0 and 1
};
/// Undefined: undefined_one_class. DeLong, DeLong & Clarke-Pearson 1988.
Auc auc(const ScoredOutcomes& outcomes, double confidence = 0.95);
/// The same area with the error of Hanley & McNeil 1982; no interval.
Auc auc_hanley_mcneil(const ScoredOutcomes& outcomes);

/// Two areas and whether they differ by more than chance.
struct AucComparison : Finding {
    Number first, second, covariance, z, p;
    Number first_se, second_se;
    Number welch_p;   ///< of two groups: t with Welch's degrees of freedom, beside (C10)
};
/// Two scores of the same persons. Undefined: undefined_one_class, too_few (fewer than two of either),
/// undefined_no_variation (the difference has no error).
AucComparison compare_auc_paired(const std::vector<bool>& happened, const std::vector<double>& first,
                                 const std::vector<double>& second);
/// One score of two groups of persons. Undefined likewise.
AucComparison compare_auc_groups(const ScoredOutcomes& first, const ScoredOutcomes& second);

/// How near probabilities are to what happened.
struct Calibration : Finding {
    Number brier, scaled_brier;          ///< 1 - Brier over that of the share alone
    Number observed_expected;
    Number in_the_large, in_the_large_se;   ///< intercept with the slope held at 1
    Number intercept, slope, slope_se;   ///< Cox 1958
    Number spiegelhalter_z;
    Number auc;
};
/// Probabilities within (0, 1). Undefined: undefined_one_class, undefined_separation (no slope; the rest stands).
Calibration calibration(const std::vector<bool>& happened, const std::vector<double>& probabilities);

}  // namespace lika::engine::consistency
