// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/proportional_odds.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace lika::engine::consistency::detail {
namespace {

constexpr int most_steps = 100;
/// Above this everything is certain: the data are separated.
constexpr double all_certain = -1e-6;

double logistic(double at) {
    return 1 / (1 + std::exp(-at));
}

/// Ratings as places among those that occur.
std::vector<Eigen::Index> places_of(const Eigen::VectorXd& ratings, Eigen::Index& categories) {
    std::vector<double> found(ratings.begin(), ratings.end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    categories = static_cast<Eigen::Index>(found.size());
    std::vector<Eigen::Index> places;
    for (const double rating : ratings)
        places.push_back(std::lower_bound(found.begin(), found.end(), rating) - found.begin());
    return places;
}

/// Likelihood, score and information at one point; parameters: cuts, then slopes.
struct Point {
    Point(const Eigen::MatrixXd& x, const std::vector<Eigen::Index>& places, Eigen::Index cuts, const Eigen::VectorXd& at)
        : score(Eigen::VectorXd::Zero(at.size())), information(Eigen::MatrixXd::Zero(at.size(), at.size())) {
        Eigen::VectorXd upper(at.size()), lower(at.size());
        for (Eigen::Index i = 0; i < x.rows(); ++i) {
            const double eta = x.cols() > 0 ? x.row(i).dot(at.tail(x.cols())) : 0;
            const auto k = places[static_cast<std::size_t>(i)];
            const double above = k < cuts ? logistic(at[k] - eta) : 1, below = k > 0 ? logistic(at[k - 1] - eta) : 0;
            const double p = above - below;
            if (!(p > 0)) {
                log_likelihood = -std::numeric_limits<double>::infinity();
                return;
            }
            log_likelihood += std::log(p);
            add(x, i, k, cuts, above, below, p);
        }
    }
    void add(const Eigen::MatrixXd& x, Eigen::Index i, Eigen::Index k, Eigen::Index cuts, double above, double below, double p) {
        const double up = above * (1 - above), down = below * (1 - below);
        // Of p by the upper and the lower cut; of both by eta with the other sign.
        Eigen::VectorXd gradient = Eigen::VectorXd::Zero(score.size());
        if (k < cuts) gradient[k] += up;
        if (k > 0) gradient[k - 1] -= down;
        for (Eigen::Index j = 0; j < x.cols(); ++j) gradient[cuts + j] = -(up - down) * x(i, j);
        score += gradient / p;
        information += gradient * gradient.transpose() / (p * p);
        curve(x, i, k, cuts, up * (1 - 2 * above), k < cuts, p, 1);
        curve(x, i, k - 1, cuts, down * (1 - 2 * below), k > 0, p, -1);
    }
    /// The second derivative of one cut's share of p.
    void curve(const Eigen::MatrixXd& x, Eigen::Index i, Eigen::Index cut, Eigen::Index cuts, double second, bool is_there,
               double p, double sign) {
        if (!is_there) return;
        Eigen::VectorXd along = Eigen::VectorXd::Zero(score.size());
        along[cut] = 1;
        for (Eigen::Index j = 0; j < x.cols(); ++j) along[cuts + j] = -x(i, j);
        information -= sign * second / p * along * along.transpose();
    }

    double log_likelihood = 0;
    Eigen::VectorXd score;
    Eigen::MatrixXd information;
};

/// Cuts at the shares of all, slopes 0.
Eigen::VectorXd start(const std::vector<Eigen::Index>& places, Eigen::Index cuts, Eigen::Index slopes) {
    Eigen::VectorXd at = Eigen::VectorXd::Zero(cuts + slopes);
    for (Eigen::Index k = 0; k < cuts; ++k) {
        const auto below = static_cast<double>(std::count_if(places.begin(), places.end(), [&](auto place) { return place <= k; }));
        at[k] = std::log(below / (static_cast<double>(places.size()) - below));
    }
    return at;
}

}  // namespace

ProportionalOddsFit fit_proportional_odds(const Eigen::MatrixXd& x, const Eigen::VectorXd& ratings) {
    ProportionalOddsFit fit;
    Eigen::Index categories = 0;
    const auto places = places_of(ratings, categories);
    if (categories < 2) return fit;
    const auto cuts = categories - 1;
    Eigen::VectorXd at = start(places, cuts, x.cols());
    Point point{x, places, cuts, at};
    for (int step = 0; step < most_steps && !fit.has_converged; ++step) {
        const Eigen::LDLT<Eigen::MatrixXd> solver{point.information};
        if (!(solver.vectorD().minCoeff() > 1e-10 * std::max(1.0, solver.vectorD().maxCoeff()))) return fit;
        Eigen::VectorXd change = solver.solve(point.score);
        Point next{x, places, cuts, at + change};
        for (int halvings = 0; halvings < 30 && !(next.log_likelihood >= point.log_likelihood - 1e-12 * std::fabs(point.log_likelihood)); ++halvings) {
            change /= 2;
            next = Point{x, places, cuts, at + change};
        }
        at += change;
        point = next;
        fit.has_converged = change.array().abs().maxCoeff() <= 1e-11 * (1 + at.array().abs().maxCoeff());
    }
    fit.cuts = at.head(cuts);
    fit.slopes = at.tail(x.cols());
    fit.log_likelihood = point.log_likelihood;
    fit.has_converged = fit.has_converged && fit.log_likelihood < all_certain;
    return fit;
}

}  // namespace lika::engine::consistency::detail
