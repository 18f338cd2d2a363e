// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/read_catalogue.h"

namespace lika::instruments::detail {

namespace {

using engine::RetentionCatalogue;
using engine::RetentionRule;
using Effect = RetentionRule::Effect;

bool is_digits(const std::string& text, std::size_t length) {
    return text.size() == length && text.find_first_not_of("0123456789") == std::string::npos;
}

bool has_county(const RetentionCatalogue& catalogue, const std::string& code) {
    return std::any_of(catalogue.counties.begin(), catalogue.counties.end(),
                       [&](const auto& county) { return county.first == code; });
}

void read_county(const Element& element, RetentionCatalogue& catalogue) {
    element.allow({"code", "name"}, {});
    const auto code = element.required("code");
    if (!code.empty() && !is_digits(code, 2))
        element.fault("bad_county", "the code of a county has two digits");
    if (has_county(catalogue, code)) element.fault("duplicate_id", "the county is there already");
    catalogue.counties.emplace_back(code, element.required("name"));
}

/// What every rule says of itself.
RetentionRule read_rule(const Element& element, Effect effect) {
    RetentionRule rule;
    rule.effect = effect;
    rule.id = element.id().value_or("");
    rule.is_chosen = element.truth("chosen").value_or(false);
    rule.name = element.only_words("name", true, catalogue_languages());
    rule.why = element.only_words("why", true, catalogue_languages());
    element.only_words("note", false, catalogue_languages());
    rule.statute = element.required("statute");
    rule.source = element.required("source", "missing_source");
    rule.status = read_status(element);
    rule.valid_from = read_day_of(element, "valid-from");
    rule.valid_to = read_last_day(element, rule.valid_from);
    return rule;
}

RetentionRule read_purge(const Element& element) {
    element.allow({"id", "of", "length", "unit", "finish-years", "chosen", "statute", "source",
                   "status", "valid-from", "valid-to"},
                  {"name", "why", "note"});
    auto rule = read_rule(element, Effect::purge);
    element.required("of");
    rule.of = static_cast<engine::FileKind>(element.choice("of", {"case", "concern"}).value_or(0));
    element.required("length");
    rule.after.length = static_cast<int>(element.number("length", 1, 1000).value_or(1));
    element.required("unit");
    rule.after.unit = static_cast<engine::ClockRule::Unit>(
        element.choice("unit", {"days", "weeks", "months", "years"}).value_or(3));
    element.required("finish-years");
    rule.finish_years = static_cast<int>(element.number("finish-years", 0, 10).value_or(1));
    return rule;
}

void read_places(const Element& element, const RetentionCatalogue& catalogue, RetentionRule& rule) {
    for (const auto& code : element.list("counties")) {
        if (!has_county(catalogue, code))
            element.fault("bad_county", fmt::format("there is no county {}", code.substr(0, 16)));
        rule.counties.insert(code);
    }
    for (const auto& code : element.list("municipalities")) {
        if (!is_digits(code, 4) || !has_county(catalogue, code.substr(0, 2)))
            element.fault("bad_municipality",
                          "the code of a municipality is its county's and two digits more");
        rule.municipalities.insert(code);
    }
}

void read_birth_days(const Element& element, RetentionRule& rule) {
    for (const auto& word : element.list("born-on-days")) {
        const int day = is_digits(word, word.size()) && word.size() <= 2 ? std::stoi(word) : 0;
        if (day < 1 || day > 31)
            element.fault("bad_number", "born-on-days are days of a month, 1 to 31");
        rule.birth_days.insert(static_cast<unsigned>(day));
    }
}

void read_fact(const Element& element, RetentionRule& rule) {
    if (!element.has("fact")) return;
    rule.fact = engine::read_retention_fact(element.value("fact"));
    if (!rule.fact || *rule.fact <= engine::RetentionFact::last_note)
        element.fault("bad_choice", "fact is placed, paternity, adoption or custody_agreement");
}

RetentionRule read_keep(const Element& element, const RetentionCatalogue& catalogue) {
    element.allow({"id", "born-on-days", "counties", "municipalities", "fact", "chosen", "statute",
                   "source", "status", "valid-from", "valid-to"},
                  {"name", "why", "note"});
    auto rule = read_rule(element, Effect::keep);
    read_birth_days(element, rule);
    read_places(element, catalogue, rule);
    read_fact(element, rule);
    const bool is_of_place = !rule.counties.empty() || !rule.municipalities.empty();
    if (int{!rule.birth_days.empty()} + int{is_of_place} + int{rule.fact.has_value()} != 1)
        element.fault("one_ground",
                      "a rule keeps by born-on-days, by place or by fact, one of them");
    return rule;
}

RetentionRule read_keep_until(const Element& element) {
    element.allow(
        {"id", "age", "fact", "chosen", "statute", "source", "status", "valid-from", "valid-to"},
        {"name", "why", "note"});
    auto rule = read_rule(element, Effect::keep_until);
    element.required("age");
    rule.age = static_cast<int>(element.number("age", 1, 150).value_or(1));
    read_fact(element, rule);
    return rule;
}

bool overlap(const RetentionRule& a, const RetentionRule& b) {
    const bool a_first = !a.valid_to || *a.valid_to >= b.valid_from;
    const bool b_first = !b.valid_to || *b.valid_to >= a.valid_from;
    return a_first && b_first;
}

/// One rule of an id on a day, and one that purges files of a kind: two would leave open which.
bool contradict(const RetentionRule& a, const RetentionRule& b) {
    const bool both_purge = a.effect == Effect::purge && b.effect == Effect::purge && a.of == b.of;
    return overlap(a, b) && (a.id == b.id || both_purge);
}

void add(const Element& element, RetentionRule rule, RetentionCatalogue& catalogue) {
    for (const auto& other : catalogue.rules)
        if (!rule.id.empty() && contradict(rule, other))
            element.fault("overlapping_rules",
                          fmt::format("{} and {} hold on the same day", other.id, rule.id));
    catalogue.rules.push_back(std::move(rule));
}

}  // namespace

engine::RetentionCatalogue read_retention(const Element& root) {
    root.allow({}, {"county", "purge", "keep", "keep-until"});
    RetentionCatalogue catalogue;
    for (const auto& element : root.children("county")) read_county(element, catalogue);
    for (const auto& element : root.children("purge")) add(element, read_purge(element), catalogue);
    for (const auto& element : root.children("keep"))
        add(element, read_keep(element, catalogue), catalogue);
    for (const auto& element : root.children("keep-until"))
        add(element, read_keep_until(element), catalogue);
    if (catalogue.counties.empty()) root.fault("missing_element", "<retention> needs <county>");
    if (catalogue.rules.empty()) root.fault("missing_element", "<retention> needs <purge>");
    return catalogue;
}

}  // namespace lika::instruments::detail
