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
    Eigen::VectorXd fitted;       ///< probabilities, by row
    double log_likelihood = 0;
    bool has_converged = false;   ///< false: separation, or columns that depend on each other
};
/// `design` has the intercept's ones where one is wanted; `outcome` 0 or 1, or how many of the `trials` of its row; `offset`, if
/// any, is added to the linear predictor. `precision`, if any, holds each coefficient to 0 as a normal prior of that precision
/// would (0: not at all); the likelihood is then penalised, and no data are separated.
LogisticFit fit_logistic(const Eigen::MatrixXd& design, const Eigen::VectorXd& outcome, const Eigen::VectorXd& offset = {},
                         const Eigen::VectorXd& trials = {}, const Eigen::VectorXd& precision = {});

}  // namespace lika::engine::consistency::detail
