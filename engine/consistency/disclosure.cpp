// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/disclosure.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

#include "engine/consistency/detail/attacker.h"

namespace lika::engine::consistency {
namespace {

using Places = std::set<std::size_t>;

/// More than from v to v + 1.
constexpr double least_width = 2 - 1e-6;

std::vector<HiddenCount> worked_out(const Release& release, const Places& hidden) {
    const detail::Attacker attacker{release, {hidden.begin(), hidden.end()}};
    std::vector<HiddenCount> found;
    for (const auto place : hidden) found.push_back({place, attacker.interval(place)});
    return found;
}

bool is_certain(const HiddenCount& one) {
    return one.interval.high - one.interval.low < least_width;
}

/// The counts of a sum, its total last.
std::vector<std::size_t> members(const Release::Sum& sum) {
    auto all = sum.parts;
    all.push_back(sum.total);
    return all;
}

/// Of the shown counts that stand in a sum with a hidden one and would make something uncertain: the one after whose hiding the
/// fewest sums are left with a single hidden count, the smallest of these. None: there is none.
std::optional<std::size_t> next_to_hide(const Release& release, const Places& hidden, const Places& certain) {
    const auto lonely = [&](const Places& places) {
        return std::count_if(release.sums.begin(), release.sums.end(), [&](const auto& sum) {
            const auto all = members(sum);
            return std::count_if(all.begin(), all.end(), [&](auto place) { return places.contains(place); }) == 1;
        });
    };
    std::optional<std::size_t> best;
    std::pair<std::ptrdiff_t, std::uint64_t> least{};
    for (const auto& sum : release.sums) {
        const auto all = members(sum);
        if (std::none_of(all.begin(), all.end(), [&](auto place) { return certain.contains(place); })) continue;
        for (const auto place : all) {
            if (hidden.contains(place) || !release.may_be_hidden[place] || release.counts[place] == 0) continue;
            auto more = hidden;
            more.insert(place);
            const std::pair cost{lonely(more), release.counts[place]};
            if (best && cost >= least) continue;
            best = place;
            least = cost;
        }
    }
    return best;
}

bool protect(const Release& release, Places& hidden) {
    for (;;) {
        Places certain;
        for (const auto& one : worked_out(release, hidden))
            if (is_certain(one)) certain.insert(one.count);
        if (certain.empty()) return true;
        const auto more = next_to_hide(release, hidden, certain);
        if (!more) return false;
        hidden.insert(*more);
    }
}

/// Without those that are not needed, the largest first.
void thin_out(const Release& release, const Places& needed, Places& hidden) {
    std::vector<std::size_t> others;
    std::set_difference(hidden.begin(), hidden.end(), needed.begin(), needed.end(), std::back_inserter(others));
    std::stable_sort(others.begin(), others.end(), [&](auto one, auto other) { return release.counts[one] > release.counts[other]; });
    for (const auto place : others) {
        auto fewer = hidden;
        fewer.erase(place);
        const auto known = worked_out(release, fewer);
        if (std::none_of(known.begin(), known.end(), is_certain)) hidden = fewer;
    }
}

Places too_small(const Release& release, std::uint64_t least, bool is_zero_safe) {
    Places found;
    for (std::size_t place = 0; place < release.counts.size(); ++place) {
        const auto count = release.counts[place];
        if (release.may_be_hidden[place] && count < least && (count > 0 || !is_zero_safe)) found.insert(place);
    }
    return found;
}

}  // namespace

std::size_t Release::add(std::uint64_t count, bool can_be_hidden) {
    counts.push_back(count);
    may_be_hidden.push_back(can_be_hidden);
    return counts.size() - 1;
}

Suppression suppress(const Release& release, std::uint64_t least, bool is_zero_safe,
                     const std::vector<std::size_t>& hidden_before) {
    Suppression found;
    found.form = "small counts hidden, and others so that sums do not tell them";
    found.n = release.counts.size();
    const auto primary = too_small(release, least, is_zero_safe);
    found.primary.assign(primary.begin(), primary.end());
    auto needed = primary;
    needed.insert(hidden_before.begin(), hidden_before.end());
    if (needed.empty()) return found;
    found.primary_only = worked_out(release, primary);
    auto hidden = needed;
    if (protect(release, hidden)) {
        thin_out(release, needed, hidden);
    } else {
        found.status = "undefined_not_protectable";
        for (std::size_t place = 0; place < release.counts.size(); ++place)
            if (release.may_be_hidden[place]) hidden.insert(place);
    }
    std::set_difference(hidden.begin(), hidden.end(), primary.begin(), primary.end(), std::back_inserter(found.secondary));
    found.hidden = worked_out(release, hidden);
    return found;
}

Release CountTable::release() const {
    Release all;
    for (const auto count : cells) all.add(count);
    std::uint64_t total = 0;
    const auto margin = [&](std::size_t parts, auto place) {
        Release::Sum sum{0, {}};
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < parts; ++i) {
            sum.parts.push_back(place(i));
            count += all.counts[place(i)];
        }
        sum.total = all.add(count, false);
        all.sums.push_back(sum);
        return count;
    };
    for (std::size_t row = 0; row < rows; ++row) total += margin(columns, [&](std::size_t i) { return row * columns + i; });
    for (std::size_t column = 0; column < columns; ++column) margin(rows, [&](std::size_t i) { return i * columns + column; });
    all.add(total, false);
    return all;
}

RoundedTable rounded(const CountTable& table, std::uint64_t base) {
    const auto to_base = [&](std::uint64_t count) { return (2 * count + base) / (2 * base) * base; };
    RoundedTable found;
    std::vector<std::uint64_t> rows(table.rows), columns(table.columns);
    std::uint64_t total = 0;
    for (std::size_t row = 0; row < table.rows; ++row)
        for (std::size_t column = 0; column < table.columns; ++column) {
            const auto count = table.at(row, column);
            found.cells.push_back(to_base(count));
            rows[row] += count;
            columns[column] += count;
            total += count;
        }
    for (const auto sum : rows) found.row_margins.push_back(to_base(sum));
    for (const auto sum : columns) found.column_margins.push_back(to_base(sum));
    found.total = to_base(total);
    return found;
}

GeometricNoise::GeometricNoise(double epsilon, double sensitivity) : alpha(std::exp(-epsilon / sensitivity)) {}

double GeometricNoise::mass(std::int64_t k) const {
    return (1 - alpha) / (1 + alpha) * std::pow(alpha, static_cast<double>(std::abs(k)));
}

double GeometricNoise::variance() const {
    return 2 * alpha / ((1 - alpha) * (1 - alpha));
}

double GeometricNoise::beyond(std::int64_t k) const {
    return 2 * std::pow(alpha, static_cast<double>(k + 1)) / (1 + alpha);
}

}  // namespace lika::engine::consistency
