// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/disclosure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

#include "engine/consistency/detail/attacker.h"

namespace lika::engine::consistency {
namespace {

using Cells = std::set<Cell>;

/// More than from v to v + 1.
constexpr double least_width = 2 - 1e-6;

std::vector<HiddenCell> worked_out(const CountTable& table, const Cells& hidden) {
    std::vector<HiddenCell> found;
    const detail::Attacker attacker{table, {hidden.begin(), hidden.end()}};
    for (const auto& cell : hidden) found.push_back({cell, attacker.interval(cell)});
    return found;
}

/// How dear it is to hide a cell as well: hidden ones cost nothing; small ones would not make anything uncertain.
double cost(const CountTable& table, const Cells& hidden, const Cell& cell, std::uint64_t least) {
    const auto count = table.at(cell.row, cell.column);
    if (hidden.contains(cell)) return count >= least || least == 0 ? 0 : std::numeric_limits<double>::infinity();
    return count >= std::max<std::uint64_t>(least, 1) ? 1e6 + static_cast<double>(count)
                                                      : std::numeric_limits<double>::infinity();
}

/// The cheapest ring of cells through this one, by turns along a row and along a column: amounts can be moved around it
/// without a margin changing. It is the shortest way from the row to the column, cells being steps.
std::optional<std::vector<Cell>> cheapest_ring(const CountTable& table, const Cells& hidden, const Cell& through,
                                               std::uint64_t least) {
    constexpr double far = std::numeric_limits<double>::infinity();
    const auto places = table.rows + table.columns;   // rows, then columns
    std::vector<double> away(places, far);
    std::vector<std::size_t> before(places, places);
    std::vector<bool> is_done(places);
    away[through.row] = 0;
    for (;;) {
        std::size_t here = places;
        for (std::size_t i = 0; i < places; ++i)
            if (!is_done[i] && away[i] < far && (here == places || away[i] < away[here])) here = i;
        if (here == places || here == table.rows + through.column) break;
        is_done[here] = true;
        const bool is_row = here < table.rows;
        for (std::size_t i = 0; i < (is_row ? table.columns : table.rows); ++i) {
            const Cell step = is_row ? Cell{here, i} : Cell{i, here - table.rows};
            const auto there = is_row ? table.rows + i : i;
            if (step == through) continue;
            const double length = away[here] + cost(table, hidden, step, least);
            if (length >= away[there]) continue;
            away[there] = length;
            before[there] = here;
        }
    }
    std::vector<Cell> ring;
    for (auto at = table.rows + through.column; at != through.row; at = before[at]) {
        if (before[at] == places) return std::nullopt;
        ring.push_back(at < table.rows ? Cell{at, before[at] - table.rows} : Cell{before[at], at - table.rows});
    }
    return ring;
}

bool is_certain(const HiddenCell& one) {
    return one.interval.high - one.interval.low < least_width;
}

/// Rings through whatever can still be worked out, of ever larger cells.
bool protect(const CountTable& table, Cells& hidden) {
    for (std::uint64_t least = 0; least <= 4; ++least)
        for (bool is_changed = true; is_changed;) {
            is_changed = false;
            const auto known = worked_out(table, hidden);
            if (std::none_of(known.begin(), known.end(), is_certain)) return true;
            for (const auto& one : known) {
                if (!is_certain(one)) continue;
                const auto ring = cheapest_ring(table, hidden, one.cell, least);
                if (!ring) continue;
                const auto before = hidden.size();
                hidden.insert(ring->begin(), ring->end());
                is_changed = is_changed || hidden.size() > before;
            }
        }
    return false;
}

/// Without those that are not needed, the largest first.
void thin_out(const CountTable& table, const Cells& primary, Cells& hidden) {
    std::vector<Cell> others;
    std::set_difference(hidden.begin(), hidden.end(), primary.begin(), primary.end(), std::back_inserter(others));
    std::stable_sort(others.begin(), others.end(), [&](const Cell& one, const Cell& other) {
        return table.at(one.row, one.column) > table.at(other.row, other.column);
    });
    for (const auto& cell : others) {
        auto fewer = hidden;
        fewer.erase(cell);
        const auto known = worked_out(table, fewer);
        if (std::none_of(known.begin(), known.end(), is_certain)) hidden = fewer;
    }
}

}  // namespace

Suppression suppress(const CountTable& table, std::uint64_t least, bool is_zero_safe) {
    Suppression found;
    found.form = "small cells hidden, and others so that margins do not tell them";
    found.n = std::accumulate(table.cells.begin(), table.cells.end(), std::uint64_t{0});
    Cells primary;
    for (std::size_t row = 0; row < table.rows; ++row)
        for (std::size_t column = 0; column < table.columns; ++column) {
            const auto count = table.at(row, column);
            if (count < least && (count > 0 || !is_zero_safe)) primary.insert({row, column});
        }
    found.primary.assign(primary.begin(), primary.end());
    if (primary.empty()) return found;
    found.primary_only = worked_out(table, primary);
    auto hidden = primary;
    if (protect(table, hidden)) {
        thin_out(table, primary, hidden);
    } else {
        found.status = "undefined_not_protectable";
        for (std::size_t row = 0; row < table.rows; ++row)
            for (std::size_t column = 0; column < table.columns; ++column) hidden.insert({row, column});
    }
    std::set_difference(hidden.begin(), hidden.end(), primary.begin(), primary.end(), std::back_inserter(found.secondary));
    found.hidden = worked_out(table, hidden);
    return found;
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
