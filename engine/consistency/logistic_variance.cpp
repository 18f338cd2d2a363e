// SPDX-License-Identifier: EUPL-1.2
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <numbers>
#include <tuple>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/detail/logistic.h"
#include "engine/consistency/detail/profile_interval.h"
#include "engine/consistency/variance.h"

namespace lika::engine::consistency {
namespace {

constexpr int bits = 45;
constexpr double largest_deviation = 20;

/// Nodes and weights of Gauss and Hermite for the standard normal: eigenvalues of the recurrence (Golub & Welsch 1969).
struct Quadrature {
    explicit Quadrature(int points) {
        Eigen::MatrixXd recurrence = Eigen::MatrixXd::Zero(points, points);
        for (Eigen::Index i = 1; i < points; ++i)
            recurrence(i, i - 1) = recurrence(i - 1, i) = std::sqrt(static_cast<double>(i));
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{recurrence};
        nodes = solver.eigenvalues();
        weights = solver.eigenvectors().row(0).cwiseAbs2();
    }
    Eigen::VectorXd nodes, weights;
};

/// One group's part of the likelihood: its own deviate z from the middle is integrated out about its mode.
struct GroupPart {
    double events, n, intercept, deviation;

    double log_density(double z) const {
        const double eta = intercept + deviation * z;
        return events * eta - n * detail::log_odds_sum(eta) - z * z / 2;
    }
    double log_integral(const Quadrature& quadrature) const {
        double z = 0, curve = 1;
        for (int step = 0; step < 100; ++step) {
            const double p = 1 / (1 + std::exp(-(intercept + deviation * z)));
            curve = n * p * (1 - p) * deviation * deviation + 1;
            double change = (deviation * (events - n * p) - z) / curve;
            while (std::fabs(change) > 1e-12 && log_density(z + change) < log_density(z)) change /= 2;
            z += change;
            if (std::fabs(change) < 1e-12) break;
        }
        const double width = 1 / std::sqrt(curve), top = log_density(z);
        double sum = 0;
        for (Eigen::Index i = 0; i < quadrature.nodes.size(); ++i) {
            const double at = quadrature.nodes[i];
            sum += quadrature.weights[i] * std::exp(log_density(z + width * at) - top + at * at / 2);
        }
        return top + std::log(width * sum);
    }
};

class Likeliest {
public:
    Likeliest(const std::vector<DistrictShare>& groups, int points) : quadrature_(points) {
        double events = 0, n = 0;
        for (const auto& group : groups) {
            if (group.n == 0) continue;
            groups_.push_back({static_cast<double>(group.events), static_cast<double>(group.n), 0, 0});
            events += groups_.back().events;
            n += groups_.back().n;
        }
        start_ = std::log(events / (n - events));
        search();
    }
    Interval interval(double confidence) const {
        return detail::profile_interval([&](double spread) { return best_middle(spread).second; }, deviation, largest_deviation,
                                        confidence);
    }

    double intercept = 0, deviation = 0, criterion = 0;

private:
    double at(double middle, double spread) const {
        double sum = 0;
        for (auto group : groups_) {
            group.intercept = middle;
            group.deviation = spread;
            sum -= 2 * group.log_integral(quadrature_);
        }
        return sum;
    }
    /// The likeliest middle for a spread, and the criterion there.
    std::pair<double, double> best_middle(double spread) const {
        const double reach = 2 + 2 * spread;
        return boost::math::tools::brent_find_minima([&](double middle) { return at(middle, spread); }, start_ - reach,
                                                     start_ + reach, bits);
    }
    void search() {
        const auto of_spread = [&](double spread) { return best_middle(spread).second; };
        double best = 0, least = of_spread(0);
        for (double spread = 0.01; spread <= largest_deviation; spread *= 2)
            if (const double here = of_spread(spread); here < least) {
                least = here;
                best = spread;
            }
        const double low = best == 0 ? 0 : best / 2, high = best == 0 ? 0.01 : best * 2;
        const auto found = boost::math::tools::brent_find_minima(of_spread, low, high, bits);
        deviation = found.second < least - 1e-10 || best > 0 ? found.first : 0;
        std::tie(intercept, criterion) = best_middle(deviation);
    }

    Quadrature quadrature_;
    std::vector<GroupPart> groups_;
    double start_ = 0;
};

}  // namespace

namespace {

double latent_share(double deviation) {
    return deviation * deviation / (deviation * deviation + std::numbers::pi * std::numbers::pi / 3);
}

double median_odds_ratio(double deviation) {
    return std::exp(std::sqrt(2.0) * deviation * detail::normal_quantile(0.75));
}

}  // namespace

LogisticPartition partition_shares(const std::vector<DistrictShare>& groups, int points, double confidence) {
    LogisticPartition found;
    found.form = points == 1 ? "logistic mixed model, random intercept, Laplace"
                             : "logistic mixed model, random intercept, adaptive Gauss-Hermite quadrature";
    found.convention = "C15";
    std::uint64_t events = 0;
    for (const auto& group : groups) {
        found.n += group.n;
        events += group.events;
        found.groups += group.n > 0 ? 1 : 0;
    }
    if (found.groups < 2) return undefined(found, "too_few");
    if (events == 0 || events == found.n) return undefined(found, "undefined_no_variation");
    const Likeliest best{groups, points};
    found.intercept = best.intercept;
    found.between = best.deviation * best.deviation;
    found.latent_share = latent_share(best.deviation);
    found.median_odds_ratio = median_odds_ratio(best.deviation);
    const auto [low, high] = best.interval(confidence);
    found.between_interval = {low * low, high * high};
    found.latent_interval = {latent_share(low), latent_share(high)};
    found.ratio_interval = {median_odds_ratio(low), median_odds_ratio(high)};
    found.criterion = best.criterion;
    return found;
}

}  // namespace lika::engine::consistency
