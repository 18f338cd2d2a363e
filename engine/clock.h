// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace lika::engine {

/// A calendar day in Stockholm; the service turns instants into days, the engine never sees a clock.
using Day = std::chrono::year_month_day;

/// Reads "2026-03-02". Errors (invalid): not_a_day.
Result<Day> read_day(std::string_view text);
std::string to_string(Day day);
/// Whole years between two days; a birthday on 29 February falls on 1 March in other years.
int years_between(Day born_on, Day on);

/// A statutory deadline: a dated rule of the catalogue.
struct ClockRule {
    enum class Unit { days, weeks, months, years };

    std::string id;
    std::map<std::string, std::string> name;
    int length = 0;
    Unit unit = Unit::days;
    std::string source;
    std::string status;               ///< "verified", "sourced", "unverified"
    Day valid_from{};
    std::optional<Day> valid_to;      ///< last day it holds
};

/// The day a clock runs out. The start day is not counted; a month without the date ends on its last day; holidays do not matter.
/// Source: clocks catalogue, "counting".
Day due_on(const ClockRule& rule, Day started_on);

/// The rule with this id that is valid on the day. Errors (not_found): no_such_clock.
Result<ClockRule> clock_on(const std::vector<ClockRule>& rules, std::string_view id, Day on);

}  // namespace lika::engine
