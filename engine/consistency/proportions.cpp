// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/proportions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

Interval wilson(double x, double n, double confidence) {
    const double z = detail::two_sided_z(confidence), share = x / n, middle = share + z * z / (2 * n);
    const double reach = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)), scale = 1 + z * z / n;
    return {x == 0 ? 0 : (middle - reach) / scale, x == n ? 1 : (middle + reach) / scale};
}

}  // namespace

Interval clopper_pearson(double x, double n, double confidence) {
    const double tail = (1 - confidence) / 2;
    return {x == 0 ? 0 : detail::beta_quantile(x, n - x + 1, tail),
            x == n ? 1 : detail::beta_quantile(x + 1, n - x, 1 - tail)};
}

Proportion proportion(std::uint64_t count, std::uint64_t n, double confidence) {
    Proportion found;
    found.form = "share, with Wilson's and the exact interval";
    found.n = n;
    if (n == 0) return undefined(found, "undefined_no_observations");
    const auto x = static_cast<double>(count), all = static_cast<double>(n);
    found.share = x / all;
    found.wilson = wilson(x, all, confidence);
    found.exact = clopper_pearson(x, all, confidence);
    return found;
}

Direction direction(std::uint64_t up, std::uint64_t down, double confidence) {
    Direction found;
    found.form = "exact binomial test that up and down are as frequent (McNemar)";
    found.n = up + down;
    if (found.n == 0) return undefined(found, "undefined_no_observations");
    const auto x = static_cast<double>(up), n = static_cast<double>(found.n), apart = 2 * x - n;
    found.share_up = x / n;
    found.interval = clopper_pearson(x, n, confidence);
    found.p = std::min(1.0, 2 * detail::binomial_cdf(n, 0.5, std::min(x, n - x)));
    found.chi_squared = apart * apart / n;
    return found;
}

namespace {

/// Of sorted probabilities: each times its factor, made to rise (or, from the end, to fall) with them.
template <class Factor>
std::vector<double> stepped_up(const std::vector<double>& sorted, Factor factor) {
    auto steps = sorted;
    double least = 1;
    for (std::size_t i = steps.size(); i-- > 0;) steps[i] = least = std::min(least, sorted[i] * factor(i));
    return steps;
}

std::vector<double> stepped_down(const std::vector<double>& sorted) {
    auto steps = sorted;
    double most = 0;
    for (std::size_t i = 0; i < steps.size(); ++i)
        steps[i] = most = std::min(1.0, std::max(most, sorted[i] * static_cast<double>(sorted.size() - i)));
    return steps;
}

}  // namespace

AdjustedTests adjust_tests(const std::vector<double>& p, double q) {
    AdjustedTests found;
    found.form = "false discovery rate, Benjamini and Hochberg, step-up";
    found.n = p.size();
    if (p.empty()) return undefined(found, "undefined_no_observations");
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] < p[b]; });
    std::vector<double> sorted;
    for (const auto at : order) sorted.push_back(p[at]);
    const auto tests = static_cast<double>(p.size());
    double harmonic = 0;
    for (std::size_t i = 1; i <= p.size(); ++i) harmonic += 1 / static_cast<double>(i);
    const auto by_rank = [&](std::size_t i) { return tests / static_cast<double>(i + 1); };
    const auto in_order = [&](const std::vector<double>& steps) {
        std::vector<double> back(p.size());
        for (std::size_t i = 0; i < order.size(); ++i) back[order[i]] = steps[i];
        return back;
    };
    found.adjusted = in_order(stepped_up(sorted, by_rank));
    found.adjusted_dependent = in_order(stepped_up(sorted, [&](std::size_t i) { return harmonic * by_rank(i); }));
    found.adjusted_holm = in_order(stepped_down(sorted));
    found.rejected = static_cast<std::uint64_t>(
        std::count_if(found.adjusted.begin(), found.adjusted.end(), [&](double one) { return one <= q; }));
    return found;
}

}  // namespace lika::engine::consistency
