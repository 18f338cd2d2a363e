// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/logistic.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace lika::engine::consistency::detail {
namespace {

constexpr int most_steps = 50;
/// Beyond this a probability is 0 or 1 to all digits: the data are separated.
constexpr double largest_predictor = 30;

double probability(double predictor) {
    return 1 / (1 + std::exp(-predictor));
}

}  // namespace

double log_odds_sum(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
}

LogisticFit fit_logistic(const Eigen::MatrixXd& design, const Eigen::VectorXd& outcome, const Eigen::VectorXd& offset) {
    LogisticFit fit;
    fit.coefficients = Eigen::VectorXd::Zero(design.cols());
    const auto predictor = [&] {
        Eigen::VectorXd sum = design * fit.coefficients;
        if (offset.size() == sum.size()) sum += offset;
        return sum;
    };
    const auto likelihood = [&](const Eigen::VectorXd& eta) {
        double sum = 0;
        for (Eigen::Index i = 0; i < eta.size(); ++i) sum += outcome[i] * eta[i] - log_odds_sum(eta[i]);
        return sum;
    };
    Eigen::VectorXd eta = predictor();
    fit.log_likelihood = likelihood(eta);
    for (int step = 0; step < most_steps; ++step) {
        fit.fitted = eta.unaryExpr(&probability);
        const Eigen::VectorXd weights = fit.fitted.array() * (1 - fit.fitted.array());
        const Eigen::MatrixXd information = design.transpose() * weights.asDiagonal() * design;
        const Eigen::LDLT<Eigen::MatrixXd> solver{information};
        if (!(solver.vectorD().minCoeff() > 1e-10 * std::max(1.0, solver.vectorD().maxCoeff()))) return fit;
        fit.covariance = solver.solve(Eigen::MatrixXd::Identity(design.cols(), design.cols()));
        Eigen::VectorXd change = solver.solve(design.transpose() * (outcome - fit.fitted));
        const auto before = fit.coefficients;
        const double likely = fit.log_likelihood;
        for (int halvings = 0; halvings < 20; ++halvings, change /= 2) {
            fit.coefficients = before + change;
            eta = predictor();
            fit.log_likelihood = likelihood(eta);
            if (fit.log_likelihood >= likely - 1e-12 * std::fabs(likely)) break;
        }
        if (change.array().abs().maxCoeff() <= 1e-12 * (1 + fit.coefficients.array().abs().maxCoeff())) {
            fit.has_converged = eta.array().abs().maxCoeff() < largest_predictor;
            fit.fitted = eta.unaryExpr(&probability);
            return fit;
        }
    }
    return fit;
}

}  // namespace lika::engine::consistency::detail
