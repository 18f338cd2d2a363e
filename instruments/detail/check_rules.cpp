// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/score.h"
#include "instruments/detail/check_instrument.h"

namespace lika::instruments::detail {

namespace {

using engine::FactorLevel;

template <class Things>
void check_ids(const Things& things, const std::vector<Element>& places) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < things.size(); ++i)
        if (!seen.insert(things[i].id.value).second)
            places[i].fault("duplicate_id", fmt::format("{} is there already", things[i].id.value));
}

// Whether the item, or one that decides whether it applies, is structural: either way it would
// reach the level.
bool rests_on_structural(const Draft& draft, std::size_t item) {
    const auto& items = draft.instrument.items;
    std::set<std::size_t> seen{item};
    std::vector<std::size_t> open{item};
    while (!open.empty()) {
        const auto& next = items[open.back()];
        open.pop_back();
        if (next.level == FactorLevel::structural) return true;
        if (!next.applies_when) continue;
        for (const auto& node : next.applies_when->nodes)
            for (const auto other : node.items)
                if (seen.insert(other).second) open.push_back(other);
    }
    return false;
}

void refuse_structural(const Draft& draft, const Element& place, std::size_t item) {
    if (rests_on_structural(draft, item))
        place.fault(
            "structural_in_level",
            fmt::format(
                "{} is or rests on a structural factor: context, never part of a person's level",
                draft.instrument.items[item].id.value));
}

// The bands propose the level, so each band is a level.
bool bands_are_levels(const engine::Scale& scale, const std::vector<engine::Level>& levels) {
    return std::equal(
        scale.bands.begin(), scale.bands.end(), levels.begin(), levels.end(),
        [](const auto& band, const auto& level) { return band.id.value == level.id.value; });
}

void check_level_scale(const Draft& draft) {
    const auto& instrument = draft.instrument;
    if (!instrument.level_scale) return;
    const auto place = draft.root.children("levels").front();
    const auto scale =
        std::find_if(instrument.scales.begin(), instrument.scales.end(),
                     [&](const auto& other) { return other.id == *instrument.level_scale; });
    if (scale == instrument.scales.end())
        return place.fault(
            "unknown_scale",
            fmt::format("there is no scale {}", instrument.level_scale->value.substr(0, 64)));
    if (scale->combine == engine::Scale::Combine::judgement)
        return place.fault("level_scale_judged",
                           "a judged scale proposes no level: leave scale out");
    if (!bands_are_levels(*scale, instrument.levels))
        place.fault("levels_do_not_match_bands",
                    "levels and bands of the level scale have the same ids in the same order");
    for (const auto& term : scale->terms) refuse_structural(draft, place, term.item);
}

void check_override(const Draft& draft, std::size_t index) {
    const auto& rule = draft.instrument.policy_overrides[index];
    const auto& place = draft.overrides[index];
    const auto& levels = draft.instrument.levels;
    if (!draft.instrument.level_scale)
        place.fault("override_without_scale", "a level that is judged has nothing to override");
    const auto level = std::find_if(levels.begin(), levels.end(),
                                    [&](const auto& other) { return other.id == rule.raises_to; });
    if (level == levels.end())
        place.fault("unknown_level",
                    fmt::format("there is no level {}", rule.raises_to.value.substr(0, 64)));
    else if (level == levels.begin())
        place.fault("override_to_lowest", "raising to the lowest level changes nothing");
    for (const auto& node : rule.when.nodes)
        for (const auto item : node.items) refuse_structural(draft, place, item);
}

// Whether the flag looks at the structural is its own affair: it never changes a level.
void check_proof(const Draft& draft) {
    const auto& instrument = draft.instrument;
    const bool computed =
        std::any_of(instrument.scales.begin(), instrument.scales.end(),
                    [](const auto& scale) { return scale.combine == engine::Scale::Combine::sum; });
    if ((computed || !instrument.flags.empty()) && instrument.worked_examples.empty())
        draft.root.fault("without_worked_example",
                         "add a worked example of the manual: it proves the definition");
}

}  // namespace

void check_rules(const Draft& draft) {
    check_ids(draft.instrument.levels, draft.levels);
    check_ids(draft.instrument.flags, draft.flags);
    check_ids(draft.instrument.policy_overrides, draft.overrides);
    check_level_scale(draft);
    for (std::size_t i = 0; i < draft.overrides.size(); ++i) check_override(draft, i);
    check_proof(draft);
}

void check_examples(const Draft& draft) {
    for (std::size_t i = 0; i < draft.examples.size(); ++i)
        for (const auto& difference :
             engine::check_example(draft.instrument, draft.instrument.worked_examples[i]))
            draft.examples[i].fault("example_does_not_come_out", difference);
}

}  // namespace lika::instruments::detail
