// SPDX-License-Identifier: EUPL-1.2
#include "engine/clock.h"

#include <catch2/catch.hpp>

using namespace lika::engine;

namespace {

Day day(const char* text) {
    return *read_day(text);
}

ClockRule rule(const char* id, int length, ClockRule::Unit unit, const char* from = "2000-01-01",
               const char* to = nullptr) {
    ClockRule made;
    made.id = id;
    made.length = length;
    made.unit = unit;
    made.valid_from = day(from);
    if (to) made.valid_to = day(to);
    return made;
}

std::string due(int length, ClockRule::Unit unit, const char* start) {
    return to_string(due_on(rule("clock", length, unit), day(start)));
}

using Unit = ClockRule::Unit;

}  // namespace

TEST_CASE("a day is read as it is written, and no other day is", "[engine][clock]") {
    CHECK(to_string(day("2028-02-29")) == "2028-02-29");
    CHECK(to_string(day("0999-01-05")) == "0999-01-05");
    for (const auto* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01",
                             "2026/01/01", "2026-01-01 ", "2026-01-0x", "-026-01-01", "2026-04-31"})
        CHECK(read_day(text).error().reason == "not_a_day");
}

TEST_CASE("the clocks catalogue's worked dates come out", "[engine][clock]") {
    CHECK(due(0, Unit::days, "2026-03-02") == "2026-03-02");  // protection assessment, same day
    CHECK(due(1, Unit::days, "2026-03-02") == "2026-03-03");  // its extension, when late on the day
    CHECK(due(0, Unit::days, "2026-03-07") == "2026-03-07");  // a Saturday counts
    CHECK(due(14, Unit::days, "2026-03-02") == "2026-03-16");
    CHECK(due(14, Unit::days, "2026-02-16") == "2026-03-02");  // across the end of February
    CHECK(due(14, Unit::days, "2028-02-16") == "2028-03-01");  // leap year
    CHECK(due(14, Unit::days, "2026-12-18") == "2027-01-01");  // New Year's Day: not rolled forward
    CHECK(due(4, Unit::months, "2026-03-16") == "2026-07-16");
    CHECK(due(4, Unit::months, "2026-10-31") == "2027-02-28");  // no 31 February
    CHECK(due(4, Unit::months, "2027-10-31") == "2028-02-29");
    CHECK(due(2, Unit::months, "2026-12-31") == "2027-02-28");
    CHECK(due(1, Unit::weeks, "2026-04-24") ==
          "2026-05-01");  // a public holiday: not rolled forward
    CHECK(due(4, Unit::weeks, "2026-03-02") == "2026-03-30");
    CHECK(due(6, Unit::months, "2026-08-31") == "2027-02-28");
    CHECK(due(6, Unit::weeks, "2026-03-02") == "2026-04-13");
    CHECK(due(1, Unit::months, "2026-01-31") == "2026-02-28");
}

TEST_CASE("a clock of years that starts on 29 February ends on 28 February", "[engine][clock]") {
    CHECK(due(2, Unit::years, "2028-02-29") == "2030-02-28");
    CHECK(due(4, Unit::years, "2028-02-29") == "2032-02-29");
}

TEST_CASE("a clock is the rule that holds on the day", "[engine][clock]") {
    const std::vector<ClockRule> rules{rule("wait", 14, Unit::days, "2013-01-01", "2025-06-30"),
                                       rule("wait", 10, Unit::days, "2025-07-01")};

    CHECK(clock_on(rules, "wait", day("2025-06-30"))->length == 14);
    CHECK(clock_on(rules, "wait", day("2025-07-01"))->length == 10);
    CHECK(clock_on(rules, "wait", day("2012-12-31")).error().reason == "no_such_clock");
    CHECK(clock_on(rules, "other", day("2026-01-01")).error().kind == ErrorKind::not_found);
}

TEST_CASE("age is counted in whole years, with 29 February falling on 1 March", "[engine][clock]") {
    CHECK(years_between(day("2010-05-10"), day("2026-05-09")) == 15);
    CHECK(years_between(day("2010-05-10"), day("2026-05-10")) == 16);
    CHECK(years_between(day("2012-02-29"), day("2027-02-28")) == 14);
    CHECK(years_between(day("2012-02-29"), day("2027-03-01")) == 15);
    CHECK(years_between(day("2012-02-29"), day("2028-02-29")) == 16);
    CHECK(years_between(day("2026-05-10"), day("2026-05-10")) == 0);
}
