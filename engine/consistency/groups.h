// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/proportions.h"

namespace lika::engine::consistency {

/// How far the scores of two groups are apart, first minus second. A difference is not bias.
struct ScoreDifference : Finding {
    Number d, g, g_se;         ///< over the pooled deviation; Hedges' correction by the exact gamma; its large-sample error
    Number ks, ks_p;           ///< Kolmogorov and Smirnov's largest difference of shares; by the limit distribution (C12)
    Number variance_ratio;     ///< first over second
};
/// Undefined: too_few (fewer than two in a group), undefined_no_variation.
ScoreDifference score_difference(const std::vector<double>& first, const std::vector<double>& second);

/// What a cut-off said, beside what happened.
struct ErrorRates : Finding {
    std::uint64_t true_positive = 0, false_positive = 0, false_negative = 0, true_negative = 0;
    Proportion sensitivity, false_alarms;          ///< of those it happened to; of the others
    Proportion positive_value, negative_value;     ///< of those at or above the cut-off; below it
};
/// `scores` at or above `threshold` are positive.
ErrorRates error_rates(const std::vector<bool>& happened, const std::vector<double>& scores, double threshold,
                       double confidence = 0.95);

}  // namespace lika::engine::consistency
