// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/survival.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

std::vector<std::size_t> by_time(const std::vector<Duration>& durations) {
    std::vector<std::size_t> order(durations.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return durations[a].time < durations[b].time; });
    return order;
}

bool has_events(const std::vector<Duration>& durations) {
    return std::any_of(durations.begin(), durations.end(), [](const auto& one) { return one.happened; });
}

void give_limits(SurvivalCurve::Step& step, double variance_of_log, double z) {
    if (step.survival <= 0) return;
    step.se = step.survival * std::sqrt(variance_of_log);
    const double s = step.survival, reach = z * std::sqrt(variance_of_log);
    step.log_limits = {s * std::exp(-reach), std::min(1.0, s * std::exp(reach))};
    if (s >= 1) return;
    const double along = reach / std::fabs(std::log(s));
    step.log_log = {std::pow(s, std::exp(along)), std::pow(s, std::exp(-along))};
}

}  // namespace

SurvivalCurve kaplan_meier(const std::vector<Duration>& durations, double confidence) {
    SurvivalCurve curve;
    curve.form = "Kaplan-Meier, log-log limits";
    curve.convention = "C11";
    curve.n = durations.size();
    if (durations.empty()) return undefined(curve, "undefined_no_observations");
    if (!has_events(durations)) return undefined(curve, "undefined_no_events");
    const auto order = by_time(durations);
    const double z = detail::two_sided_z(confidence);
    double survival = 1, variance_of_log = 0;
    for (std::size_t first = 0; first < order.size();) {
        auto last = first;
        std::uint64_t events = 0;
        for (; last < order.size() && durations[order[last]].time == durations[order[first]].time; ++last)
            events += durations[order[last]].happened ? 1 : 0;
        const auto at_risk = static_cast<double>(order.size() - first), d = static_cast<double>(events);
        if (events > 0) {
            survival *= 1 - d / at_risk;
            variance_of_log += d / (at_risk * (at_risk - d));
            auto& step = curve.steps.emplace_back();
            step.time = durations[order[first]].time;
            step.at_risk = order.size() - first;
            step.events = events;
            step.survival = survival;
            give_limits(step, variance_of_log, z);
        }
        first = last;
    }
    curve.median = curve.quantile(0.5);
    return curve;
}

Number SurvivalCurve::quantile(double p) const {
    constexpr double rounding = 1e-9;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].survival > 1 - p + rounding) continue;
        const bool is_exact = steps[i].survival > 1 - p - rounding && i + 1 < steps.size();
        return is_exact ? (steps[i].time + steps[i + 1].time) / 2 : steps[i].time;
    }
    return std::nullopt;
}

LogRank log_rank(const std::vector<Duration>& durations, const std::vector<std::size_t>& group, std::size_t groups) {
    LogRank found;
    found.form = "log-rank test";
    found.n = durations.size();
    if (groups < 2) return undefined(found, "too_few");
    if (!has_events(durations)) return undefined(found, "undefined_no_events");
    const auto order = by_time(durations);
    Eigen::VectorXd at_risk = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(groups)), observed = at_risk, expected = at_risk;
    Eigen::MatrixXd variance = Eigen::MatrixXd::Zero(at_risk.size(), at_risk.size());
    for (const auto one : group) ++at_risk[static_cast<Eigen::Index>(one)];
    for (std::size_t first = 0; first < order.size();) {
        auto last = first;
        double events = 0;
        Eigen::VectorXd leaving = Eigen::VectorXd::Zero(at_risk.size());
        for (; last < order.size() && durations[order[last]].time == durations[order[first]].time; ++last) {
            const auto of = static_cast<Eigen::Index>(group[order[last]]);
            ++leaving[of];
            if (!durations[order[last]].happened) continue;
            ++observed[of];
            ++events;
        }
        const double n = at_risk.sum();
        expected += events / n * at_risk;
        if (n > 1) {
            const Eigen::VectorXd share = at_risk / n;
            variance += events * (n - events) / (n - 1) * (Eigen::MatrixXd{share.asDiagonal()} - share * share.transpose());
        }
        at_risk -= leaving;
        first = last;
    }
    found.observed.assign(observed.begin(), observed.end());
    found.expected.assign(expected.begin(), expected.end());
    const auto df = at_risk.size() - 1;
    const Eigen::VectorXd apart = (observed - expected).head(df);
    const Eigen::MatrixXd part = variance.topLeftCorner(df, df);
    found.chi_squared = apart.dot(part.completeOrthogonalDecomposition().solve(apart));
    found.df = static_cast<double>(df);
    found.p = detail::chi_squared_tail(static_cast<double>(df), *found.chi_squared);
    return found;
}

namespace {

/// Whether `one` had it before `other`, as far as is known.
bool is_first(const Duration& one, const Duration& other) {
    return one.happened && (one.time < other.time || (one.time == other.time && !other.happened));
}

}  // namespace

HarrellC harrell_c(const std::vector<Duration>& durations, const std::vector<double>& scores) {
    HarrellC found;
    found.form = "Harrell's C, higher score = sooner";
    found.n = durations.size();
    std::vector<double> right(durations.size()), pairs(durations.size());   // of the pairs each person is in
    for (std::size_t i = 0; i < durations.size(); ++i)
        for (std::size_t j = 0; j < durations.size(); ++j) {
            if (i == j || !is_first(durations[i], durations[j])) continue;
            const double share = scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            ++(share == 1 ? found.concordant : share == 0 ? found.discordant : found.tied_score);
            for (const auto person : {i, j}) {
                right[person] += share;
                ++pairs[person];
            }
        }
    const auto all = static_cast<double>(found.concordant + found.discordant + found.tied_score);
    if (all == 0) return undefined(found, "undefined_no_pairs");
    const double c = (static_cast<double>(found.concordant) + static_cast<double>(found.tied_score) / 2) / all;
    double squares = 0;
    for (std::size_t i = 0; i < durations.size(); ++i) {
        const double influence = (right[i] - c * pairs[i]) / all;
        squares += influence * influence;
    }
    found.c = c;
    found.se = std::sqrt(squares);
    return found;
}

}  // namespace lika::engine::consistency
