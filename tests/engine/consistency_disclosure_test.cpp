// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/disclosure.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>

using namespace lika::engine::consistency;

namespace {

CountTable random_table(std::mt19937& chance, std::size_t rows, std::size_t columns) {
    CountTable table{rows, columns, {}};
    for (std::size_t i = 0; i < rows * columns; ++i) table.cells.push_back(chance() % 4 == 0 ? chance() % 6 : 5 + chance() % 60);
    return table;
}

/// All tables of counts with the margins and the shown cells of this one, found by trying: the least and most of each cell.
std::vector<std::pair<std::uint64_t, std::uint64_t>> tried(const CountTable& table, const std::vector<Cell>& hidden) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> range(hidden.size(), {UINT64_MAX, 0});
    std::vector<std::int64_t> rows(table.rows), columns(table.columns);
    for (const auto& cell : hidden) {
        rows[cell.row] += static_cast<std::int64_t>(table.at(cell.row, cell.column));
        columns[cell.column] += static_cast<std::int64_t>(table.at(cell.row, cell.column));
    }
    std::vector<std::int64_t> counts(hidden.size());
    const std::function<void(std::size_t)> place = [&](std::size_t at) {
        if (at == hidden.size()) {
            if (std::any_of(rows.begin(), rows.end(), [](auto left) { return left != 0; }) ||
                std::any_of(columns.begin(), columns.end(), [](auto left) { return left != 0; }))
                return;
            for (std::size_t i = 0; i < counts.size(); ++i) {
                range[i].first = std::min(range[i].first, static_cast<std::uint64_t>(counts[i]));
                range[i].second = std::max(range[i].second, static_cast<std::uint64_t>(counts[i]));
            }
            return;
        }
        auto& row = rows[hidden[at].row];
        auto& column = columns[hidden[at].column];
        const auto most = std::min(row, column);
        for (std::int64_t count = 0; count <= most; ++count) {
            counts[at] = count;
            row -= count;
            column -= count;
            place(at + 1);
            row += count;
            column += count;
        }
    };
    place(0);
    return range;
}

}  // namespace

TEST_CASE("what can be worked out of hidden counts is what trying every table gives, and never a count itself",
          "[engine][consistency]") {
    std::mt19937 chance{5};
    int suppressed = 0;
    for (int i = 0; i < 60; ++i) {
        const auto table = random_table(chance, 3 + chance() % 2, 3);
        const auto found = suppress(table);
        if (found.primary.empty()) {
            CHECK(found.hidden.empty());
            continue;
        }
        ++suppressed;
        INFO(i);
        if (!found.is_ok()) continue;
        std::vector<Cell> hidden;
        for (const auto& one : found.hidden) hidden.push_back(one.cell);
        if (hidden.size() > 6) continue;   // trying takes too long
        const auto range = tried(table, hidden);
        for (std::size_t at = 0; at < hidden.size(); ++at) {
            CHECK(found.hidden[at].interval.low == Approx(static_cast<double>(range[at].first)).margin(1e-6));
            CHECK(found.hidden[at].interval.high == Approx(static_cast<double>(range[at].second)).margin(1e-6));
            CHECK(range[at].second >= range[at].first + 2);
        }
    }
    CHECK(suppressed > 30);
}

TEST_CASE("a table in which nothing can be hidden behind another is not published", "[engine][consistency]") {
    const auto found = suppress({1, 3, {2, 40, 50}});
    CHECK(found.status == "undefined_not_protectable");
    CHECK(found.primary == std::vector<Cell>{{0, 0}});
    CHECK(found.secondary == std::vector<Cell>{{0, 1}, {0, 2}});
}

TEST_CASE("zeros are shown unless they tell something", "[engine][consistency]") {
    const CountTable table{2, 3, {0, 30, 40, 20, 30, 40}};
    CHECK(suppress(table).primary.empty());
    CHECK(suppress(table, 5, false).primary == std::vector<Cell>{{0, 0}});
    CHECK(suppress(table, 5, false).is_ok());
}
