// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/groups.h"

#include <algorithm>
#include <cmath>

namespace lika::engine::consistency {
namespace {

struct Moments {
    explicit Moments(const std::vector<double>& values) : n(static_cast<double>(values.size())) {
        for (const double value : values) mean += (value - values.front()) / n;
        for (const double value : values) squares += (value - values.front() - mean) * (value - values.front() - mean);
        mean += values.front();
    }
    double variance() const { return squares / (n - 1); }

    double n, mean = 0, squares = 0;
};

/// The largest difference of the shares below any value.
double largest_gap(std::vector<double> first, std::vector<double> second) {
    std::sort(first.begin(), first.end());
    std::sort(second.begin(), second.end());
    double gap = 0;
    std::size_t i = 0, j = 0;
    while (i < first.size() && j < second.size()) {
        const double at = std::min(first[i], second[j]);
        while (i < first.size() && first[i] <= at) ++i;
        while (j < second.size() && second[j] <= at) ++j;
        gap = std::max(gap, std::fabs(static_cast<double>(i) / static_cast<double>(first.size()) -
                                      static_cast<double>(j) / static_cast<double>(second.size())));
    }
    return gap;
}

/// P(K > x) of Kolmogorov's limit distribution.
double kolmogorov_tail(double x) {
    if (x <= 0) return 1;
    if (x < 1.18) {   // the other series of the same function converges at once here
        constexpr double pi = 3.14159265358979323846;
        double sum = 0;
        for (int k = 1; k <= 9; k += 2) sum += std::exp(-k * k * pi * pi / (8 * x * x));
        return 1 - std::sqrt(2 * pi) / x * sum;
    }
    double sum = 0;
    for (int k = 1; k <= 20; ++k) sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * x * x);
    return std::clamp(sum, 0.0, 1.0);
}

}  // namespace

ScoreDifference score_difference(const std::vector<double>& first, const std::vector<double>& second) {
    ScoreDifference found;
    found.form = "standardised mean difference, first minus second; Kolmogorov-Smirnov";
    found.convention = "C12";
    found.n = first.size() + second.size();
    if (first.size() < 2 || second.size() < 2) return undefined(found, "too_few");
    const Moments one{first}, other{second};
    const double df = one.n + other.n - 2, n = one.n + other.n, variance = (one.squares + other.squares) / df;
    found.ks = largest_gap(first, second);
    found.ks_p = kolmogorov_tail(std::sqrt(one.n * other.n / n) * *found.ks);
    if (variance == 0) return undefined(found, "undefined_no_variation");
    found.d = (one.mean - other.mean) / std::sqrt(variance);
    const double j = std::exp(std::lgamma(df / 2) - std::log(df / 2) / 2 - std::lgamma((df - 1) / 2));
    found.g = j * *found.d;
    found.g_se = std::sqrt(n / (one.n * other.n) + *found.g * *found.g / (2 * n));
    if (other.squares > 0) found.variance_ratio = one.variance() / other.variance();
    return found;
}

ErrorRates error_rates(const std::vector<bool>& happened, const std::vector<double>& scores, double threshold,
                       double confidence) {
    ErrorRates found;
    found.form = "error rates of a cut-off, Wilson intervals";
    found.n = happened.size();
    for (std::size_t i = 0; i < happened.size(); ++i) {
        const bool is_positive = scores[i] >= threshold;
        ++(happened[i] ? (is_positive ? found.true_positive : found.false_negative)
                       : (is_positive ? found.false_positive : found.true_negative));
    }
    const auto share = [&](std::uint64_t count, std::uint64_t rest) { return proportion(count, count + rest, confidence); };
    found.sensitivity = share(found.true_positive, found.false_negative);
    found.false_alarms = share(found.false_positive, found.true_negative);
    found.positive_value = share(found.true_positive, found.false_positive);
    found.negative_value = share(found.true_negative, found.false_negative);
    return found;
}

}  // namespace lika::engine::consistency
