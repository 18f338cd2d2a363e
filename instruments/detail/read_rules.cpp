// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

void read_levels(Draft& draft) {
    const auto element = draft.root.only("levels", false);
    if (!element) return;
    element->allow({"scale"}, {"level"});
    for (const auto& scale : element->list("scale"))
        draft.instrument.level_scales.emplace_back(scale);
    for (const auto& child : element->children("level")) {
        engine::Level level;
        level.label = child.words({"id"}, draft.instrument.languages);
        const auto id = child.id();
        if (!id) continue;
        level.id = engine::LevelId{*id};
        draft.instrument.levels.push_back(std::move(level));
        draft.levels.push_back(child);
    }
    if (element->children("level").size() < 2)
        element->lacks("too_few_levels", "there are at least two levels, lowest first");
}

void read_flag(Draft& draft, const Element& element) {
    engine::Flag flag;
    flag.text =
        element.words({"id", "when", "source", "open-when-missing"}, draft.instrument.languages);
    flag.source = element.required("source", "missing_source");
    flag.open_when_missing = element.truth("open-when-missing").value_or(true);
    auto when = read_when(draft, element, "when");
    const auto id = element.id();
    if (!id || !when) return;
    flag.id = engine::FlagId{*id};
    flag.when = std::move(*when);
    draft.instrument.flags.push_back(std::move(flag));
    draft.flags.push_back(element);
}

void read_override(Draft& draft, const Element& element) {
    engine::PolicyOverride rule;
    rule.text = element.words({"kind", "id", "when", "raises-to", "raises-by", "source"},
                              draft.instrument.languages);
    element.required("kind");
    element.choice("kind", {"policy"});
    rule.source = element.required("source", "missing_source");
    if (element.has("raises-to") == element.has("raises-by"))
        element.fault("raises_to_or_by",
                      element.has("raises-to")
                          ? "say raises-to a level or raises-by a number of steps, not both"
                          : "say raises-to a level or raises-by a number of steps");
    if (element.has("raises-to")) rule.raises_to = engine::LevelId{element.required("raises-to")};
    rule.raises_by = static_cast<std::size_t>(element.number("raises-by", 1, 100).value_or(0));
    auto when = read_when(draft, element, "when");
    const auto id = element.id();
    if (!id || !when) return;
    rule.id = engine::OverrideId{*id};
    rule.when = std::move(*when);
    draft.instrument.policy_overrides.push_back(std::move(rule));
    draft.overrides.push_back(element);
}

}  // namespace

void read_rules(Draft& draft) {
    read_levels(draft);
    for (const auto& element : draft.root.children("flag")) read_flag(draft, element);
    for (const auto& element : draft.root.children("override")) read_override(draft, element);
    for (const auto& element : draft.root.children("decision")) read_decision(draft, element);
}

}  // namespace lika::instruments::detail
