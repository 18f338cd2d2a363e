// SPDX-License-Identifier: EUPL-1.2
#include "engine/profile.h"
#include "instruments/detail/written.h"

namespace lika::instruments::detail {

namespace {

using engine::WorkedExample;

const std::string& text_of(const std::string& word) {
    return word;
}
template <class Kind>
const std::string& text_of(const engine::Id<Kind>& id) {
    return id.value;
}

template <class Name>
std::string pairs(const std::vector<std::pair<Name, std::string>>& named) {
    std::string text;
    for (const auto& [name, value] : named)
        text += (text.empty() ? "" : " ") + text_of(name) + "=" + value;
    return text;
}

template <class Kind>
std::string listed(const std::vector<engine::Id<Kind>>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id.value;
    return text;
}

void expect(Markup& element, const char* name, const std::optional<std::string>& value) {
    if (value) element.set(name, value->empty() ? "none" : *value);
}

template <class Ids>
void expect_ids(Markup& element, const char* name, const std::optional<Ids>& ids) {
    if (ids) element.set(name, listed(*ids));
}

Markup written(const engine::Expectation& expected) {
    Markup element{"expect"};
    element.set("scale", expected.scale.value);
    expect(element, "points", expected.points);
    expect(element, "lowest", expected.lowest);
    expect(element, "highest", expected.highest);
    expect(element, "band", expected.band);
    expect_ids(element, "possible-bands", expected.possible_bands);
    return element;
}

Markup written(const engine::ExpectedCounts& expected) {
    return Markup{"expect"}
        .set("level", engine::to_string(expected.level))
        .set_if("risk-2-or-more", expected.risk_2_or_more)
        .set_if("risk-3", expected.risk_3)
        .set_if("protection-2-or-more", expected.protection_2_or_more)
        .set_if("unknown", expected.unknown);
}

/// An empty list is expected as "none".
template <class Kind>
void expect_some(Markup& element, const char* name,
                 const std::optional<std::vector<engine::Id<Kind>>>& ids) {
    if (ids) element.set(name, ids->empty() ? "none" : listed(*ids));
}

Markup written(const engine::ExpectedDecision& expected) {
    Markup element{"expect"};
    element.set("decision", expected.decision.value);
    expect_some(element, "outcomes", expected.outcomes);
    expect_some(element, "possible", expected.possible);
    return element;
}

Markup written(const engine::ExampleEvent& event) {
    return Markup{"event"}
        .set("list", event.events.value)
        .set_unless_empty("on", event.on)
        .set("kind", event.kind)
        .set_unless_empty("group", event.group);
}

void write_level(const WorkedExample& example, Markup& element) {
    if (!example.scored_level && !example.possible_levels) return;
    Markup level{"expect"};
    expect(level, "scored-level", example.scored_level);
    expect_ids(level, "possible-levels", example.possible_levels);
    element.add(std::move(level));
}

Markup written(const WorkedExample& example) {
    Markup element{"worked-example"};
    element.set("source", example.source)
        .set_unless_empty("responses", pairs(example.responses))
        .set_unless_empty("facts", pairs(example.facts))
        .set_unless_empty("no-events", listed(example.no_events));
    for (const auto& event : example.events) element.add(written(event));
    for (const auto& scale : example.scales) element.add(written(scale));
    for (const auto& decision : example.decisions) element.add(written(decision));
    for (const auto& [flag, raised] : example.flags)
        element.add(
            Markup{"expect"}.set("flag", flag.value).set("raised", raised ? "true" : "false"));
    for (const auto& counts : example.profile) element.add(written(counts));
    write_level(example, element);
    return element;
}

}  // namespace

void write_examples(const engine::Instrument& instrument, Markup& root) {
    for (const auto& example : instrument.worked_examples) root.add(written(example));
}

}  // namespace lika::instruments::detail
