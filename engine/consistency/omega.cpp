// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/omega.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <optional>

namespace lika::engine::consistency {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Uniqueness, as a share of the item's variance, does not go below this (as R's factanal).
constexpr double least_unique = 0.005;
constexpr int most_steps = 2000;

/// Covariances with divisor n, and the deviations that make correlations of them.
struct Correlations {
    explicit Correlations(const Scores& complete) {
        const auto n = static_cast<Index>(complete.subjects()), k = static_cast<Index>(complete.columns());
        MatrixXd values{n, k};
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < k; ++j)
                values(i, j) = complete.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) -
                               complete.at(0, static_cast<std::size_t>(j));
        values.rowwise() -= values.colwise().mean().eval();
        matrix = values.transpose() * values / static_cast<double>(n);
        deviations = matrix.diagonal().array().sqrt();
        if (deviations.minCoeff() > 0)
            matrix = deviations.cwiseInverse().asDiagonal() * matrix * deviations.cwiseInverse().asDiagonal();
    }
    MatrixXd matrix;
    VectorXd deviations;
};

/// One factor, given the uniqueness of each item: Joereskog 1967.
struct OneFactor {
    OneFactor(const MatrixXd& correlations, const VectorXd& unique) {
        const VectorXd root = unique.array().sqrt();
        const MatrixXd scaled = root.cwiseInverse().asDiagonal() * correlations * root.cwiseInverse().asDiagonal();
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver{scaled};
        const auto last = scaled.rows() - 1;
        const double largest = std::max(solver.eigenvalues()[last] - 1, 0.0);
        loadings = root.asDiagonal() * solver.eigenvectors().col(last) * std::sqrt(largest);
        const auto rest = solver.eigenvalues().head(last).array();
        misfit = (rest - rest.log() - 1).sum();
        const VectorXd implied = loadings.array().square() + unique.array();
        gradient = (implied - correlations.diagonal()).array() / unique.array().square();
    }
    VectorXd loadings, gradient;
    double misfit;
};

/// Where a start leads, by BFGS on the uniqueness within its bounds, in logarithms.
class Search {
public:
    Search(const MatrixXd& correlations, VectorXd unique) : correlations_(correlations), at_(unique.array().log()) {
        auto fit = factor(at_);
        MatrixXd inverse = MatrixXd::Identity(at_.size(), at_.size());
        for (int step = 0; step < most_steps; ++step) {
            const VectorXd slope = slope_of(fit);
            if (slope.cwiseAbs().maxCoeff() < 1e-10) break;
            VectorXd direction = -(inverse * slope);
            if (direction.dot(slope) >= 0) {
                inverse.setIdentity();
                direction = -slope;
            }
            const auto moved = line_search(fit, direction, slope);
            if (!moved) {
                if (inverse.isIdentity()) break;
                inverse.setIdentity();
                continue;
            }
            const VectorXd change = *moved - at_;
            at_ = *moved;
            fit = factor(at_);
            update(inverse, change, slope_of(fit) - slope);
        }
        misfit = fit.misfit;
        loadings = fit.loadings;
        unique_ = at_.array().exp();
    }
    const VectorXd& unique() const { return unique_; }

    double misfit = 0;
    VectorXd loadings;

private:
    OneFactor factor(const VectorXd& logs) const { return {correlations_, logs.array().exp()}; }
    /// By the logarithms; 0 for one that rests on its bound and would go on.
    VectorXd slope_of(const OneFactor& fit) const {
        VectorXd slope = fit.gradient.array() * at_.array().exp();
        for (Index j = 0; j < slope.size(); ++j) {
            const bool is_low = at_[j] <= std::log(least_unique) && slope[j] > 0, is_high = at_[j] >= 0 && slope[j] < 0;
            if (is_low || is_high) slope[j] = 0;
        }
        return slope;
    }
    std::optional<VectorXd> line_search(const OneFactor& fit, const VectorXd& direction, const VectorXd& slope) const {
        for (double length = 1; length > 1e-12; length /= 2) {
            const VectorXd next = (at_ + length * direction).array().max(std::log(least_unique)).min(0.0);
            if (factor(next).misfit < fit.misfit + 1e-4 * (next - at_).dot(slope)) return next;
        }
        return std::nullopt;
    }
    static void update(MatrixXd& inverse, const VectorXd& change, const VectorXd& turn) {
        const double along = change.dot(turn);
        if (!(along > 1e-14)) return;
        const VectorXd bent = inverse * turn;
        inverse += (1 + turn.dot(bent) / along) / along * change * change.transpose() -
                   (bent * change.transpose() + change * bent.transpose()) / along;
    }

    const MatrixXd& correlations_;
    VectorXd at_, unique_;
};

/// Half, the squared multiple correlations, and each item almost alone.
std::vector<VectorXd> starts_of(const MatrixXd& correlations) {
    const auto k = correlations.rows();
    std::vector<VectorXd> starts{VectorXd::Constant(k, 0.5)};
    const Eigen::LDLT<MatrixXd> solver{correlations};
    if (solver.isPositive() && solver.vectorD().minCoeff() > 1e-12) {
        const MatrixXd inverse = solver.solve(MatrixXd::Identity(k, k));
        starts.push_back((0.5 * inverse.diagonal().cwiseInverse()).array().max(0.02).min(0.98));
    }
    for (Index j = 0; j < k; ++j) {
        starts.push_back(VectorXd::Constant(k, 0.8));
        starts.back()[j] = 0.02;
    }
    return starts;
}

double total_of(const VectorXd& loadings, const VectorXd& unique) {
    const double common = loadings.sum() * loadings.sum();
    return common / (common + unique.sum());
}

}  // namespace

Omega omega_total(const Scores& scores) {
    const auto complete = scores.complete();
    Omega found;
    found.form = "McDonald's omega total, one factor, maximum likelihood";
    found.convention = "C17";
    found.n = complete.subjects();
    if (complete.columns() < 3 || complete.subjects() <= complete.columns()) return undefined(found, "too_few");
    const Correlations correlations{complete};
    if (!(correlations.deviations.minCoeff() > 0)) return undefined(found, "undefined_no_variation");
    std::vector<Search> searches;
    for (const auto& start : starts_of(correlations.matrix)) searches.emplace_back(correlations.matrix, start);
    const auto [best, worst] = std::minmax_element(searches.begin(), searches.end(), [](const auto& one, const auto& other) {
        return one.misfit < other.misfit;
    });
    const auto in_units = [&](const Search& search) {
        const double sign = search.loadings.sum() < 0 ? -1 : 1;
        return std::pair<VectorXd, VectorXd>{sign * search.loadings.cwiseProduct(correlations.deviations),
                                             search.unique().cwiseProduct(correlations.deviations.cwiseAbs2())};
    };
    const auto [loadings, unique] = in_units(*best);
    found.loadings.assign(loadings.begin(), loadings.end());
    found.uniqueness.assign(unique.begin(), unique.end());
    found.total = total_of(loadings, unique);
    const auto [others, rest] = in_units(*worst);
    if (std::fabs(total_of(others, rest) - *found.total) > 1e-6) found.worst_start = total_of(others, rest);
    return found;
}

}  // namespace lika::engine::consistency
