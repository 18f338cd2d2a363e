// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/variance.h"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <numbers>

#include "engine/consistency/detail/profile_interval.h"

namespace lika::engine::consistency {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Everything the likelihood needs of the data, whatever their number: cross products of intercept and predictors (X), groups
/// (Z) and values (y). Values and predictors are taken from their means, so that large ones lose nothing.
struct CrossProducts {
    explicit CrossProducts(const Grouped& data) : n(static_cast<double>(data.values.size())) {
        const auto predictors = data.known.empty() ? 0 : static_cast<Index>(data.known.front().size());
        starts.push_back(0);
        for (const auto& kind : data.group)
            starts.push_back(starts.back() + static_cast<Index>(*std::max_element(kind.begin(), kind.end())) + 1);
        centre(data, predictors);
        const auto q = starts.back(), p = predictors + 1;
        zz = MatrixXd::Zero(q, q);
        zx = MatrixXd::Zero(q, p);
        xx = MatrixXd::Zero(p, p);
        zy = VectorXd::Zero(q);
        xy = VectorXd::Zero(p);
        VectorXd row{p};
        for (std::size_t i = 0; i < data.values.size(); ++i) {
            row[0] = 1;
            for (Index j = 1; j < p; ++j) row[j] = data.known[i][static_cast<std::size_t>(j - 1)] - means[j];
            add(data, i, row, data.values[i] - mean);
        }
    }

    Index first(std::size_t kind) const { return starts[kind]; }
    Index groups(std::size_t kind) const { return starts[kind + 1] - starts[kind]; }

    double n, mean = 0, yy = 0;
    VectorXd means;
    MatrixXd zz, zx, xx;
    VectorXd zy, xy;
    std::vector<Index> starts;

private:
    void centre(const Grouped& data, Index predictors) {
        means = VectorXd::Zero(predictors + 1);
        for (std::size_t i = 0; i < data.values.size(); ++i) {
            mean += (data.values[i] - data.values.front()) / n;
            for (Index j = 0; j < predictors; ++j) means[j + 1] += data.known[i][static_cast<std::size_t>(j)] / n;
        }
        mean += data.values.front();
    }
    void add(const Grouped& data, std::size_t i, const VectorXd& row, double y) {
        xx += row * row.transpose();
        xy += row * y;
        yy += y * y;
        for (std::size_t kind = 0; kind < data.group.size(); ++kind) {
            const auto one = starts[kind] + static_cast<Index>(data.group[kind][i]);
            zx.row(one) += row;
            zy[one] += y;
            for (std::size_t other = 0; other < data.group.size(); ++other)
                zz(one, starts[other] + static_cast<Index>(data.group[other][i])) += 1;
        }
    }
};

/// The model where the groups' deviations are `ratios` times that of the rest. Bates et al. 2015, section 3.
struct Profile {
    Profile(const CrossProducts& sums, const std::vector<double>& ratios, Likelihood likelihood) {
        const auto q = sums.zz.rows();
        scale = VectorXd{q};
        for (std::size_t kind = 0; kind < ratios.size(); ++kind)
            scale.segment(sums.first(kind), sums.groups(kind)).setConstant(ratios[kind]);
        const MatrixXd a = scale.asDiagonal() * sums.zz * scale.asDiagonal();
        groups.compute(a + MatrixXd::Identity(q, q));
        const MatrixXd lower = groups.matrixL();
        const MatrixXd mixed = lower.triangularView<Eigen::Lower>().solve(scale.asDiagonal() * sums.zx);
        const VectorXd own = lower.triangularView<Eigen::Lower>().solve(scale.asDiagonal() * sums.zy);
        fixed.compute(sums.xx - mixed.transpose() * mixed);
        coefficients = fixed.solve(sums.xy - mixed.transpose() * own);
        const double rest = sums.yy - own.squaredNorm() - coefficients.dot(sums.xy - mixed.transpose() * own);
        effects = scale.asDiagonal() * lower.transpose().triangularView<Eigen::Upper>().solve(own - mixed * coefficients);
        const double p = static_cast<double>(coefficients.size()), df = likelihood == Likelihood::full ? sums.n : sums.n - p;
        residual = std::max(rest, 0.0) / df;
        criterion = 2 * lower.diagonal().array().log().sum() + df * (1 + std::log(2 * std::numbers::pi * residual));
        if (likelihood == Likelihood::restricted)
            criterion += 2 * MatrixXd{fixed.matrixL()}.diagonal().array().log().sum();
    }

    VectorXd scale, coefficients, effects;
    Eigen::LLT<MatrixXd> groups, fixed;
    double residual = 0, criterion = 0;
};

constexpr double largest_ratio = 1e4;
constexpr int bits = 40, most_rounds = 200;

/// The ratio that is likeliest, the others staying: on a grid of the logarithm first, since there may be two valleys; 0 too.
double best_ratio(const CrossProducts& sums, std::vector<double> ratios, std::size_t kind, Likelihood likelihood) {
    const auto at = [&](double ratio) {
        ratios[kind] = ratio;
        return Profile{sums, ratios, likelihood}.criterion;
    };
    double best = 0, least = at(0);
    for (double ratio = 1e-4; ratio <= largest_ratio; ratio *= 4)
        if (const double here = at(ratio); here < least) {
            least = here;
            best = ratio;
        }
    if (best == 0) {
        const auto [ratio, here] = boost::math::tools::brent_find_minima(at, 0.0, 1e-4, bits);
        return here < least ? ratio : 0;
    }
    return boost::math::tools::brent_find_minima(at, best / 4, best * 4, bits).first;
}

/// Turn by turn, until none moves.
std::vector<double> likeliest(const CrossProducts& sums, std::size_t kinds, Likelihood likelihood) {
    std::vector<double> ratios(kinds, 1);
    double before = Profile{sums, ratios, likelihood}.criterion;
    for (int round = 0; round < most_rounds; ++round) {
        for (std::size_t kind = 0; kind < kinds; ++kind) ratios[kind] = best_ratio(sums, ratios, kind, likelihood);
        const double now = Profile{sums, ratios, likelihood}.criterion;
        if (kinds == 1 || before - now < 1e-11 * std::fabs(now)) break;
        before = now;
    }
    return ratios;
}

GroupVariance of_kind(const CrossProducts& sums, const Profile& profile, std::size_t kind, double ratio) {
    GroupVariance found;
    found.variance = ratio * ratio * profile.residual;
    const MatrixXd inverse = profile.groups.solve(MatrixXd::Identity(sums.zz.rows(), sums.zz.rows()));
    for (Index i = sums.first(kind); i < sums.first(kind) + sums.groups(kind); ++i) {
        found.effects.push_back(profile.effects[i]);
        found.errors.push_back(std::sqrt(profile.residual * ratio * ratio * inverse(i, i)));
    }
    return found;
}

bool is_enough(const Grouped& data) {
    const auto coefficients = 1 + (data.known.empty() ? 0 : data.known.front().size());
    if (data.values.size() <= coefficients || data.group.empty()) return false;
    return std::all_of(data.group.begin(), data.group.end(), [](const auto& kind) {
        return std::any_of(kind.begin(), kind.end(), [](auto group) { return group > 0; });
    });
}

}  // namespace

VariancePartition partition_variance(const Grouped& data, Likelihood likelihood, double confidence) {
    VariancePartition found;
    found.form = likelihood == Likelihood::full ? "linear mixed model, random intercepts, ML"
                                                : "linear mixed model, random intercepts, REML";
    found.convention = "C15";
    found.n = data.values.size();
    if (!is_enough(data)) return undefined(found, "too_few");
    const CrossProducts sums{data};
    if (!(sums.yy > 0)) return undefined(found, "undefined_no_variation");
    const auto ratios = likeliest(sums, data.group.size(), likelihood);
    const Profile best{sums, ratios, likelihood};
    if (!(best.residual > 1e-13 * sums.yy / sums.n)) return undefined(found, "undefined_no_residual");
    const MatrixXd covariance = best.residual * best.fixed.solve(MatrixXd::Identity(best.coefficients.size(), best.coefficients.size()));
    found.coefficients.assign(best.coefficients.begin(), best.coefficients.end());
    found.coefficients[0] += sums.mean;
    VectorXd at_origin = -sums.means;   // the intercept where what is known is 0
    at_origin[0] = 1;
    for (Index j = 1; j < best.coefficients.size(); ++j) found.coefficients[0] -= best.coefficients[j] * sums.means[j];
    found.coefficient_errors.push_back(std::sqrt(at_origin.dot(covariance * at_origin)));
    for (Index j = 1; j < best.coefficients.size(); ++j) found.coefficient_errors.push_back(std::sqrt(covariance(j, j)));
    for (std::size_t kind = 0; kind < ratios.size(); ++kind) found.groups.push_back(of_kind(sums, best, kind, ratios[kind]));
    found.residual = best.residual;
    found.criterion = best.criterion;
    const double first = found.groups.front().variance;
    if (first + best.residual > 0) found.between = first / (first + best.residual);
    if (ratios.size() > 1) return found;
    const auto [low, high] = detail::profile_interval(
        [&](double ratio) { return Profile{sums, {ratio}, likelihood}.criterion; }, ratios[0], largest_ratio, confidence);
    const auto share = [](double ratio) { return ratio * ratio / (1 + ratio * ratio); };
    found.between_interval = {share(low), share(high)};
    return found;
}

}  // namespace lika::engine::consistency
