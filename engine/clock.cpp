// SPDX-License-Identifier: EUPL-1.2
#include "engine/clock.h"

namespace lika::engine {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::years;

/// Reads a fixed number of digits; -1 when something else stands there.
int digits(std::string_view text) {
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::string padded(int number, std::size_t width) {
    const auto text = std::to_string(number);
    return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
}

Day last_of_month_at_most(Day day) {
    return day.ok() ? day : Day(day.year() / day.month() / std::chrono::last);
}

}  // namespace

Result<Day> read_day(std::string_view text) {
    const Error fault{ErrorKind::invalid, "not_a_day", ""};
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return fault;
    const int year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
              day = digits(text.substr(8, 2));
    if (year < 0 || month < 0 || day < 0) return fault;
    const Day read{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                   std::chrono::day(static_cast<unsigned>(day))};
    if (!read.ok()) return fault;
    return read;
}

std::string to_string(Day day) {
    return padded(static_cast<int>(day.year()), 4) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(day.month())), 2) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(day.day())), 2);
}

int years_between(Day born_on, Day on) {
    const int whole = static_cast<int>(on.year()) - static_cast<int>(born_on.year());
    const bool birthday_passed = on.month() > born_on.month() ||
                                 (on.month() == born_on.month() && on.day() >= born_on.day());
    return birthday_passed ? whole : whole - 1;
}

Day due_on(const ClockRule& rule, Day started_on) {
    switch (rule.unit) {
        case ClockRule::Unit::days:
            return sys_days(started_on) + days(rule.length);
        case ClockRule::Unit::weeks:
            return sys_days(started_on) + days(7 * rule.length);
        case ClockRule::Unit::months:
            return last_of_month_at_most(started_on + months(rule.length));
        case ClockRule::Unit::years:
            return last_of_month_at_most(started_on + years(rule.length));
    }
    return started_on;
}

Result<ClockRule> clock_on(const std::vector<ClockRule>& rules, std::string_view id, Day on) {
    for (const auto& rule : rules)
        if (rule.id == id && rule.valid_from <= on && (!rule.valid_to || on <= *rule.valid_to))
            return rule;
    return Error{ErrorKind::not_found, "no_such_clock", std::string(id)};
}

}  // namespace lika::engine
