// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/control_charts.h"

#include <algorithm>
#include <cmath>

namespace lika::engine::consistency {
namespace {

constexpr std::size_t run_length = 8;   // Montgomery: eight points on one side

void mark_runs(ShareChart& chart) {
    std::vector<std::size_t> run;
    bool is_above = false;
    const auto close = [&] {
        if (run.size() >= run_length)
            for (const auto at : run) chart.months[at].is_run = true;
        run.clear();
    };
    for (std::size_t i = 0; i < chart.months.size(); ++i) {
        const auto& share = chart.months[i].share;
        if (!share) continue;
        if (*share == *chart.centre || (*share > *chart.centre) != is_above) close();
        is_above = *share > *chart.centre;
        if (*share != *chart.centre) run.push_back(i);
    }
    close();
}

}  // namespace

ShareChart share_chart(const std::vector<DistrictShare>& months, double sigmas) {
    ShareChart chart;
    chart.form = "p-chart";
    double events = 0;
    for (const auto& month : months) {
        events += static_cast<double>(month.events);
        chart.n += month.n;
    }
    if (chart.n == 0) return undefined(chart, "undefined_no_observations");
    const double centre = events / static_cast<double>(chart.n);
    chart.centre = centre;
    for (const auto& month : months) {
        auto& shown = chart.months.emplace_back();
        if (month.n == 0) continue;
        const auto n = static_cast<double>(month.n);
        const double share = static_cast<double>(month.events) / n, reach = sigmas * std::sqrt(centre * (1 - centre) / n);
        shown.share = share;
        shown.limits = {std::max(0.0, centre - reach), std::min(1.0, centre + reach)};
        shown.is_signal = share < shown.limits->low || share > shown.limits->high;
    }
    mark_runs(chart);
    return chart;
}

namespace {

void signal_at(RunningChart& chart, std::size_t index, bool is_out) {
    if (is_out && chart.first_signal == 0) chart.first_signal = index + 1;
}

RunningChart begun(const char* form, std::size_t n) {
    RunningChart chart;
    chart.form = form;
    chart.n = n;
    if (n == 0) chart.status = "undefined_no_observations";
    return chart;
}

}  // namespace

RunningChart cusum(const std::vector<double>& values, double target, double sigma, double k, double h) {
    auto chart = begun("CUSUM of a mean", values.size());
    double above = 0, below = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double z = (values[i] - target) / sigma;
        above = std::max(0.0, above + z - k);
        below = std::max(0.0, below - z - k);
        chart.upper.push_back(above);
        chart.lower.push_back(below);
        signal_at(chart, i, above > h || below > h);
    }
    return chart;
}

RunningChart ewma(const std::vector<double>& values, double target, double sigma, double lambda, double l) {
    auto chart = begun("EWMA", values.size());
    double mean = target, forgotten = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        mean = lambda * values[i] + (1 - lambda) * mean;
        forgotten *= (1 - lambda) * (1 - lambda);
        const double reach = l * sigma * std::sqrt(lambda / (2 - lambda) * (1 - forgotten));
        chart.mean.push_back(mean);
        chart.limits.push_back({target - reach, target + reach});
        signal_at(chart, i, std::fabs(mean - target) > reach);
    }
    return chart;
}

RunningChart risk_adjusted_cusum(const std::vector<RiskedOutcome>& outcomes, double odds, double against, double h) {
    auto chart = begun("risk-adjusted CUSUM", outcomes.size());
    double sum = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const double p = outcomes[i].probability, now = 1 - p + odds * p, then = 1 - p + against * p;
        const double weight = std::log(outcomes[i].happened ? now * against / (then * odds) : now / then);
        sum = std::max(0.0, sum + weight);
        chart.weights.push_back(weight);
        chart.upper.push_back(sum);
        signal_at(chart, i, sum > h);
    }
    return chart;
}

}  // namespace lika::engine::consistency
