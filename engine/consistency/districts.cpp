// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/districts.h"

#include <algorithm>
#include <cmath>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/detail/quantile.h"

namespace lika::engine::consistency {
namespace {

/// Everything that follows from each district's z and the variance of what it is of.
void spread(Funnel& funnel, const std::vector<Number>& variances, double winsorise) {
    std::vector<double> sorted;
    for (const auto& z : funnel.z)
        if (z) sorted.push_back(*z);
    std::sort(sorted.begin(), sorted.end());
    const double low = detail::quantile(sorted, winsorise), high = detail::quantile(sorted, 1 - winsorise);
    const auto districts = static_cast<double>(sorted.size());
    double squares = 0, weights = 0, weights2 = 0;
    for (std::size_t i = 0; i < funnel.z.size(); ++i) {
        funnel.z_winsorised.push_back(funnel.z[i] ? Number{std::clamp(*funnel.z[i], low, high)} : std::nullopt);
        if (!funnel.z[i]) continue;
        squares += *funnel.z_winsorised[i] * *funnel.z_winsorised[i];
        weights += 1 / *variances[i];
        weights2 += 1 / (*variances[i] * *variances[i]);
    }
    const double phi = squares / districts, room = weights - weights2 / weights;
    const double tau2 = room > 0 ? std::max(0.0, (districts * phi - (districts - 1)) / room) : 0;
    funnel.phi = phi;
    funnel.tau2 = tau2;
    for (std::size_t i = 0; i < funnel.z.size(); ++i) {
        const auto& z = funnel.z[i];
        funnel.z_additive.push_back(z ? Number{*z * std::sqrt(*variances[i] / (*variances[i] + tau2))} : std::nullopt);
        funnel.z_multiplicative.push_back(z && phi > 0 ? Number{*z / std::sqrt(phi)} : std::nullopt);
    }
}

/// The first whole number from `from` on (in steps of `step`, 1 or -1) that `is_there`, which stays once it is. Not below -1.
template <class IsThere>
double first_that(double from, double step, IsThere is_there) {
    double reach = 1;
    while (from + step * reach > -1 && !is_there(from + step * reach)) reach *= 2;
    double before = -1, at = reach;   // in steps: not there, there
    while (at - before > 1) {
        const double middle = std::floor((before + at) / 2);
        (from + step * middle <= -1 || is_there(from + step * middle) ? at : before) = middle;
    }
    return std::max(-1.0, from + step * at);
}

/// The place where a distribution on whole numbers reaches p, between two of them: Spiegelhalter 2005.
template <class Cdf>
double reached(double p, double from, Cdf cdf) {
    const auto is_reached = [&](double k) { return cdf(k) >= p; };
    const double middle = std::max(0.0, std::floor(from));
    const double r = is_reached(middle) ? first_that(middle, -1, [&](double k) { return !is_reached(k); }) + 1
                                        : first_that(middle, 1, is_reached);
    const double above = cdf(r), below = cdf(r - 1);
    return std::max(0.0, r - (above - p) / (above - below));
}

}  // namespace

Interval exact_share(double n, double target, double level) {
    const auto at = [&](double p) {
        return std::min(1.0, reached(p, n * target, [&](double k) { return detail::binomial_cdf(n, target, k); }) / n);
    };
    return {at((1 - level) / 2), at((1 + level) / 2)};
}

namespace {

Interval exact_ratio(double expected, double level) {
    const auto at = [&](double p) {
        return reached(p, expected, [&](double k) { return detail::poisson_cdf(expected, k); }) / expected;
    };
    return {at((1 - level) / 2), at((1 + level) / 2)};
}

/// The target given, or the share of all.
Number pooled(const std::vector<DistrictShare>& districts, Number target) {
    double events = 0, n = 0;
    for (const auto& district : districts) {
        events += static_cast<double>(district.events);
        n += static_cast<double>(district.n);
    }
    if (n == 0) return std::nullopt;
    return target ? target : Number{events / n};
}

std::uint64_t all_of(const std::vector<DistrictShare>& districts) {
    std::uint64_t n = 0;
    for (const auto& district : districts) n += district.n;
    return n;
}

/// Variance and z of each district's share, as `scaled` has it: `variance(n)` of `place(share) - place(target)`.
template <class Place, class Variance>
void fill(Funnel& funnel, const std::vector<DistrictShare>& districts, double winsorise, Place place, Variance variance) {
    std::vector<Number> variances;
    for (const auto& district : districts) {
        if (district.n == 0) {
            funnel.z.emplace_back();
            variances.emplace_back();
            continue;
        }
        const auto n = static_cast<double>(district.n);
        variances.emplace_back(variance(n));
        funnel.z.emplace_back((place(static_cast<double>(district.events) / n) - place(*funnel.target)) /
                              std::sqrt(*variances.back()));
    }
    spread(funnel, variances, winsorise);
}

Funnel begun(const std::vector<DistrictShare>& districts, Number target, const char* form) {
    Funnel funnel;
    funnel.form = form;
    funnel.convention = "C13";
    funnel.n = all_of(districts);
    funnel.target = pooled(districts, target);
    if (!funnel.target) return undefined(funnel, "undefined_no_observations");
    if (*funnel.target <= 0 || *funnel.target >= 1) return undefined(funnel, "undefined_no_variation");
    return funnel;
}

FunnelLimits limits_of_shares(const std::vector<DistrictShare>& districts, double target, double tau2, double level) {
    FunnelLimits limits{level, {}, {}};
    const double z = detail::two_sided_z(level);
    for (const auto& district : districts) {
        if (district.n == 0) {
            limits.exact.emplace_back();
            limits.additive.emplace_back();
            continue;
        }
        const auto n = static_cast<double>(district.n);
        const double reach = z * std::sqrt(target * (1 - target) / n + tau2);
        limits.exact.emplace_back(exact_share(n, target, level));
        limits.additive.emplace_back(Interval{std::max(0.0, target - reach), std::min(1.0, target + reach)});
    }
    return limits;
}

}  // namespace

Funnel funnel_of_shares(const std::vector<DistrictShare>& districts, const std::vector<double>& levels, double winsorise,
                        Number target) {
    auto funnel = begun(districts, target, "funnel of shares, exact limits");
    if (!funnel.is_ok()) return funnel;
    const double t = *funnel.target;
    fill(funnel, districts, winsorise, [](double share) { return share; }, [&](double n) { return t * (1 - t) / n; });
    for (const double level : levels) funnel.limits.push_back(limits_of_shares(districts, t, *funnel.tau2, level));
    return funnel;
}

Funnel funnel_of_arcsines(const std::vector<DistrictShare>& districts, double winsorise, Number target) {
    auto funnel = begun(districts, target, "funnel of arcsines of shares");
    if (!funnel.is_ok()) return funnel;
    fill(funnel, districts, winsorise, [](double share) { return std::asin(std::sqrt(share)); },
         [](double n) { return 1 / (4 * n); });
    return funnel;
}

Funnel funnel_of_counts(const std::vector<DistrictCount>& districts, const std::vector<double>& levels, double winsorise) {
    Funnel funnel;
    funnel.form = "funnel of observed over expected, square-root z, exact limits";
    funnel.convention = "C13";
    std::vector<Number> variances;
    double expected = 0;
    for (const auto& district : districts) {
        expected += district.expected;
        funnel.n += static_cast<std::uint64_t>(district.observed);
        const bool is_there = district.expected > 0;
        funnel.ratio.push_back(is_there ? Number{district.observed / district.expected} : std::nullopt);
        funnel.z.push_back(is_there ? Number{2 * (std::sqrt(district.observed) - std::sqrt(district.expected))} : std::nullopt);
        variances.push_back(is_there ? Number{1 / (4 * district.expected)} : std::nullopt);
    }
    if (expected <= 0) return undefined(funnel, "undefined_no_observations");
    funnel.target = 1;
    spread(funnel, variances, winsorise);
    for (const double level : levels) {
        auto& limits = funnel.limits.emplace_back(FunnelLimits{level, {}, {}});
        for (const auto& district : districts)
            limits.exact.push_back(district.expected > 0 ? std::optional{exact_ratio(district.expected, level)} : std::nullopt);
    }
    return funnel;
}

namespace {

Interval garwood(double observed, double expected, double confidence) {
    const double tail = (1 - confidence) / 2;
    return {observed == 0 ? 0 : detail::chi_squared_quantile(2 * observed, tail) / 2 / expected,
            detail::chi_squared_quantile(2 * observed + 2, 1 - tail) / 2 / expected};
}

Interval byar(double observed, double expected, double confidence) {
    const double z = detail::two_sided_z(confidence), more = observed + 1;
    const auto cube = [](double x) { return x * x * x; };
    return {observed == 0 ? 0 : observed * cube(1 - 1 / (9 * observed) - z / (3 * std::sqrt(observed))) / expected,
            more * cube(1 - 1 / (9 * more) + z / (3 * std::sqrt(more))) / expected};
}

/// The probability of everything that is no more probable than what was observed.
double as_rare(double observed, double expected) {
    if (observed == expected) return 1;
    const double limit = detail::poisson_mass(expected, observed) * (1 + 1e-7);
    const auto is_as_rare = [&](double k) { return detail::poisson_mass(expected, k) <= limit; };
    const bool is_less = observed < expected;   // on the other side, from the middle, the first that is as rare
    const double other = first_that(is_less ? std::ceil(expected) : std::floor(expected), is_less ? 1 : -1, is_as_rare);
    return std::min(1.0, detail::poisson_cdf(expected, std::min(observed, other)) +
                             detail::poisson_tail(expected, std::max(observed, other)));
}

}  // namespace

IndirectStandardisation indirect_standardisation(const std::vector<DistrictCount>& districts, double confidence) {
    IndirectStandardisation found;
    found.form = "observed over expected, exact limits";
    for (const auto& [observed, expected] : districts) {
        found.n += static_cast<std::uint64_t>(observed);
        auto& one = found.districts.emplace_back();
        if (expected <= 0) continue;
        one = {observed / expected, garwood(observed, expected, confidence), byar(observed, expected, confidence),
               as_rare(observed, expected)};
    }
    return found;
}

Heterogeneity heterogeneity(const std::vector<DistrictShare>& districts) {
    Heterogeneity found;
    found.form = "Pearson's chi-squared of districts by outcome";
    found.n = all_of(districts);
    double events = 0, used = 0;
    for (const auto& district : districts) {
        events += static_cast<double>(district.events);
        used += district.n > 0 ? 1 : 0;
    }
    if (used < 2) return undefined(found, "too_few");
    const auto all = static_cast<double>(found.n);
    const double share = events / all;
    if (share <= 0 || share >= 1) return undefined(found, "undefined_no_variation");
    double chi = 0;
    for (const auto& district : districts) {
        const double n = static_cast<double>(district.n), apart = static_cast<double>(district.events) - n * share;
        if (n > 0) chi += apart * apart / (n * share * (1 - share));
    }
    found.chi_squared = chi;
    found.df = used - 1;
    found.p = detail::chi_squared_tail(used - 1, chi);
    found.cramer_v = std::sqrt(chi / all);
    found.i2 = chi > 0 ? std::max(0.0, 1 - (used - 1) / chi) : 0;
    return found;
}

}  // namespace lika::engine::consistency
