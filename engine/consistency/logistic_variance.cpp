// SPDX-License-Identifier: EUPL-1.2
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <numbers>
#include <span>
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

/// A log likelihood, its slope along the intercept and how that changes.
struct Slopes {
    double value = 0, slope = 0, curve = 0;
};

/// One group's part of the likelihood: its own deviate z from the middle is integrated out about its mode.
struct GroupPart {
    std::span<const KnownShare> shares;
    double intercept, deviation;

    double log_density(double z) const {
        double sum = -z * z / 2;
        for (const auto& share : shares) {
            const double eta = share.log_odds + intercept + deviation * z;
            sum += share.events * eta - share.n * detail::log_odds_sum(eta);
        }
        return sum;
    }
    /// Where the density is highest, and its curve there.
    std::pair<double, double> mode() const {
        double z = 0, curve = 1;
        for (int step = 0; step < 100; ++step) {
            double slope = -z;
            curve = 1;
            for (const auto& share : shares) {
                const double p = 1 / (1 + std::exp(-(share.log_odds + intercept + deviation * z)));
                curve += share.n * p * (1 - p) * deviation * deviation;
                slope += deviation * (share.events - share.n * p);
            }
            double change = slope / curve;
            while (std::fabs(change) > 1 && log_density(z + change) < log_density(z)) change /= 2;
            z += change;
            if (std::fabs(change) < 1e-12) break;
        }
        return {z, curve};
    }
    Slopes integral(const Quadrature& quadrature) const {
        const auto [z, curve] = mode();
        const double width = 1 / std::sqrt(curve), top = log_density(z);
        double sum = 0, slopes = 0, curves = 0;
        for (Eigen::Index i = 0; i < quadrature.nodes.size(); ++i) {
            const double node = quadrature.nodes[i], at = z + width * node;
            const double weight = quadrature.weights[i] * std::exp(log_density(at) - top + node * node / 2);
            double slope = 0, less = 0;
            for (const auto& share : shares) {
                const double p = 1 / (1 + std::exp(-(share.log_odds + intercept + deviation * at)));
                slope += share.events - share.n * p;
                less += share.n * p * (1 - p);
            }
            sum += weight;
            slopes += weight * slope;
            curves += weight * (slope * slope - less);
        }
        const double slope = slopes / sum;
        return {top + std::log(width * sum), slope, curves / sum - slope * slope};
    }
};

class Likeliest {
public:
    Likeliest(const std::vector<std::vector<KnownShare>>& groups, int points) : quadrature_(points) {
        double events = 0, n = 0, known = 0;
        for (const auto& group : groups) {
            groups_.push_back({group, 0, 0});
            for (const auto& share : group) {
                events += share.events;
                n += share.n;
                known += share.n * share.log_odds;
            }
        }
        start_ = std::log(events / (n - events)) - known / n;
        search();
    }
    Interval interval(double confidence) const {
        return detail::profile_interval([&](double spread) { return best_middle(spread).second; }, deviation, largest_deviation,
                                        confidence);
    }

    double intercept = 0, deviation = 0, criterion = 0;

private:
    Slopes at(double middle, double spread) const {
        Slopes sum;
        for (auto group : groups_) {
            group.intercept = middle;
            group.deviation = spread;
            const auto part = group.integral(quadrature_);
            sum.value += part.value;
            sum.slope += part.slope;
            sum.curve += part.curve;
        }
        return sum;
    }
    /// The likeliest middle for a spread, and the criterion there: by Newton's steps, of at most 1.
    std::pair<double, double> best_middle(double spread) const {
        double middle = start_;
        auto here = at(middle, spread);
        for (int step = 0; step < 100; ++step) {
            const double change = std::clamp(here.slope / std::max(-here.curve, 1e-6), -1.0, 1.0);
            middle += change;
            here = at(middle, spread);
            if (std::fabs(change) < 1e-7) break;   // what is left of it is its square
        }
        return {middle, -2 * here.value};
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

double latent_share(double deviation) {
    return deviation * deviation / (deviation * deviation + std::numbers::pi * std::numbers::pi / 3);
}

double median_odds_ratio(double deviation) {
    return std::exp(std::sqrt(2.0) * deviation * detail::normal_quantile(0.75));
}

}  // namespace

LogisticPartition partition_shares(const std::vector<DistrictShare>& groups, int points, double confidence) {
    std::vector<std::vector<KnownShare>> shares;
    for (const auto& group : groups)
        if (group.n > 0) shares.push_back({{static_cast<double>(group.events), static_cast<double>(group.n), 0}});
    return partition_known_shares(shares, points, confidence);
}

LogisticPartition partition_known_shares(const std::vector<std::vector<KnownShare>>& groups, int points, double confidence) {
    LogisticPartition found;
    found.form = points == 1 ? "logistic mixed model, random intercept, Laplace"
                             : "logistic mixed model, random intercept, adaptive Gauss-Hermite quadrature";
    found.convention = "C15";
    double events = 0, n = 0;
    for (const auto& group : groups)
        for (const auto& share : group) {
            n += share.n;
            events += share.events;
        }
    found.n = static_cast<std::uint64_t>(std::llround(n));
    found.groups = groups.size();
    if (found.groups < 2) return undefined(found, "too_few");
    if (events <= 0 || events >= n) return undefined(found, "undefined_no_variation");
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

double share_deviation(const std::vector<KnownShare>& cases, double deviation) {
    const Quadrature quadrature{25};
    double mean = 0, squares = 0, n = 0;
    for (const auto& one : cases) n += one.n;
    for (Eigen::Index i = 0; i < quadrature.nodes.size(); ++i) {
        double sum = 0;
        for (const auto& one : cases) sum += one.n / (1 + std::exp(-(one.log_odds + deviation * quadrature.nodes[i])));
        mean += quadrature.weights[i] * sum / n;
        squares += quadrature.weights[i] * (sum / n) * (sum / n);
    }
    return std::sqrt(std::max(0.0, squares - mean * mean));
}

}  // namespace lika::engine::consistency
