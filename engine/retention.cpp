// SPDX-License-Identifier: EUPL-1.2
#include "engine/retention.h"

#include <algorithm>
#include <array>

namespace lika::engine {

namespace {

using Effect = RetentionRule::Effect;
using Rules = std::vector<const RetentionRule*>;

/// Whether a rule holds of a file; nothing: a fact it asks for is missing.
using Holds = std::optional<bool>;

std::optional<bool> said_of(const RetentionFacts& facts, RetentionFact fact) {
    switch (fact) {
        case RetentionFact::placed:
            return facts.placed;
        case RetentionFact::paternity:
            return facts.paternity;
        case RetentionFact::adoption:
            return facts.adoption;
        case RetentionFact::custody_agreement:
            return facts.custody_agreement;
        case RetentionFact::birth_day:
        case RetentionFact::last_note:
            break;
    }
    return std::nullopt;
}

bool is_of_place(const RetentionRule& rule, const RetentionPlace& place) {
    return rule.municipalities.contains(place.municipality) ||
           rule.counties.contains(place.municipality.substr(0, 2));
}

Holds holds(const RetentionRule& rule, const RetentionPlace& place, const RetentionFacts& facts) {
    if (rule.fact) return said_of(facts, *rule.fact);
    if (!rule.counties.empty() || !rule.municipalities.empty()) return is_of_place(rule, place);
    if (rule.birth_days.empty()) return true;
    if (!facts.born_on) return std::nullopt;
    return rule.birth_days.contains(static_cast<unsigned>(facts.born_on->day()));
}

Rules with(const Rules& rules, Effect effect) {
    Rules found;
    std::copy_if(rules.begin(), rules.end(), std::back_inserter(found),
                 [&](const auto* rule) { return rule->effect == effect; });
    return found;
}

/// The first day somebody is that old.
Day birthday(Day born_on, int age) {
    const Day day{born_on.year() + std::chrono::years{age}, born_on.month(), born_on.day()};
    return day.ok() ? day : Day{day.year() / std::chrono::March / 1};
}

Day end_of_year(Day day, int years_on) {
    return Day{day.year() + std::chrono::years{years_on}, std::chrono::December,
               std::chrono::day{31}};
}

/// Gathers what is missing, each fact once, in the order of the enum.
class Missing {
public:
    void add(RetentionFact fact) { facts_.insert(fact); }
    std::vector<RetentionFact> take() const { return {facts_.begin(), facts_.end()}; }

private:
    std::set<RetentionFact> facts_;
};

RetentionFact asked_by(const RetentionRule& rule) {
    return rule.fact.value_or(RetentionFact::birth_day);
}

/// Moves the due day past what is kept until an age, or says which missing facts might.
void wait_for_age(const RetentionRule& rule, const Holds& held, const RetentionFacts& facts,
                  RetentionDecision& decision, Missing& missing, Day today) {
    if (held == false) return;
    if (!facts.born_on) missing.add(RetentionFact::birth_day);
    const auto until =
        facts.born_on ? std::optional{birthday(*facts.born_on, rule.age)} : std::nullopt;
    const bool is_past =
        until && (*until <= today || (decision.due_on && *until <= *decision.due_on));
    if (!held && !is_past) missing.add(asked_by(rule));
    if (!held || !until || (decision.due_on && *decision.due_on >= *until)) return;
    decision.due_on = until;
    decision.because.push_back(&rule);
}

/// Kept for ever by some rule: nothing else matters.
Rules keepers(const Rules& rules, const RetentionPlace& place, const RetentionFacts& facts,
              Missing& missing) {
    Rules found;
    for (const auto* rule : with(rules, Effect::keep)) {
        const auto held = holds(*rule, place, facts);
        if (!held) missing.add(asked_by(*rule));
        if (held == true) found.push_back(rule);
    }
    return found;
}

RetentionOutcome outcome_on(const RetentionDecision& decision, Day today) {
    if (decision.is_open || decision.has_drafts) return RetentionOutcome::not_yet;
    if (decision.due_on && today < *decision.due_on) return RetentionOutcome::not_yet;
    return decision.missing.empty() ? RetentionOutcome::due : RetentionOutcome::undecided;
}

}  // namespace

bool RetentionDecision::is_late(Day today) const {
    return outcome == RetentionOutcome::due && finish_by && today > *finish_by;
}

Result<void> check_place(const RetentionCatalogue& catalogue, const RetentionPlace& place) {
    const auto& code = place.municipality;
    const bool is_code =
        code.size() == 4 && code.find_first_not_of("0123456789") == std::string::npos;
    const bool is_known = is_code && std::any_of(catalogue.counties.begin(),
                                                 catalogue.counties.end(), [&](const auto& county) {
                                                     return county.first == code.substr(0, 2);
                                                 });
    if (!is_known) return Error{ErrorKind::invalid, "unknown_municipality", code};
    for (const auto& id : place.chosen)
        if (std::none_of(catalogue.rules.begin(), catalogue.rules.end(),
                         [&](const auto& rule) { return rule.is_chosen && rule.id == id; }))
            return Error{ErrorKind::invalid, "unknown_rule", id};
    return {};
}

std::vector<const RetentionRule*> retention_rules_on(const RetentionCatalogue& catalogue,
                                                     const RetentionPlace& place, Day today) {
    Rules found;
    for (const auto& rule : catalogue.rules) {
        const bool is_in_force =
            rule.valid_from <= today && (!rule.valid_to || today <= *rule.valid_to);
        if (is_in_force && (!rule.is_chosen || place.chosen.contains(rule.id)))
            found.push_back(&rule);
    }
    return found;
}

RetentionDecision decide_retention(const RetentionCatalogue& catalogue, const RetentionPlace& place,
                                   const RetentionFacts& facts, Day today) {
    const auto rules = retention_rules_on(catalogue, place, today);
    RetentionDecision decision;
    Missing missing;
    decision.because = keepers(rules, place, facts, missing);
    if (!decision.because.empty()) {
        decision.outcome = RetentionOutcome::kept;
        return decision;
    }
    const auto purges = with(rules, Effect::purge);
    const auto purge = std::find_if(purges.begin(), purges.end(),
                                    [&](const auto* rule) { return rule->of == facts.kind; });
    if (purge == purges.end()) return decision;

    decision.because = {*purge};
    decision.is_open = facts.is_open;
    decision.has_drafts = facts.has_drafts;
    if (facts.last_note_on) decision.due_on = due_on((*purge)->after, *facts.last_note_on);
    if (!facts.last_note_on) missing.add(RetentionFact::last_note);
    for (const auto* rule : with(rules, Effect::keep_until))
        wait_for_age(*rule, holds(*rule, place, facts), facts, decision, missing, today);
    if (facts.is_open || facts.has_drafts)
        decision.due_on.reset();  // the last note is still to come
    if (decision.due_on) decision.finish_by = end_of_year(*decision.due_on, (*purge)->finish_years);
    decision.missing = missing.take();
    decision.outcome = outcome_on(decision, today);
    return decision;
}

namespace {

constexpr std::array fact_words{"birth_day", "last_note", "placed",
                                "paternity", "adoption",  "custody_agreement"};

}  // namespace

const char* to_string(RetentionOutcome outcome) {
    constexpr std::array words{"kept", "not_yet", "due", "undecided", "no_rule"};
    return words.at(static_cast<std::size_t>(outcome));
}

const char* to_string(RetentionFact fact) {
    return fact_words.at(static_cast<std::size_t>(fact));
}

std::optional<RetentionFact> read_retention_fact(std::string_view word) {
    const auto found = std::find(fact_words.begin(), fact_words.end(), word);
    if (found == fact_words.end()) return std::nullopt;
    return static_cast<RetentionFact>(found - fact_words.begin());
}

const char* to_string(FileKind kind) {
    return kind == FileKind::case_file ? "case" : "concern";
}

}  // namespace lika::engine
