// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/retention.h"

/// The rules of docs/retention.md as the engine is given them, written by hand: the engine's tests
/// read no file.
namespace lika::tests {

inline engine::Day retention_day(int year, unsigned month, unsigned day) {
    return engine::Day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

inline engine::RetentionRule purge_rule(const std::string& id, engine::FileKind of,
                                        const std::string& statute, engine::Day from) {
    engine::RetentionRule rule;
    rule.id = id;
    rule.effect = engine::RetentionRule::Effect::purge;
    rule.of = of;
    rule.after.length = 5;
    rule.after.unit = engine::ClockRule::Unit::years;
    rule.statute = statute;
    rule.valid_from = from;
    return rule;
}

inline engine::RetentionRule keep_rule(const std::string& id,
                                       std::optional<engine::RetentionFact> fact,
                                       int until_age = 0) {
    engine::RetentionRule rule;
    rule.id = id;
    rule.effect = until_age > 0 ? engine::RetentionRule::Effect::keep_until
                                : engine::RetentionRule::Effect::keep;
    rule.fact = fact;
    rule.age = until_age;
    rule.statute = "13 kap. 1 § socialtjänstförordningen (2025:468)";
    rule.valid_from = retention_day(2003, 7, 1);
    return rule;
}

inline engine::RetentionCatalogue retention_rules() {
    using engine::FileKind, engine::RetentionFact;
    engine::RetentionCatalogue catalogue;
    catalogue.counties = {{"01", "Stockholm"},
                          {"05", "Östergötland"},
                          {"09", "Gotland"},
                          {"14", "Västra Götaland"},
                          {"22", "Västernorrland"}};
    auto earlier =
        purge_rule("five-years", FileKind::case_file, "12 kap. 1 § socialtjänstlagen (2001:453)",
                   retention_day(2003, 7, 1));
    earlier.valid_to = retention_day(2025, 6, 30);
    auto concern = purge_rule("concern-without-case", FileKind::concern,
                              "kommunens gallringsbeslut", retention_day(2025, 7, 1));
    concern.is_chosen = true;
    auto birth_day = keep_rule("research-birth-day", {});
    birth_day.birth_days = {5, 15, 25};
    auto place = keep_rule("research-place", {});
    place.counties = {"05", "09", "22"};
    place.municipalities = {"1480"};
    auto child_file = keep_rule("child-file-30-years", {}, 30);
    child_file.is_chosen = true;
    child_file.valid_from = retention_day(2025, 7, 1);
    catalogue.rules = {
        purge_rule("five-years", FileKind::case_file, "16 kap. 4 § socialtjänstlagen (2025:400)",
                   retention_day(2025, 7, 1)),
        earlier,
        concern,
        birth_day,
        place,
        keep_rule("placed", RetentionFact::placed),
        keep_rule("paternity", RetentionFact::paternity),
        keep_rule("adoption", RetentionFact::adoption),
        keep_rule("custody-agreement", RetentionFact::custody_agreement, 18),
        child_file};
    return catalogue;
}

}  // namespace lika::tests
