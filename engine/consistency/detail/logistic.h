// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <Eigen/Core>

namespace lika::engine::consistency::detail {

/// log(1 + exp(x)) without overflow.
double log_odds_sum(double x);

/// A logistic regression fitted by maximum likelihood.
struct LogisticFit {
    Eigen::VectorXd coefficients;
    Eigen::MatrixXd covariance;   ///< of the coefficients: the inverse information
    Eigen::VectorXd fitted;       ///< probabilities
    double log_likelihood = 0;
    bool has_converged = false;   ///< false: separation, or columns that depend on each other
};
/// `design` has the intercept's ones where one is wanted; `outcome` 0 or 1; `offset`, if any, is added to the linear predictor.
LogisticFit fit_logistic(const Eigen::MatrixXd& design, const Eigen::VectorXd& outcome, const Eigen::VectorXd& offset = {});

}  // namespace lika::engine::consistency::detail
