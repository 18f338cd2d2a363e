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
    for (std::size_t i = 0; i < rows * columns; ++i) table.cells.push_back(chance() % 4 == 0 ? chance() % 6 : 5 + chance() % 20);
    return table;
}

/// All tables of counts with the margins and the shown cells of this one, found by trying: the least and most of each cell.
std::vector<std::pair<std::uint64_t, std::uint64_t>> tried(const CountTable& table, const std::vector<std::size_t>& hidden) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> range(hidden.size(), {UINT64_MAX, 0});
    std::vector<std::int64_t> rows(table.rows), columns(table.columns);
    for (const auto cell : hidden) {
        rows[cell / table.columns] += static_cast<std::int64_t>(table.cells[cell]);
        columns[cell % table.columns] += static_cast<std::int64_t>(table.cells[cell]);
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
        auto& row = rows[hidden[at] / table.columns];
        auto& column = columns[hidden[at] % table.columns];
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
        const auto found = suppress(table.release());
        if (found.primary.empty()) {
            CHECK(found.hidden.empty());
            continue;
        }
        ++suppressed;
        INFO(i);
        if (!found.is_ok()) continue;
        std::vector<std::size_t> hidden;
        for (const auto& one : found.hidden) hidden.push_back(one.count);
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

TEST_CASE("of a small table at most one count more is hidden than the fewest that would do", "[engine][consistency]") {
    std::mt19937 chance{8};
    int compared = 0;
    while (compared < 8) {
        const auto table = random_table(chance, 3, 3);
        const auto release = table.release();
        const auto found = suppress(release);
        if (found.primary.empty() || !found.is_ok()) continue;
        ++compared;
        std::size_t fewest = found.hidden.size();
        for (unsigned choice = 0; choice < 512; ++choice) {
            std::vector<std::size_t> wanted = found.primary;
            for (std::size_t cell = 0; cell < 9; ++cell)
                if ((choice >> cell & 1U) != 0 && std::find(wanted.begin(), wanted.end(), cell) == wanted.end()) wanted.push_back(cell);
            if (wanted.size() >= fewest) continue;
            // Nothing more is hidden than what was before, if that protects them all.
            if (suppress(release, 0, true, wanted).hidden.size() == wanted.size()) fewest = wanted.size();
        }
        CHECK(found.hidden.size() <= fewest + 1);
    }
}

TEST_CASE("a table in which nothing can be hidden behind another is not published", "[engine][consistency]") {
    const auto found = suppress(CountTable{1, 3, {2, 40, 50}}.release());
    CHECK(found.status == "undefined_not_protectable");
    CHECK(found.primary == std::vector<std::size_t>{0});
    CHECK(found.secondary == std::vector<std::size_t>{1, 2});
}

TEST_CASE("zeros are shown unless they tell something", "[engine][consistency]") {
    const CountTable table{2, 3, {0, 30, 40, 20, 30, 40}};
    CHECK(suppress(table.release()).primary.empty());
    CHECK(suppress(table.release(), 5, false).primary == std::vector<std::size_t>{0});
    CHECK(suppress(table.release(), 5, false).is_ok());
}

TEST_CASE("what a small table hides is not told by another that shares its margins", "[engine][consistency]") {
    Release period;   // two districts, by band and by override, with what the whole city has
    const auto put = [&](std::vector<std::uint64_t> counts) {
        std::vector<std::size_t> places;
        for (const auto count : counts) places.push_back(period.add(count));
        return places;
    };
    const auto north = put({3, 40, 57}), south = put({30, 35, 35}), city = put({33, 75, 92});
    for (std::size_t band = 0; band < 3; ++band) period.sums.push_back({city[band], {north[band], south[band]}});
    const auto low = put({30, 3}), high = put({33});   // of the lowest band in the city: confirmed and overridden
    period.sums.push_back({city[0], {low[0], low[1]}});
    period.sums.push_back({high[0], {north[0], south[0]}});

    const auto found = suppress(period);
    REQUIRE(found.is_ok());
    CHECK(found.primary == std::vector<std::size_t>{north[0], low[1]});
    for (const auto& one : found.hidden) CHECK(one.interval.high - one.interval.low > 1);
    CHECK(found.hidden.size() <= 6);
}

TEST_CASE("what was hidden stays hidden", "[engine][consistency]") {
    const CountTable quarter{3, 3, {3, 30, 40, 20, 30, 40, 25, 35, 45}};
    const auto before = suppress(quarter.release());
    std::vector<std::size_t> hidden;
    for (const auto& one : before.hidden) hidden.push_back(one.count);
    const CountTable later{3, 3, {8, 31, 40, 22, 30, 41, 26, 36, 45}};

    const auto found = suppress(later.release(), 5, true, hidden);
    CHECK(found.primary.empty());
    CHECK(found.hidden.size() == hidden.size());
    CHECK(suppress(later.release()).hidden.empty());
}
