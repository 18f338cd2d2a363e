// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <Eigen/Core>

namespace lika::engine::consistency::detail {

/// logit P(rating above cut k) = slopes x - cut k, by maximum likelihood. McCullagh 1980.
struct ProportionalOddsFit {
    Eigen::VectorXd cuts, slopes;   ///< between the ratings that occur, in order
    double log_likelihood = 0;
    bool has_converged = false;     ///< false: separation, or fewer than two ratings occur
};
/// `ratings` in whole numbers; `x` without intercept, possibly no columns.
ProportionalOddsFit fit_proportional_odds(const Eigen::MatrixXd& x, const Eigen::VectorXd& ratings);

}  // namespace lika::engine::consistency::detail
