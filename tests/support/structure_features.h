// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/instrument.h"

/// What an instrument that was read uses, found in the instrument itself and not in its name.
namespace lika::tests::features {

using namespace engine;
using Test = std::function<bool(const Instrument&)>;

template <class Things, class Holds>
bool some(const Things& things, Holds holds) {
    return std::any_of(things.begin(), things.end(), holds);
}

template <class Holds>
bool some_item(const Instrument& instrument, Holds holds) {
    return some(instrument.items, holds);
}

/// Whether some scale has a term of which `holds(term, item)`.
template <class Holds>
bool some_term(const Instrument& instrument, Holds holds) {
    return some(instrument.scales, [&](const auto& scale) {
        return some(scale.terms,
                    [&](const auto& term) { return holds(term, instrument.items[term.item]); });
    });
}

inline bool names_fact(const std::optional<Condition>& when, const std::string& fact) {
    return when && some(when->nodes, [&](const auto& node) { return node.fact == fact; });
}

inline bool names_item(const std::optional<Condition>& when, std::size_t item) {
    return when && some(when->nodes, [&](const auto& node) {
               return std::find(node.items.begin(), node.items.end(), item) != node.items.end();
           });
}

inline bool ordinal_item(const Instrument& instrument) {
    return some_item(instrument, [](const Item& item) {
        return item.entered() && !item.number && item.options.size() >= 3 &&
               item.higher_means != "no-order";
    });
}
inline bool nominal_item(const Instrument& instrument) {
    return some_item(instrument, [](const Item& item) {
        return item.entered() && !item.number && item.options.size() >= 3 &&
               item.higher_means == "no-order";
    });
}
inline bool entered_number(const Instrument& instrument) {
    return some_item(instrument, [](const Item& item) {
        return item.number && item.entered() && item.options.size() > 10;
    });
}
inline bool counted_number(const Instrument& instrument) {
    return some_item(instrument, [](const Item& item) {
        return item.from_events && item.from_events->take == FromEvents::Take::count;
    });
}
inline bool dated_event(const Instrument& instrument) {
    return some(instrument.worked_examples, [](const auto& example) {
        return some(example.events, [](const auto& event) { return event.on.size() == 10; });
    });
}
inline bool repeated_event(const Instrument& instrument) {
    return some(instrument.worked_examples, [](const auto& example) {
        std::set<std::string> days;
        for (const auto& event : example.events) days.insert(event.on);
        return example.events.size() >= 2 && days.size() >= 2;
    });
}
inline bool highest_per_group(const Instrument& instrument) {
    return some_item(instrument, [](const Item& item) {
        return item.from_events && item.from_events->take == FromEvents::Take::highest_per_group;
    });
}

/// Anchors that no other item has, in every language.
inline bool own_anchors(const Instrument& instrument) {
    const auto same = [](const Item& a, const Item& b) {
        return some(a.options, [&](const auto& one) {
            return some(b.options, [&](const auto& other) { return one.anchor == other.anchor; });
        });
    };
    return some_item(instrument, [&](const Item& item) {
        return !item.number && item.options.size() >= 3 &&
               std::none_of(
                   instrument.items.begin(), instrument.items.end(),
                   [&](const Item& other) { return &other != &item && same(item, other); });
    });
}
inline bool two_poles(const Instrument& instrument) {
    return some_item(instrument, [&](const Item& item) {
        const auto risk = item.pole_of ? instrument.find_item(*item.pole_of) : std::nullopt;
        return risk && instrument.items[*risk].factor == Factor::risk &&
               item.factor == Factor::protection;
    });
}

/// A mark beside an item of a scale that the mark is no part of, and a flag that asks for it.
inline bool mark_apart(const Instrument& instrument) {
    for (std::size_t mark = 0; mark < instrument.items.size(); ++mark) {
        if (!instrument.items[mark].mark_of) continue;
        const auto beside = instrument.find_item(*instrument.items[mark].mark_of);
        const auto in = [](const Scale& scale, std::size_t item) {
            return some(scale.terms, [&](const Term& term) { return term.item == item; });
        };
        const bool apart = some(instrument.scales, [&](const Scale& scale) {
            return in(scale, *beside) && !in(scale, mark);
        });
        if (apart &&
            some(instrument.flags, [&](const Flag& flag) { return names_item(flag.when, mark); }))
            return true;
    }
    return false;
}

inline bool says(const WorkedExample& example, const std::string& response) {
    return some(example.responses, [&](const auto& one) { return one.second == response; });
}
inline bool leaves_unanswered(const Instrument& instrument, const WorkedExample& example) {
    return some_item(instrument, [&](const Item& item) {
        return item.entered() &&
               !some(example.responses, [&](const auto& one) { return one.first == item.id; });
    });
}
/// A list of events that the example says nothing of: not asked for.
inline bool leaves_list_unasked(const Instrument& instrument, const WorkedExample& example) {
    return some(instrument.events, [&](const EventList& list) {
        return !some(example.no_events, [&](const auto& id) { return id == list.id; }) &&
               !some(example.events, [&](const auto& event) { return event.events == list.id; });
    });
}
inline bool leaves_missing(const Instrument& instrument, const WorkedExample& example) {
    return says(example, "not-known") || leaves_unanswered(instrument, example) ||
           leaves_list_unasked(instrument, example);
}
inline bool three_kinds_of_missing(const Instrument& instrument) {
    const auto& examples = instrument.worked_examples;
    return some(examples, [](const auto& example) { return says(example, "not-known"); }) &&
           some(examples, [](const auto& example) { return says(example, "not-applicable"); }) &&
           some(examples,
                [&](const auto& example) { return leaves_unanswered(instrument, example); });
}

inline bool reversed_term(const Instrument& instrument) {
    return some_term(instrument, [](const Term& term, const Item& item) {
        const auto turned = [&](const Option& option) {
            const auto points = term.recode.find(option.rating);
            return points != term.recode.end() &&
                   points->second == Points{item.options.front().rating +
                                            item.options.back().rating - option.rating};
        };
        return item.options.size() >= 3 &&
               std::all_of(item.options.begin(), item.options.end(), turned);
    });
}
inline bool weighted_term(const Instrument& instrument) {
    return some_term(instrument, [](const Term& term, const Item&) {
        return term.recode.empty() && term.weight != Points{1};
    });
}
inline bool banded_number(const Instrument& instrument) {
    return some_term(instrument, [](const Term& term, const Item& item) {
        std::set<Points> given;
        for (const auto& [rating, points] : term.recode) given.insert(points);
        return item.number && given.size() >= 3 && given.size() < term.recode.size() / 2;
    });
}
/// From some rating of 2 or more on one each, before nothing: the sum is how many.
inline bool counting_term(const Instrument& instrument) {
    return some_term(instrument, [](const Term& term, const Item& item) {
        return !item.number && item.options.size() >= 3 && !term.recode.empty() &&
               std::all_of(term.recode.begin(), term.recode.end(), [](const auto& row) {
                   return row.second == Points{row.first >= 2 ? 1 : 0};
               });
    });
}

inline bool derived_item(const Instrument& instrument) {
    return some_item(instrument, [](const Item& item) { return item.derived(); });
}
inline bool derived_from_derived(const Instrument& instrument) {
    return some_item(instrument, [&](const Item& item) {
        for (std::size_t other = 0; other < instrument.items.size(); ++other)
            if (instrument.items[other].derived() && item.derived() &&
                names_item(item.options.back().when, other))
                return true;
        return false;
    });
}
/// Two items or more behind one gate.
inline bool gated_block(const Instrument& instrument) {
    for (std::size_t gate = 0; gate < instrument.items.size(); ++gate)
        if (std::count_if(instrument.items.begin(), instrument.items.end(), [&](const Item& item) {
                return names_item(item.applies_when, gate);
            }) >= 2)
            return true;
    return false;
}
inline bool points_when_skipped(const Instrument& instrument) {
    return some_term(instrument, [](const Term& term, const Item& item) {
        return term.skipped == Points{1} && item.applies_when;
    });
}

inline Test norms_by(std::vector<std::string> facts) {
    return [facts = std::move(facts)](const Instrument& instrument) {
        return some(instrument.scales, [&](const Scale& scale) {
            return scale.norms.size() >= 2 &&
                   std::all_of(facts.begin(), facts.end(), [&](const auto& fact) {
                       return some(scale.norms,
                                   [&](const Norm& norm) { return names_fact(norm.when, fact); });
                   });
        });
    };
}
inline const Test norms_by_sex_and_grade = norms_by({"sex", "grade"});
inline const Test norms_by_age = norms_by({"age"});

inline Test cut_offs_by(std::string fact) {
    return [fact = std::move(fact)](const Instrument& instrument) {
        return some(instrument.scales, [&](const Scale& scale) {
            return scale.cut_offs.size() >= 2 && scale.cut_offs[0].from != scale.cut_offs[1].from &&
                   names_fact(scale.cut_offs[0].when, fact);
        });
    };
}
inline bool cut_offs_and_norms_by_item(const Instrument& instrument) {
    const auto asks = [](const auto& set) {
        return set.when && !set.when->nodes.front().items.empty();
    };
    return some(instrument.scales,
                [&](const Scale& scale) {
                    return scale.cut_offs.size() >= 3 && some(scale.cut_offs, asks);
                }) &&
           some(instrument.scales, [&](const Scale& scale) {
               return scale.norms.size() >= 2 && some(scale.norms, asks);
           });
}
inline bool shared_item(const Instrument& instrument) {
    std::vector<std::size_t> scales(instrument.items.size());
    for (const auto& scale : instrument.scales)
        for (const auto& term : scale.terms) ++scales[term.item];
    return some(scales, [](std::size_t count) { return count >= 2; });
}
/// Every domain has items and a scale of its own: who answers is the domain.
inline bool scale_of_each_domain(const Instrument& instrument) {
    std::set<DomainId> domains;
    for (const auto& scale : instrument.scales)
        for (const auto& term : scale.terms) {
            if (instrument.items[term.item].domain != instrument.items[scale.terms[0].item].domain)
                return false;
            domains.insert(instrument.items[term.item].domain);
        }
    return domains.size() >= 2 && domains.size() == instrument.domains.size() &&
           instrument.scales.size() == domains.size();
}

inline bool cell_of_several(const Instrument& instrument) {
    return some(instrument.decisions, [](const Decision& decision) {
        return some(decision.cells, [](const Cell& cell) { return cell.outcomes.size() >= 2; });
    });
}
inline bool table_exception(const Instrument& instrument) {
    return some(instrument.decisions,
                [](const Decision& decision) { return !decision.exceptions.empty(); });
}
inline bool derived_row(const Instrument& instrument) {
    return some(instrument.decisions, [&](const Decision& decision) {
        return instrument.items[decision.item].derived();
    });
}

inline bool no_bands(const Instrument& instrument) {
    return !some(instrument.scales, [](const Scale& scale) { return !scale.bands.empty(); });
}
inline bool judged_level(const Instrument& instrument) {
    return instrument.levels.size() >= 3 && instrument.level_scales.empty() && no_bands(instrument);
}
inline bool profile_alone(const Instrument& instrument) {
    return instrument.profile && instrument.scales.empty() && instrument.levels.empty();
}
inline bool raised_to(const Instrument& instrument) {
    return !instrument.level_scales.empty() &&
           some(instrument.policy_overrides,
                [](const auto& rule) { return !rule.raises_to.value.empty(); });
}
inline bool raised_by_steps(const Instrument& instrument) {
    return some(instrument.policy_overrides, [](const auto& rule) { return rule.raises_by >= 1; });
}
inline bool several_level_scales(const Instrument& instrument) {
    return instrument.level_scales.size() >= 2;
}
inline bool eight_judged_outcomes(const Instrument& instrument) {
    return std::count_if(instrument.items.begin(), instrument.items.end(), [&](const Item& item) {
               return item.judgement && item.horizon.size() == instrument.languages.size() &&
                      item.options.size() == 3;
           }) == 8;
}
inline bool several_missing_rules(const Instrument& instrument) {
    std::set<MissingRule> rules;
    for (const auto& scale : instrument.scales) rules.insert(scale.missing);
    return rules.size() >= 3;
}
inline bool item_never_missing(const Instrument& instrument) {
    return some(instrument.scales, [](const Scale& scale) { return !scale.never_missing.empty(); });
}
inline bool ticks_and_strengths(const Instrument& instrument) {
    std::set<DomainId> with_strength;
    std::size_t ticks = 0;
    for (const auto& item : instrument.items) {
        if (item.options.size() != 2) return false;
        if (item.factor == Factor::protection) with_strength.insert(item.domain);
        ticks += item.factor == Factor::risk;
    }
    return ticks == 42 && with_strength.size() == 8 && instrument.domains.size() == 8;
}

}  // namespace lika::tests::features
