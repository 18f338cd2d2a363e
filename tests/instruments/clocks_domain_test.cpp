// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/clock.h"
#include "engine/district.h"
#include "instruments/catalogue.h"
#include "tests/support/released_catalogues.h"

using namespace lika;
using engine::Day;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

/// Every day within three days of an edge of any rule, and the first days of years far off.
template <class Rules>
std::set<Day> days_around_edges(const Rules& rules) {
    std::set<Day> all;
    for (int year = 1985; year <= 2040; ++year) all.insert(Day{std::chrono::year{year} / 1 / 1});
    for (const auto& rule : rules)
        for (int shift = -3; shift <= 3; ++shift) {
            all.insert(Day{sys_days{rule.valid_from} + days{shift}});
            if (rule.valid_to) all.insert(Day{sys_days{*rule.valid_to} + days{shift}});
        }
    return all;
}

template <class Rule>
bool holds_on(const Rule& rule, Day on) {
    return sys_days{rule.valid_from} <= sys_days{on} &&
           (!rule.valid_to || sys_days{on} <= sys_days{*rule.valid_to});
}

/// Which board answers, found by walking the mergers day by day from the board's first.
std::string answers(const std::map<std::string, engine::District>& boards, std::string board,
                    Day on) {
    if (on < boards.at(board).valid_from) return "unknown_district";
    while (!holds_on(boards.at(board), on)) board = boards.at(board).successor->value;
    return board;
}

}  // namespace

TEST_CASE("on every day around every edge a clock is the one rule that holds then, or none",
          "[instruments][clocks]") {
    const auto& rules = tests::catalogues().clocks;
    std::set<std::string> ids;
    for (const auto& rule : rules) ids.insert(rule.id);
    for (const auto on : days_around_edges(rules))
        for (const auto& id : ids) {
            std::vector<const engine::ClockRule*> holding;
            for (const auto& rule : rules)
                if (rule.id == id && holds_on(rule, on)) holding.push_back(&rule);
            const auto found = engine::clock_on(rules, id, on);
            INFO(id << " on " << engine::to_string(on));
            REQUIRE(holding.size() <= 1);
            REQUIRE(found.has_value() == !holding.empty());
            if (!found) {
                CHECK(found.error().reason == "no_such_clock");
                continue;
            }
            CHECK(found->source == holding.front()->source);
            CHECK(engine::due_on(*found, on) >= on);
            CHECK(engine::due_on(*found, on).ok());
        }
}

TEST_CASE("a report has its fourteen days under the act of its own day", "[instruments][clocks]") {
    const auto rule = [](const char* on) {
        const auto found = engine::clock_on(tests::catalogues().clocks, "preliminary-assessment",
                                            *engine::read_day(on));
        return found ? std::to_string(found->length) + " " + found->status : found.error().reason;
    };

    CHECK(rule("2012-12-31") == "no_such_clock");
    CHECK(rule("2013-01-01") == "14 sourced");
    CHECK(rule("2025-06-30") == "14 sourced");
    CHECK(rule("2025-07-01") == "14 verified");
    CHECK(rule("2026-11-25") == "14 verified");
}

TEST_CASE("every clock counts every start day of four years as the calendar has it",
          "[instruments][clocks]") {
    using Unit = engine::ClockRule::Unit;
    for (const auto& rule : tests::catalogues().clocks)
        for (sys_days start = std::chrono::year{2027} / 1 / 1;
             start < std::chrono::year{2031} / 1 / 1; start += days{1}) {
            const auto due = engine::due_on(rule, Day{start});
            if (rule.unit == Unit::days || rule.unit == Unit::weeks) {
                const int length = rule.unit == Unit::days ? rule.length : 7 * rule.length;
                CHECK(sys_days{due} - start == days{length});
                continue;
            }
            const int months = rule.unit == Unit::months ? rule.length : 12 * rule.length;
            const Day begun{start};
            const int month = static_cast<int>(static_cast<unsigned>(begun.month())) - 1 + months;
            CHECK(int(due.year()) == int(begun.year()) + month / 12);
            CHECK(static_cast<int>(static_cast<unsigned>(due.month())) == month % 12 + 1);
            const Day last{due.year() / due.month() / std::chrono::last};
            CHECK(due.day() == std::min(begun.day(), last.day()));
        }
}

TEST_CASE("on every day around every merger each board is answered for by the one that stands then",
          "[instruments][districts]") {
    const auto& districts = tests::catalogues().districts;
    std::map<std::string, engine::District> boards;
    for (const auto& district : districts) boards.emplace(district.id.value, district);
    for (const auto on : days_around_edges(districts)) {
        const auto standing = engine::districts_on(districts, on);
        for (const auto& [id, board] : boards) {
            const auto expected = answers(boards, id, on);
            const auto found = engine::resolve_district(districts, board.id, on);
            INFO(id << " on " << engine::to_string(on));
            REQUIRE((found ? found->value : found.error().reason) == expected);
            const auto stands = std::any_of(standing.begin(), standing.end(), [&](const auto& one) {
                return found && one.id == *found;
            });
            CHECK(stands == found.has_value());
            const auto& wanted = board.id;
            CHECK(std::any_of(standing.begin(), standing.end(), [&](const auto& one) {
                      return one.id == wanted;
                  }) == holds_on(board, on));
        }
    }
}

TEST_CASE("no day is without boards, and a merger takes none away before the next stands",
          "[instruments][districts]") {
    const auto& districts = tests::catalogues().districts;
    const auto count = [&](const char* on) {
        return engine::districts_on(districts, *engine::read_day(on)).size();
    };

    CHECK(count("2019-12-31") == 14);
    CHECK(count("2020-06-30") == 14);
    CHECK(count("2020-07-01") == 13);  // Hägersten-Älvsjö for two
    CHECK(count("2023-06-30") == 13);
    CHECK(count("2023-07-01") == 11);  // Järva for two, Norra innerstaden for two
    for (const auto& district : districts) {
        if (!district.successor) continue;
        const auto next = std::find_if(districts.begin(), districts.end(), [&](const auto& one) {
            return one.id == *district.successor;
        });
        REQUIRE(next != districts.end());
        CHECK(sys_days{next->valid_from} == sys_days{*district.valid_to} + days{1});
        CHECK(district.status == "unverified");  // their first day is not known for sure
    }
}
