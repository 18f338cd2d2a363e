// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "instruments/detail/read_catalogue.h"

namespace lika::instruments::detail {

namespace {

using engine::ClockRule;

bool overlap(const ClockRule& a, const ClockRule& b) {
    const bool a_first = !a.valid_to || *a.valid_to >= b.valid_from;
    const bool b_first = !b.valid_to || *b.valid_to >= a.valid_from;
    return a.id == b.id && a_first && b_first;
}

ClockRule read_clock(const Element& element) {
    ClockRule rule;
    element.allow({"id", "length", "unit", "status", "valid-from", "valid-to", "source"},
                  {"name", "starts", "extension", "if-missed", "note"});
    rule.id = element.id().value_or("");
    const auto& languages = catalogue_languages();
    rule.name = element.only_words("name", true, languages);
    for (const char* words : {"starts", "if-missed"}) element.only_words(words, true, languages);
    for (const char* words : {"extension", "note"}) element.only_words(words, false, languages);
    element.required("length");
    rule.length = static_cast<int>(element.number("length", 0, 1000).value_or(0));
    element.required("unit");
    rule.unit = static_cast<ClockRule::Unit>(
        element.choice("unit", {"days", "weeks", "months", "years"}).value_or(0));
    rule.source = element.required("source", "missing_source");
    rule.status = read_status(element);
    rule.valid_from = read_day_of(element, "valid-from");
    rule.valid_to = read_last_day(element, rule.valid_from);
    return rule;
}

// Kept for the reader of the file: the engine counts days.
void check_hours(const Element& element) {
    element.allow({"id", "hours", "status", "valid-from", "valid-to", "source"},
                  {"name", "starts", "extension", "if-missed", "note"});
    element.id();
    element.required("hours");
    element.number("hours", 1, 1000);
    element.required("source", "missing_source");
    read_status(element);
    for (const char* words : {"name", "starts", "if-missed"})
        element.only_words(words, true, catalogue_languages());
    for (const char* words : {"extension", "note"})
        element.only_words(words, false, catalogue_languages());
    read_last_day(element, read_day_of(element, "valid-from"));
}

}  // namespace

std::vector<ClockRule> read_clocks(const Element& root) {
    root.allow({}, {"clock", "clock-in-hours"});
    std::vector<ClockRule> rules;
    for (const auto& element : root.children("clock")) {
        auto rule = read_clock(element);
        for (const auto& other : rules)
            if (!rule.id.empty() && overlap(rule, other))
                element.fault("overlapping_rules",
                              fmt::format("{} has two rules on the same day", rule.id));
        rules.push_back(std::move(rule));
    }
    for (const auto& element : root.children("clock-in-hours")) check_hours(element);
    if (rules.empty()) root.fault("missing_element", "<clocks> needs <clock>");
    return rules;
}

}  // namespace lika::instruments::detail
