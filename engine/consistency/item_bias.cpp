// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/item_bias.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

constexpr int most_purifications = 10;   // as difR

/// What the strata add up to.
struct Sums {
    explicit Sums(const std::vector<FourCounts>& strata) {
        for (const auto& one : strata) add(one);
    }
    void add(const FourCounts& one) {
        const double a = one.reference_yes, b = one.reference_no, c = one.focal_yes, d = one.focal_no, n = one.total();
        if (a + b == 0 || c + d == 0) return;
        const double r = a * d / n, s = b * c / n, p = (a + d) / n, q = (b + c) / n;
        ratio_up += r;
        ratio_down += s;
        pr += p * r;
        mixed += p * s + q * r;
        qs += q * s;
        apart += a - (a + b) * (a + c) / n;
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1));
    }
    double ratio_up = 0, ratio_down = 0, pr = 0, mixed = 0, qs = 0, apart = 0, variance = 0;
};

std::string ets_class(double delta, double se, double p) {
    if (p >= 0.05 || std::fabs(delta) < 1) return "A";
    return std::fabs(delta) >= 1.5 && std::fabs(delta) - 1.645 * se > 1 ? "C" : "B";
}

}  // namespace

MantelHaenszel mantel_haenszel(const std::vector<FourCounts>& strata, bool has_continuity, double confidence) {
    MantelHaenszel found;
    found.form = "Mantel-Haenszel common odds ratio, reference over focal";
    found.convention = "C8 C9";
    double n = 0;
    for (const auto& one : strata) n += one.total();
    found.n = static_cast<std::uint64_t>(n);
    const Sums sums{strata};
    if (!(sums.variance > 0)) return undefined(found, "undefined_no_strata");
    const double away = std::fabs(sums.apart), correction = has_continuity && away >= 0.5 ? 0.5 : 0;
    found.chi_squared = (away - correction) * (away - correction) / sums.variance;
    found.p = detail::chi_squared_tail(1, *found.chi_squared);
    if (sums.ratio_up == 0 || sums.ratio_down == 0) return undefined(found, "undefined_infinite");
    const double up = sums.ratio_up, down = sums.ratio_down, log_odds = std::log(up / down);
    const double variance = sums.pr / (2 * up * up) + sums.mixed / (2 * up * down) + sums.qs / (2 * down * down);
    const double reach = detail::two_sided_z(confidence) * std::sqrt(variance);
    found.odds_ratio = up / down;
    found.log_odds = log_odds;
    found.variance = variance;
    found.interval = {std::exp(log_odds - reach), std::exp(log_odds + reach)};
    found.delta = -2.35 * log_odds;
    found.delta_se = 2.35 * std::sqrt(variance);
    found.ets = ets_class(*found.delta, *found.delta_se, *found.p);
    return found;
}

namespace {

/// The studied item by stratum of the total.
std::vector<FourCounts> strata_of(const ItemResponses& persons, const std::vector<std::uint32_t>& totals, std::size_t item) {
    std::vector<FourCounts> strata(*std::max_element(totals.begin(), totals.end()) + std::size_t{1});
    for (std::size_t i = 0; i < persons.persons(); ++i) {
        auto& one = strata[totals[i]];
        const bool is_focal = persons.groups[i] == Group::focal, is_yes = persons.person(i)[item] > 0;
        ++(is_focal ? (is_yes ? one.focal_yes : one.focal_no) : (is_yes ? one.reference_yes : one.reference_no));
    }
    return strata;
}

bool has_both_groups(const ItemResponses& persons) {
    const auto has = [&](Group group) { return std::find(persons.groups.begin(), persons.groups.end(), group) != persons.groups.end(); };
    return has(Group::reference) && has(Group::focal);
}

std::vector<std::size_t> flagged_of(const std::vector<MantelHaenszel>& items, double alpha) {
    std::vector<std::size_t> flagged;
    for (std::size_t item = 0; item < items.size(); ++item)
        if (items[item].p && *items[item].p < alpha) flagged.push_back(item);
    return flagged;
}

std::vector<MantelHaenszel> each_item(const ItemResponses& persons, const std::vector<bool>& is_used, bool has_continuity) {
    std::vector<MantelHaenszel> items;
    for (std::size_t item = 0; item < persons.items; ++item)
        items.push_back(mantel_haenszel(strata_of(persons, persons.totals(is_used, item), item), has_continuity));
    return items;
}

}  // namespace

ItemBias item_bias(const ItemResponses& responses, bool has_continuity, double alpha, bool is_purified) {
    const auto persons = responses.comparable();
    ItemBias found;
    found.form = is_purified ? "Mantel-Haenszel by total, studied item included, purified"
                             : "Mantel-Haenszel by total, studied item included";
    found.convention = "C8 C9";
    found.n = persons.persons();
    if (!has_both_groups(persons)) return undefined(found, "too_few");
    std::vector<bool> is_used(persons.items, true);
    found.items = each_item(persons, is_used, has_continuity);
    found.flagged = flagged_of(found.items, alpha);
    while (is_purified && found.purifications < most_purifications) {
        std::vector<bool> fresh(persons.items, true);
        for (const auto item : found.flagged) fresh[item] = false;
        if (fresh == is_used) break;
        is_used = fresh;
        ++found.purifications;
        found.items = each_item(persons, is_used, has_continuity);
        found.flagged = flagged_of(found.items, alpha);
    }
    return found;
}

namespace {

/// Ratings of one item in one stratum.
struct Stratum {
    double n_reference = 0, n_focal = 0, sum_reference = 0, sum_focal = 0, squares = 0;

    void add(Group group, double rating) {
        ++(group == Group::focal ? n_focal : n_reference);
        (group == Group::focal ? sum_focal : sum_reference) += rating;
        squares += rating * rating;
    }
    bool has_both() const { return n_reference > 0 && n_focal > 0; }
    double n() const { return n_reference + n_focal; }
    double mean() const { return (sum_reference + sum_focal) / n(); }
    double difference() const { return sum_focal / n_focal - sum_reference / n_reference; }
};

using Strata = std::map<std::uint32_t, Stratum>;

Strata rated_strata(const ItemResponses& persons, const std::vector<std::uint32_t>& totals, std::size_t item) {
    Strata strata;
    for (std::size_t i = 0; i < persons.persons(); ++i) strata[totals[i]].add(persons.groups[i], persons.person(i)[item]);
    return strata;
}

/// Weighted by the focal persons of strata that have both groups; none: no stratum has.
Number weighted_difference(const Strata& strata) {
    double sum = 0, focal = 0;
    for (const auto& [total, one] : strata) {
        if (!one.has_both()) continue;
        sum += one.n_focal * one.difference();
        focal += one.n_focal;
    }
    return focal > 0 ? Number{sum / focal} : std::nullopt;
}

std::vector<std::uint32_t> whole_totals(const ItemResponses& persons) {
    return persons.totals(std::vector<bool>(persons.items, true), 0);
}

}  // namespace

StandardisedDifferences standardised_differences(const ItemResponses& responses) {
    const auto persons = responses.comparable();
    StandardisedDifferences found;
    found.form = "standardised difference of shares, focal minus reference, focal weights";
    found.n = persons.persons();
    if (!has_both_groups(persons)) return undefined(found, "too_few");
    const auto totals = whole_totals(persons);
    for (std::size_t item = 0; item < persons.items; ++item)
        found.items.push_back(weighted_difference(rated_strata(persons, totals, item)));
    return found;
}

namespace {

/// Of the ratings of all, both groups together; divisor n - 1.
double deviation(const Strata& strata) {
    double n = 0, sum = 0, squares = 0;
    for (const auto& [total, one] : strata) {
        n += one.n();
        sum += one.sum_reference + one.sum_focal;
        squares += one.squares;
    }
    return n > 1 ? std::sqrt(std::max(0.0, (n * squares - sum * sum) / (n * (n - 1)))) : 0;
}

OrdinalBias ordinal_bias(const Strata& strata) {
    OrdinalBias found;
    const double sd = deviation(strata);
    double apart = 0, variance = 0;
    for (const auto& [total, one] : strata) {
        if (!one.has_both()) continue;
        const double n = one.n(), spread = one.squares - n * one.mean() * one.mean();
        apart += one.sum_focal - one.n_focal * one.mean();
        variance += one.n_focal * one.n_reference / (n * (n - 1)) * spread;
    }
    if (!(variance > 1e-12) || sd == 0) {
        found.status = "undefined_no_variation";
        return found;
    }
    found.chi_squared = apart * apart / variance;
    found.p = detail::chi_squared_tail(1, *found.chi_squared);
    found.difference = weighted_difference(strata);
    found.in_deviations = *found.difference / sd;
    const double size = std::fabs(*found.in_deviations);
    found.ets = *found.p >= 0.05 || size <= 0.17 ? "AA" : size <= 0.25 ? "BB" : "CC";
    return found;
}

}  // namespace

OrdinalItemBias ordinal_item_bias(const ItemResponses& responses) {
    const auto persons = responses.comparable();
    OrdinalItemBias found;
    found.form = "Mantel's test by total, studied item included; standardised mean difference, focal weights";
    found.n = persons.persons();
    if (!has_both_groups(persons)) return undefined(found, "too_few");
    const auto totals = whole_totals(persons);
    for (std::size_t item = 0; item < persons.items; ++item) {
        found.items.push_back(ordinal_bias(rated_strata(persons, totals, item)));
    }
    return found;
}

}  // namespace lika::engine::consistency
