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

/// What happened at one time, and how many are no longer at risk after it.
struct AtTime {
    double time = 0;
    std::uint64_t events = 0, leaving = 0;
};

std::vector<AtTime> times_of(const std::vector<Duration>& durations) {
    std::vector<AtTime> times;
    for (const auto place : by_time(durations)) {
        const auto& one = durations[place];
        if (times.empty() || times.back().time != one.time) times.push_back({one.time, 0, 0});
        times.back().events += one.happened ? 1 : 0;
        ++times.back().leaving;
    }
    return times;
}

std::vector<AtTime> times_of(const DayCounts& days) {
    std::vector<AtTime> times;
    for (std::size_t day = 0; day < days.happened.size(); ++day)
        times.push_back({static_cast<double>(day), days.happened[day], std::uint64_t{days.happened[day]} + days.not_yet[day]});
    return times;
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

void give_median_interval(SurvivalCurve& curve) {
    for (const auto& step : curve.steps) {
        const auto limits = step.log_log.value_or(Interval{step.survival, step.survival});
        if (!curve.median_low && limits.low <= 0.5) curve.median_low = step.time;
        if (!curve.median_high && limits.high <= 0.5) curve.median_high = step.time;
    }
}

SurvivalCurve curve_of(const std::vector<AtTime>& times, double confidence) {
    SurvivalCurve curve;
    curve.form = "Kaplan-Meier, log-log limits";
    curve.convention = "C11";
    for (const auto& at : times) curve.n += at.leaving;
    if (curve.n == 0) return undefined(curve, "undefined_no_observations");
    if (std::all_of(times.begin(), times.end(), [](const auto& at) { return at.events == 0; }))
        return undefined(curve, "undefined_no_events");
    const double z = detail::two_sided_z(confidence);
    double survival = 1, variance_of_log = 0;
    auto left = curve.n;
    for (const auto& at : times) {
        if (at.events > 0) {
            const auto at_risk = static_cast<double>(left), d = static_cast<double>(at.events);
            survival *= 1 - d / at_risk;
            variance_of_log += d / (at_risk * (at_risk - d));
            auto& step = curve.steps.emplace_back();
            step.time = at.time;
            step.at_risk = left;
            step.events = at.events;
            step.survival = survival;
            give_limits(step, variance_of_log, z);
        }
        left -= at.leaving;
    }
    curve.median = curve.quantile(0.5);
    give_median_interval(curve);
    return curve;
}

}  // namespace

SurvivalCurve kaplan_meier(const std::vector<Duration>& durations, double confidence) {
    return curve_of(times_of(durations), confidence);
}

SurvivalCurve kaplan_meier(const DayCounts& days, double confidence) {
    return curve_of(times_of(days), confidence);
}

void DayCounts::add(std::size_t days, bool is_done) {
    const auto day = std::min(days, most_days);
    if (happened.size() <= day) {
        happened.resize(day + 1);
        not_yet.resize(day + 1);
    }
    ++(is_done && days <= most_days ? happened : not_yet)[day];
}

void DayCounts::add(const DayCounts& more) {
    happened.resize(std::max(happened.size(), more.happened.size()));
    not_yet.resize(happened.size());
    for (std::size_t day = 0; day < more.happened.size(); ++day) {
        happened[day] += more.happened[day];
        not_yet[day] += more.not_yet[day];
    }
}

std::uint64_t DayCounts::n() const {
    return std::accumulate(happened.begin(), happened.end(), std::uint64_t{0}) +
           std::accumulate(not_yet.begin(), not_yet.end(), std::uint64_t{0});
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
