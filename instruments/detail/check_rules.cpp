// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "engine/score.h"
#include "instruments/detail/check_instrument.h"
#include "instruments/detail/named.h"

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
    const auto& instrument = draft.instrument;
    const auto under = items_under(instrument, item);
    return std::any_of(under.begin(), under.end(), [&](std::size_t each) {
        return instrument.items[each].level == FactorLevel::structural;
    });
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

template <class Things>
std::string listed(const Things& things) {
    std::vector<std::string> ids;
    for (const auto& thing : things) ids.push_back(thing.id.value);
    return ids.empty() ? "none" : fmt::format("{}", fmt::join(ids, " "));
}

void refuse_structural(const Draft& draft, const Element& place, const engine::Scale& scale) {
    for (const auto& term : scale.terms) refuse_structural(draft, place, term.item);
    for (const auto item : items_named_by(scale)) refuse_structural(draft, place, item);
}

void check_level_scale(const Draft& draft, const engine::ScaleId& id) {
    const auto& instrument = draft.instrument;
    const auto place = draft.root.children("levels").front();
    const auto scale = std::find_if(instrument.scales.begin(), instrument.scales.end(),
                                    [&](const auto& other) { return other.id == id; });
    if (scale == instrument.scales.end()) {
        if (!draft.written("scale", id.value))
            place.fault("unknown_scale", fmt::format("there is no scale {}", cut(id.value)));
        return;
    }
    if (scale->combine == engine::Scale::Combine::judgement)
        return place.fault(
            "level_scale_judged",
            fmt::format("{} is judged and proposes no level: leave scale out", id.value));
    const auto scale_place =
        draft.scales[static_cast<std::size_t>(scale - instrument.scales.begin())];
    if (!bands_are_levels(*scale, instrument.levels) && !scale_place.doubtful() &&
        !place.doubtful())
        place.fault("levels_do_not_match_bands",
                    fmt::format("the levels are {}; the bands of {} are {}: write the same ids in "
                                "the same order",
                                listed(instrument.levels), id.value, listed(scale->bands)));
    refuse_structural(draft, place, *scale);
}

void check_raise(const Draft& draft, const engine::PolicyOverride& rule, const Element& place) {
    const auto& levels = draft.instrument.levels;
    if (rule.raises_by >= std::max<std::size_t>(1, levels.size()))
        place.fault("raises_by_too_much", fmt::format("raises-by is {}: there are {} levels",
                                                      rule.raises_by, levels.size()));
    if (rule.raises_to.value.empty()) return;
    const auto level = std::find_if(levels.begin(), levels.end(),
                                    [&](const auto& other) { return other.id == rule.raises_to; });
    if (level == levels.end())
        place.fault("unknown_level",
                    fmt::format("there is no level {}", cut(rule.raises_to.value)));
    else if (level == levels.begin())
        place.fault(
            "override_to_lowest",
            fmt::format("raising to {}, the lowest level, changes nothing", rule.raises_to.value));
}

void check_override(const Draft& draft, std::size_t index) {
    const auto& rule = draft.instrument.policy_overrides[index];
    const auto& place = draft.overrides[index];
    const auto levels = draft.root.children("levels");
    if (!levels.empty() && levels.front().doubtful()) return;
    if (draft.instrument.level_scales.empty())
        place.fault("override_without_scale", "a level that is judged has nothing to override");
    check_raise(draft, rule, place);
    for (const auto item : items_named_by(rule.when)) refuse_structural(draft, place, item);
}

// An outcome that no cell and no exception allows is one that the table forgot.
void check_outcomes(const engine::Decision& decision, const Element& place) {
    std::set<std::size_t> allowed;
    for (const auto& cell : decision.cells)
        allowed.insert(cell.outcomes.begin(), cell.outcomes.end());
    for (const auto& exception : decision.exceptions)
        allowed.insert(exception.outcomes.begin(), exception.outcomes.end());
    for (std::size_t i = 0; i < decision.outcomes.size(); ++i)
        if (!allowed.contains(i))
            place.fault("unused_outcome", fmt::format("no cell or exception allows {}",
                                                      decision.outcomes[i].first.value));
}

// Names the rating and the band of what is missing, the first few of many.
void check_cells(const Draft& draft, const engine::Decision& decision, const Element& place) {
    constexpr std::size_t most = 5;
    const auto& scale = draft.instrument.scales[decision.scale];
    const auto& item = draft.instrument.items[decision.item];
    std::vector<std::string> missing;
    for (std::size_t option = 0; option < item.options.size(); ++option)
        for (std::size_t band = 0; band < scale.bands.size(); ++band)
            if (std::none_of(decision.cells.begin(), decision.cells.end(), [&](const auto& cell) {
                    return cell.option == option && cell.band == band;
                }))
                missing.push_back(fmt::format("<cell rating=\"{}\" band=\"{}\">",
                                              item.options[option].rating,
                                              scale.bands[band].id.value));
    if (missing.empty()) return;
    const auto more = missing.size() > most ? missing.size() - most : 0;
    missing.resize(missing.size() - more);
    place.fault("cell_missing", fmt::format("add {}{}", fmt::join(missing, ", "),
                                            more ? fmt::format(" and {} more", more) : ""));
}

void check_table(const Draft& draft, const engine::Decision& decision, const Element& place) {
    const auto& scale = draft.instrument.scales[decision.scale];
    if (place.children("outcome").size() < 2)
        place.lacks("too_few_outcomes", "there are at least two outcomes, mildest first");
    if (place.doubtful() || draft.scales[decision.scale].doubtful() ||
        draft.doubtful_item(decision.item))
        return;
    if (scale.bands.empty())
        return place.fault("decision_without_bands",
                           fmt::format("the scale {} of a decision needs bands", scale.id.value));
    check_cells(draft, decision, place);
    check_outcomes(decision, place);
}

void check_decision(const Draft& draft, std::size_t index) {
    const auto& decision = draft.instrument.decisions[index];
    const auto& place = draft.decisions[index];
    const auto& scale = draft.instrument.scales[decision.scale];
    check_table(draft, decision, place);
    refuse_structural(draft, place, decision.item);
    refuse_structural(draft, place, scale);
    for (const auto& exception : decision.exceptions)
        for (const auto item : items_named_by(exception.when))
            refuse_structural(draft, place, item);
}

// Whether the flag looks at the structural is its own affair: it never changes a level.
void check_proof(const Draft& draft) {
    const auto& instrument = draft.instrument;
    const bool computed =
        std::any_of(instrument.scales.begin(), instrument.scales.end(),
                    [](const auto& scale) { return scale.combine == engine::Scale::Combine::sum; });
    if ((computed || !instrument.flags.empty()) && instrument.worked_examples.empty())
        draft.root.lacks("without_worked_example",
                         "add a worked example of the manual: it proves the definition");
}

}  // namespace

void check_rules(const Draft& draft) {
    check_ids(draft.instrument.levels, draft.levels);
    check_ids(draft.instrument.flags, draft.flags);
    check_ids(draft.instrument.policy_overrides, draft.overrides);
    check_ids(draft.instrument.decisions, draft.decisions);
    for (const auto& id : draft.instrument.level_scales) check_level_scale(draft, id);
    for (std::size_t i = 0; i < draft.overrides.size(); ++i) check_override(draft, i);
    for (std::size_t i = 0; i < draft.decisions.size(); ++i) check_decision(draft, i);
    check_proof(draft);
}

void check_examples(const Draft& draft) {
    for (std::size_t i = 0; i < draft.examples.size(); ++i)
        for (const auto& difference :
             engine::check_example(draft.instrument, draft.instrument.worked_examples[i]))
            draft.examples[i].fault("example_does_not_come_out", difference);
}

}  // namespace lika::instruments::detail
