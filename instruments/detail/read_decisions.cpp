// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::Decision;

void read_outcomes(const Draft& draft, const Element& element, Decision& decision) {
    for (const auto& child : element.children("outcome")) {
        auto words = child.words({"id"}, draft.instrument.languages);
        const auto id = child.id();
        if (!id) continue;
        const engine::OutcomeId outcome{*id};
        const bool known = std::any_of(decision.outcomes.begin(), decision.outcomes.end(),
                                       [&](const auto& other) { return other.first == outcome; });
        if (known)
            child.fault("duplicate_id", fmt::format("the outcome {} is there already", *id));
        else
            decision.outcomes.emplace_back(outcome, std::move(words));
    }
}

std::vector<std::size_t> read_outcome_list(const Element& element, const Decision& decision) {
    std::vector<std::size_t> indexes;
    for (const auto& name : element.list("outcomes")) {
        const auto found =
            std::find_if(decision.outcomes.begin(), decision.outcomes.end(),
                         [&](const auto& outcome) { return outcome.first.value == name; });
        if (found == decision.outcomes.end())
            element.fault("unknown_outcome", fmt::format("add <outcome id=\"{}\">", cut(name)));
        else
            indexes.push_back(static_cast<std::size_t>(found - decision.outcomes.begin()));
    }
    std::sort(indexes.begin(), indexes.end());
    return indexes;
}

std::optional<std::size_t> find_option(const engine::Item& item, std::int64_t rating) {
    for (std::size_t option = 0; option < item.options.size(); ++option)
        if (item.options[option].rating == rating) return option;
    return std::nullopt;
}

std::optional<std::size_t> find_band(const engine::Scale& scale, const std::string& id) {
    for (std::size_t band = 0; band < scale.bands.size(); ++band)
        if (scale.bands[band].id.value == id) return band;
    return std::nullopt;
}

constexpr std::int64_t unknown_rating = 1'000'000;  // no item has it

void read_cell(const Draft& draft, const Element& element, Decision& decision) {
    element.allow({"rating", "band", "outcomes"}, {});
    for (const char* needed : {"rating", "band", "outcomes"}) element.required(needed);
    const auto rating = element.number("rating", -1000, 1000);
    const auto& item = draft.instrument.items[decision.item];
    const auto option = find_option(item, rating.value_or(unknown_rating));
    const auto& scale = draft.instrument.scales[decision.scale];
    const auto band = find_band(scale, element.value("band"));
    if (rating && !option && !draft.doubtful_item(decision.item))
        element.fault("no_such_rating", fmt::format("{} has no rating {}", item.id.value, *rating));
    if (!band && !scale.bands.empty() && element.has("band") &&
        !draft.scales[decision.scale].doubtful())
        element.fault("unknown_band", fmt::format("the scale {} has no band {}", scale.id.value,
                                                  cut(element.value("band"))));
    auto outcomes = read_outcome_list(element, decision);
    if (!option || !band) return;
    for (const auto& cell : decision.cells)
        if (cell.option == *option && cell.band == *band)
            return element.fault(
                "cell_twice", fmt::format("the table has a cell for rating {} and band {} already",
                                          *rating, scale.bands[*band].id.value));
    decision.cells.push_back({*option, *band, std::move(outcomes)});
}

void read_exception(const Draft& draft, const Element& element, Decision& decision) {
    engine::Exception exception;
    exception.text = element.words({"when", "outcomes", "source"}, draft.instrument.languages);
    element.required("outcomes");
    exception.source = element.required("source", "missing_source");
    exception.outcomes = read_outcome_list(element, decision);
    auto when = read_when(draft, element, "when");
    if (!when) return;
    exception.when = std::move(*when);
    decision.exceptions.push_back(std::move(exception));
}

/// Whether the item and the scale of the table are there.
bool read_sides(const Draft& draft, const Element& element, Decision& decision) {
    const engine::ItemId item_id{element.required("item")};
    const auto item = draft.instrument.find_item(item_id);
    const engine::ScaleId id{element.required("scale")};
    const auto& scales = draft.instrument.scales;
    const auto scale = std::find_if(scales.begin(), scales.end(),
                                    [&](const auto& other) { return other.id == id; });
    if (!item && element.has("item") && !draft.written_item(item_id.value))
        element.fault("unknown_item",
                      fmt::format("item names {}, which is not there", cut(item_id.value)));
    if (scale == scales.end() && element.has("scale") && !draft.written("scale", id.value))
        element.fault("unknown_scale",
                      fmt::format("scale names {}, which is not there", cut(id.value)));
    if (!item || scale == scales.end()) return false;
    decision.item = *item;
    decision.scale = static_cast<std::size_t>(scale - scales.begin());
    return true;
}

}  // namespace

void read_decision(Draft& draft, const Element& element) {
    element.allow({"id", "item", "scale", "source"}, {"name", "outcome", "cell", "exception"});
    Decision decision;
    decision.name = element.only_words("name", true, draft.instrument.languages);
    decision.source = element.required("source", "missing_source");
    read_outcomes(draft, element, decision);
    const auto id = element.id();
    if (!read_sides(draft, element, decision) || !id) return;
    decision.id = engine::DecisionId{*id};
    for (const auto& cell : element.children("cell")) read_cell(draft, cell, decision);
    for (const auto& child : element.children("exception")) read_exception(draft, child, decision);
    draft.instrument.decisions.push_back(std::move(decision));
    draft.decisions.push_back(element);
}

}  // namespace lika::instruments::detail
