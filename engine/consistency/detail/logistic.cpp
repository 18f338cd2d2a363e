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

namespace {

/// The rows, and what they say of coefficients.
struct Penalised {
    const Eigen::MatrixXd& design;
    const Eigen::VectorXd &outcome, &offset;
    Eigen::VectorXd trials, precision;

    Eigen::VectorXd predictor(const Eigen::VectorXd& coefficients) const {
        Eigen::VectorXd sum = design * coefficients;
        if (offset.size() == sum.size()) sum += offset;
        return sum;
    }
    double log_likelihood(const Eigen::VectorXd& eta, const Eigen::VectorXd& coefficients) const {
        double sum = -coefficients.cwiseAbs2().dot(precision) / 2;
        for (Eigen::Index i = 0; i < eta.size(); ++i) sum += outcome[i] * eta[i] - trials[i] * log_odds_sum(eta[i]);
        return sum;
    }
    Eigen::MatrixXd information(const Eigen::VectorXd& fitted) const {
        const Eigen::VectorXd weights = trials.array() * fitted.array() * (1 - fitted.array());
        Eigen::MatrixXd found = design.transpose() * weights.asDiagonal() * design;
        found.diagonal() += precision;
        return found;
    }
    Eigen::VectorXd gradient(const Eigen::VectorXd& fitted, const Eigen::VectorXd& coefficients) const {
        return design.transpose() * (outcome - trials.cwiseProduct(fitted)) - precision.cwiseProduct(coefficients);
    }
};

Eigen::VectorXd or_all(const Eigen::VectorXd& given, Eigen::Index size, double value) {
    return given.size() == size ? given : Eigen::VectorXd::Constant(size, value);
}

}  // namespace

LogisticFit fit_logistic(const Eigen::MatrixXd& design, const Eigen::VectorXd& outcome, const Eigen::VectorXd& offset,
                         const Eigen::VectorXd& trials, const Eigen::VectorXd& precision) {
    const Penalised data{design, outcome, offset, or_all(trials, design.rows(), 1), or_all(precision, design.cols(), 0)};
    LogisticFit fit;
    fit.coefficients = Eigen::VectorXd::Zero(design.cols());
    Eigen::VectorXd eta = data.predictor(fit.coefficients);
    fit.log_likelihood = data.log_likelihood(eta, fit.coefficients);
    for (int step = 0; step < most_steps; ++step) {
        fit.fitted = eta.unaryExpr(&probability);
        const Eigen::LDLT<Eigen::MatrixXd> solver{data.information(fit.fitted)};
        if (!(solver.vectorD().minCoeff() > 1e-10 * std::max(1.0, solver.vectorD().maxCoeff()))) return fit;
        fit.covariance = solver.solve(Eigen::MatrixXd::Identity(design.cols(), design.cols()));
        Eigen::VectorXd change = solver.solve(data.gradient(fit.fitted, fit.coefficients));
        const auto before = fit.coefficients;
        const double likely = fit.log_likelihood;
        for (int halvings = 0; halvings < 20; ++halvings, change /= 2) {
            fit.coefficients = before + change;
            eta = data.predictor(fit.coefficients);
            fit.log_likelihood = data.log_likelihood(eta, fit.coefficients);
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
