// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// Probabilities of an outcome from what is known, by logistic regression, maximum likelihood.
struct LogisticModel : Finding {
    std::vector<double> coefficients;   ///< intercept first

    /// For rows as long as those it was fitted on.
    std::vector<double> probabilities(const std::vector<std::vector<double>>& known) const;
};
/// `known` has a row for each outcome, all as long. Undefined: undefined_no_observations, undefined_separation.
LogisticModel fit_logistic_model(const std::vector<bool>& happened, const std::vector<std::vector<double>>& known);

}  // namespace lika::engine::consistency
