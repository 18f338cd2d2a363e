// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "tests/support/random_instrument.h"

/// Single changes of meaning, each of one part.
namespace lika::made_up {

/// Gives every text of a made-up instrument words in two languages, so that each can change.
inline Instrument with_words(Instrument made) {
    const Text words{{"sv", "ord"}, {"en", "words"}};
    made.id = InstrumentId{"made-up"};
    made.version = "1.0";
    made.languages = {"sv", "en"};
    made.licence = "CC-BY-4.0";
    made.source = "Made up";
    for (auto* text : {&made.title, &made.purpose, &made.instructions, &made.window, &made.status,
                       &made.notice, &made.licence_text})
        *text = words;
    made.domains = {{DomainId{"home"}, words}, {DomainId{"school"}, words}};
    for (auto& item : made.items) {
        item.domain = DomainId{"home"};
        item.text = item.definition = item.not_applicable_when = words;
        item.ask_about = {words};
        item.sources = {"a book"};
        for (auto& option : item.options) option.anchor = words;
    }
    for (auto& scale : made.scales) {
        scale.name = scale.unscorable_label = words;
        for (auto& band : scale.bands) band.label = words;
    }
    for (auto& level : made.levels) level.label = words;
    for (auto& flag : made.flags) flag.text = words;
    for (auto& rule : made.policy_overrides) rule.text = words;
    return made;
}

/// One change and the part it is a change of, as a definition calls it.
struct Mutation {
    const char* part;
    std::function<bool(Instrument&)> make;  ///< false: this instrument has no such part
};

inline Condition other_condition(const Instrument& instrument, const Condition& condition) {
    return made_up::condition(instrument, "(" + condition.text + ") and age > 3");
}

inline std::vector<Mutation> mutations_of_the_head() {
    const auto word = [](Text Instrument::*text, const char* language) {
        return [=](Instrument& made) { return (made.*text)[language] += "!", true; };
    };
    return {
        {"instrument", [](Instrument& made) { return made.id.value += "x", true; }},
        {"version", [](Instrument& made) { return made.version += ".1", true; }},
        {"language", [](Instrument& made) { return made.languages.push_back("fi"), true; }},
        {"language",
         [](Instrument& made) { return std::swap(made.languages[0], made.languages[1]), true; }},
        {"licence", [](Instrument& made) { return made.licence += "x", true; }},
        {"source", [](Instrument& made) { return made.source += "x", true; }},
        {"title.sv", word(&Instrument::title, "sv")},
        {"title.en", word(&Instrument::title, "en")},
        {"purpose.en", word(&Instrument::purpose, "en")},
        {"licence-text.sv", word(&Instrument::licence_text, "sv")},
        {"instructions.en", word(&Instrument::instructions, "en")},
        {"window.sv", word(&Instrument::window, "sv")},
        {"status.en", word(&Instrument::status, "en")},
        {"notice.sv", word(&Instrument::notice, "sv")},
        {"notice.fi", word(&Instrument::notice, "fi")},
        {"fact", [](Instrument& made) { return made.facts.push_back("grade"), true; }},
        {"evidence-from", [](Instrument& made) { return made.evidence_from = 2, true; }},
        {"profile", [](Instrument& made) { return made.profile = true; }},
        {"domain", [](Instrument& made) { return made.domains.pop_back(), true; }},
        {"domain",
         [](Instrument& made) { return std::swap(made.domains[0], made.domains[1]), true; }},
        {"name.en", [](Instrument& made) { return made.domains[0].name["en"] = "Home", true; }},
    };
}

inline std::vector<Mutation> mutations_of_items() {
    const auto first = [](auto change) {
        return [=](Instrument& made) { return change(made.items.front()), true; };
    };
    return {
        {"item",
         [](Instrument& made) {
             auto more = made.items.front();
             more.id = ItemId{"more"};
             return made.items.push_back(more), true;
         }},
        {"domain", first([](Item& item) { item.domain = DomainId{"school"}; })},
        {"level", first([](Item& item) { item.level = FactorLevel::social; })},
        {"factor", first([](Item& item) { item.factor = Factor::protection; })},
        {"higher-means", first([](Item& item) { item.higher_means = "more-strength"; })},
        {"pole-of", first([](Item& item) { item.pole_of = ItemId{"Q1"}; })},
        {"text.sv", first([](Item& item) { item.text["sv"] = "Nytt"; })},
        {"text.en", first([](Item& item) { item.text["en"] = "New"; })},
        {"definition.en", first([](Item& item) { item.definition["en"] = "New"; })},
        {"ask-about.sv", first([](Item& item) {
             item.ask_about.push_back({{"sv", "Mer?"}});
         })},
        {"not-applicable-when.sv", first([](Item& item) { item.not_applicable_when.erase("sv"); })},
        {"may-be-not-applicable", first([](Item& item) { item.may_be_not_applicable = false; })},
        {"rating", first([](Item& item) {
             item.options.push_back({9, {{"en", "Most"}}});
         })},
        {"rating", first([](Item& item) { item.options.pop_back(); })},
        {"anchor.en", first([](Item& item) { item.options.back().anchor["en"] = "New"; })},
        {"applies-when",
         [](Instrument& made) {
             auto& when = made.items.front().applies_when;
             when = when ? other_condition(made, *when) : condition(made, "age > 3");
             return true;
         }},
        {"source", first([](Item& item) { item.sources.push_back("another book"); })},
    };
}

inline std::vector<Mutation> mutations_of_scales() {
    const auto first = [](auto change) {
        return [=](Instrument& made) { return change(made.scales.front()), true; };
    };
    return {
        {"scale",
         [](Instrument& made) {
             auto more = made.scales.front();
             more.id = ScaleId{"more"};
             return made.scales.push_back(more), true;
         }},
        {"scale", [](Instrument& made) { return made.scales.clear(), true; }},
        {"name.sv", first([](Scale& scale) { scale.name["sv"] = "Ny"; })},
        {"combine", first([](Scale& scale) { scale.combine = Scale::Combine::judgement; })},
        {"term", first([](Scale& scale) { scale.terms.pop_back(); })},
        {"weight", first([](Scale& scale) { scale.terms.front().weight = Points(7); })},
        {"recode.8", first([](Scale& scale) { scale.terms.front().recode[8] = Points(1); })},
        {"missing", first([](Scale& scale) {
             scale.missing =
                 scale.missing == MissingRule::zero ? MissingRule::refuse : MissingRule::zero;
         })},
        {"minimum-rated",
         first([](Scale& scale) { scale.minimum_rated = scale.minimum_rated.value_or(0) + 1; })},
        {"maximum-missing", first([](Scale& scale) {
             scale.maximum_missing = scale.maximum_missing.value_or(0) + 1;
         })},
        {"missing-among", first([](Scale& scale) { scale.missing_among = {0}; })},
        {"maximum-missing-share",
         first([](Scale& scale) { scale.maximum_missing_share = *Points::fraction(1, 3); })},
        {"decimals", first([](Scale& scale) { ++scale.decimals; })},
        {"band", first([](Scale& scale) { scale.bands.pop_back(); })},
        {"band", first([](Scale& scale) {
             scale.bands.push_back({BandId{"most"}, Points(99), {}});
         })},
        {"from", first([](Scale& scale) { scale.bands.back().from = Points(42); })},
        {"label.en", first([](Scale& scale) { scale.bands.front().label["en"] = "New"; })},
        {"unscorable-band",
         first([](Scale& scale) { scale.unscorable_band = BandId{"none-at-all"}; })},
        {"unscorable-label.en", first([](Scale& scale) { scale.unscorable_label["en"] = "New"; })},
    };
}

inline std::vector<Mutation> mutations_of_rules() {
    const auto override_of = [](auto change) {
        return [=](Instrument& made) {
            if (made.policy_overrides.empty()) return false;
            return change(made, made.policy_overrides.front()), true;
        };
    };
    return {
        {"level",
         [](Instrument& made) {
             return made.levels.push_back({LevelId{"more"}, {}}), true;
         }},
        {"level", [](Instrument& made) { return std::swap(made.levels[0], made.levels[1]), true; }},
        {"label.sv", [](Instrument& made) { return made.levels[0].label["sv"] = "Ny", true; }},
        {"level-scale", [](Instrument& made) { return made.level_scales.clear(), true; }},
        {"flag", [](Instrument& made) { return made.flags.clear(), true; }},
        {"when",
         [](Instrument& made) {
             return made.flags[0].when = other_condition(made, made.flags[0].when), true;
         }},
        {"text.en", [](Instrument& made) { return made.flags[0].text["en"] = "New", true; }},
        {"open-when-missing",
         [](Instrument& made) { return made.flags[0].open_when_missing = false, true; }},
        {"source", [](Instrument& made) { return made.flags[0].source = "p. 9", true; }},
        {"override",
         override_of([](Instrument& made, PolicyOverride&) { made.policy_overrides.pop_back(); })},
        {"when", override_of([](Instrument& made, PolicyOverride& rule) {
             rule.when = other_condition(made, rule.when);
         })},
        {"raises-to",
         override_of([](Instrument&, PolicyOverride& rule) { rule.raises_to.value += "x"; })},
        {"text.sv", override_of([](Instrument&, PolicyOverride& rule) { rule.text["sv"] = "Ny"; })},
        {"source", override_of([](Instrument&, PolicyOverride& rule) { rule.source = "p. 9"; })},
    };
}

/// Of a scale of a rich instrument; false where the scale has no such part.
inline std::vector<Mutation> mutations_of_readings() {
    const auto first = [](auto change) {
        return [=](Instrument& made) { return change(made, made.scales.front()); };
    };
    return {
        {"norm", first([](Instrument& made, Scale& scale) {
             scale.norms.push_back({condition(made, "age > 97"), {{Points(0), Points(1)}}, ""});
             return true;
         })},
        {"standardised.0", first([](Instrument&, Scale& scale) {
             return !scale.norms.empty() &&
                    (scale.norms[0].standardised[Points(0)] = Points(77), true);
         })},
        {"source", first([](Instrument&, Scale& scale) {
             return !scale.norms.empty() && (scale.norms[0].source = "p. 8", true);
         })},
        {"cut-offs", first([](Instrument& made, Scale& scale) {
             scale.cut_offs.push_back({condition(made, "age > 98"), {-1000, 1, 2}, ""});
             return true;
         })},
        {"from.high", first([](Instrument&, Scale& scale) {
             return !scale.cut_offs.empty() && (scale.cut_offs[0].from.back() = Points(55), true);
         })},
        {"never-missing", first([](Instrument&, Scale& scale) {
             return scale.never_missing.empty() &&
                    (scale.never_missing = {scale.terms.back().item}, true);
         })},
        {"mean-decimals", first([](Instrument&, Scale& scale) {
             return scale.missing == MissingRule::mean && (scale.mean_decimals += 3, true);
         })},
        {"skipped", first([](Instrument&, Scale& scale) {
             return scale.terms.front().skipped = Points(31), true;
         })},
    };
}

/// Of what is entered and decided beside ratings.
inline std::vector<Mutation> mutations_of_kinds() {
    const auto first = [](auto change) {
        return [=](Instrument& made) { return change(made.items.front()), true; };
    };
    const auto table = [](auto change) {
        return [=](Instrument& made) {
            return !made.decisions.empty() && (change(made, made.decisions.front()), true);
        };
    };
    return {
        {"number", first([](Item& item) { item.number = true; })},
        {"judgement", first([](Item& item) { item.judgement = true; })},
        {"horizon.sv", first([](Item& item) { item.horizon["sv"] = "ett år"; })},
        {"mark-of", first([](Item& item) { item.mark_of = ItemId{"Q1"}; })},
        {"when",
         [](Instrument& made) {
             auto& item = made.items.back();
             if (!item.derived()) return false;
             item.options.back().when = other_condition(made, *item.options.back().when);
             return true;
         }},
        {"events",
         [](Instrument& made) {
             EventList list;
             list.id = EventsId{"decisions"};
             return made.events.push_back(list), true;
         }},
        {"raises-by",
         [](Instrument& made) {
             for (auto& rule : made.policy_overrides)
                 if (rule.raises_by) return rule.raises_by += 4, true;
             return false;
         }},
        {"decision", table([](Instrument& made, Decision&) { made.decisions.clear(); })},
        {"outcome", table([](Instrument&, Decision& decision) {
             decision.outcomes.push_back({OutcomeId{"most"}, {}});
         })},
        {"cell.0.low", table([](Instrument& made, Decision& decision) {
             for (auto& cell : decision.cells)
                 if (cell.option == 0 && cell.band == 0 &&
                     made.items[decision.item].options[0].rating == 0)
                     cell.outcomes = {0, 1, 2};
         })},
        {"exception", table([](Instrument& made, Decision& decision) {
             decision.exceptions.push_back({condition(made, "age > 99"), {2}, {}, ""});
         })},
    };
}

/// Of instruments of every kind; the parts above are changed in plain ones.
inline std::vector<Mutation> mutations_of_rich() {
    auto all = mutations_of_readings();
    for (auto& one : mutations_of_kinds()) all.push_back(std::move(one));
    return all;
}

inline std::vector<Mutation> mutations() {
    std::vector<Mutation> all;
    for (const auto& some : {mutations_of_the_head(), mutations_of_items(), mutations_of_scales(),
                             mutations_of_rules()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace lika::made_up
