// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/item_bias.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

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

/// How many persons of each group have each total of the used items, and how many of them have each item, counted in one go
/// over the persons of both groups who have every item.
class Tabulation {
public:
    Tabulation(const ItemResponses& persons, const std::vector<bool>& is_used)
        : items_(persons.items), totals_(persons.items + 1), is_used_(is_used), persons_(2 * totals_), yes_(2 * totals_ * items_) {
        std::vector<Code> used(items_);
        for (std::size_t item = 0; item < items_; ++item) used[item] = is_used[item] ? 1 : 0;
        for (std::size_t i = 0; i < persons.persons(); ++i) {
            if (persons.groups[i] == Group::other) continue;
            const auto* row = persons.person(i).data();
            std::uint32_t total = 0;
            Code all = 0;
            for (std::size_t item = 0; item < items_; ++item) {
                total += static_cast<std::uint32_t>(row[item] & used[item]);
                all |= row[item];
            }
            if (all == no_rating) continue;
            const auto at = (persons.groups[i] == Group::focal ? totals_ : 0) + total;
            ++persons_[at];
            auto* yes = yes_.data() + at * items_;
            for (std::size_t item = 0; item < items_; ++item) yes[item] += row[item];
        }
    }

    std::uint64_t persons(Group group) const {
        const auto first = persons_.begin() + (group == Group::focal ? static_cast<std::ptrdiff_t>(totals_) : 0);
        return std::accumulate(first, first + static_cast<std::ptrdiff_t>(totals_), std::uint64_t{0});
    }
    /// The studied item by total, itself included.
    std::vector<FourCounts> strata(std::size_t item) const {
        std::vector<FourCounts> strata(totals_ + 1);
        for (std::size_t total = 0; total < totals_; ++total) {
            auto& with = strata[total + (is_used_[item] ? 0 : 1)];   // who has an item that is not used has one more
            auto& without = strata[total];
            with.reference_yes += yes(0, total, item);
            with.focal_yes += yes(1, total, item);
            without.reference_no += persons_[total] - yes(0, total, item);
            without.focal_no += persons_[totals_ + total] - yes(1, total, item);
        }
        return strata;
    }

private:
    std::uint32_t yes(std::size_t group, std::size_t total, std::size_t item) const {
        return yes_[(group * totals_ + total) * items_ + item];
    }

    std::size_t items_, totals_;
    std::vector<bool> is_used_;
    std::vector<std::uint32_t> persons_, yes_;   // by group, then total, then item
};

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

std::vector<MantelHaenszel> each_item(const Tabulation& counts, std::size_t all, bool has_continuity) {
    std::vector<MantelHaenszel> items;
    for (std::size_t item = 0; item < all; ++item) items.push_back(mantel_haenszel(counts.strata(item), has_continuity));
    return items;
}

}  // namespace

ItemBias item_bias(const ItemResponses& responses, bool has_continuity, double alpha, bool is_purified) {
    ItemBias found;
    found.form = is_purified ? "Mantel-Haenszel by total, studied item included, purified"
                             : "Mantel-Haenszel by total, studied item included";
    found.convention = "C8 C9";
    std::vector<bool> is_used(responses.items, true);
    const Tabulation counts{responses, is_used};
    found.n = counts.persons(Group::reference) + counts.persons(Group::focal);
    if (counts.persons(Group::reference) == 0 || counts.persons(Group::focal) == 0) return undefined(found, "too_few");
    found.items = each_item(counts, responses.items, has_continuity);
    found.flagged = flagged_of(found.items, alpha);
    while (is_purified && found.purifications < most_purifications) {
        std::vector<bool> fresh(responses.items, true);
        for (const auto item : found.flagged) fresh[item] = false;
        if (fresh == is_used) break;
        is_used = fresh;
        ++found.purifications;
        found.items = each_item(Tabulation{responses, is_used}, responses.items, has_continuity);
        found.flagged = flagged_of(found.items, alpha);
    }
    return found;
}

namespace {

using Strata = std::vector<RatedStratum>;

Strata rated_strata(const ItemResponses& persons, const std::vector<std::uint32_t>& totals, std::size_t item) {
    std::map<std::uint32_t, RatedStratum> by_total;
    for (std::size_t i = 0; i < persons.persons(); ++i) by_total[totals[i]].add(persons.groups[i], persons.person(i)[item]);
    Strata strata;
    for (const auto& [total, one] : by_total) strata.push_back(one);
    return strata;
}

/// Weighted by the focal persons of strata that have both groups; none: no stratum has.
Number weighted_difference(const Strata& strata) {
    double sum = 0, focal = 0;
    for (const auto& one : strata) {
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
    for (const auto& one : strata) {
        n += one.n();
        sum += one.sum_reference + one.sum_focal;
        squares += one.squares;
    }
    return n > 1 ? std::sqrt(std::max(0.0, (n * squares - sum * sum) / (n * (n - 1)))) : 0;
}

}  // namespace

void RatedStratum::add(Group group, double rating, double times) {
    (group == Group::focal ? n_focal : n_reference) += times;
    (group == Group::focal ? sum_focal : sum_reference) += times * rating;
    squares += times * rating * rating;
}

OrdinalBias ordinal_bias(const std::vector<RatedStratum>& strata) {
    OrdinalBias found;
    const double sd = deviation(strata);
    double apart = 0, variance = 0;
    for (const auto& one : strata) {
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
