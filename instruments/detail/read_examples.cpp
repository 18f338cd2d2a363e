// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "engine/clock.h"
#include "engine/score.h"
#include "instruments/detail/draft.h"

namespace lika::instruments::detail {

namespace {

using engine::WorkedExample;

template <class Things, class Id>
bool known(const Things& things, const Id& id) {
    return std::any_of(things.begin(), things.end(),
                       [&](const auto& thing) { return thing.id == id; });
}

bool is_response(const engine::Item& item, const std::string& word) {
    if (word == "not-known" || word == "not-applicable" || word == "unanswered") return true;
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const auto& option) { return std::to_string(option.rating) == word; });
}

void no_such_rating(const Draft& draft, const Element& element, std::size_t item,
                    const std::string& word) {
    if (!draft.doubtful_item(item))
        element.fault("bad_response", fmt::format("{}: {} has no such rating", cut(word),
                                                  draft.instrument.items[item].id.value));
}

void read_responses(const Draft& draft, const Element& element, WorkedExample& example) {
    for (const auto& word : element.list("responses")) {
        const auto pair = read_pair(word);
        const auto index =
            pair ? draft.instrument.find_item(engine::ItemId{pair->first}) : std::nullopt;
        if (!pair)
            element.fault(
                "bad_response",
                fmt::format("{} is not item=rating, item=not-known or item=not-applicable",
                            cut(word)));
        else if (index && !is_response(draft.instrument.items[*index], pair->second))
            no_such_rating(draft, element, *index, word);
        else if (index && !draft.instrument.items[*index].entered())
            element.fault("bad_response",
                          fmt::format("{}: {} is never entered, it follows from others", cut(word),
                                      cut(pair->first)));
        else if (!index && !draft.written_item(pair->first))
            element.fault("unknown_item",
                          fmt::format("responses names {}, which is not there", cut(pair->first)));
        else if (index)
            example.responses.emplace_back(engine::ItemId{pair->first}, pair->second);
    }
}

void read_example_facts(const Draft& draft, const Element& element, WorkedExample& example) {
    const auto& facts = draft.instrument.facts;
    for (const auto& word : element.list("facts")) {
        const auto pair = read_pair(word);
        if (pair && std::find(facts.begin(), facts.end(), pair->first) != facts.end())
            example.facts.push_back(*pair);
        else
            element.fault("unknown_fact",
                          fmt::format("{} is not a declared fact=value", cut(word)));
    }
}

// "none" expects that there is none; absent expects nothing.
std::optional<std::string> expected(const Element& element, const char* attribute) {
    if (!element.has(attribute)) return std::nullopt;
    auto said = element.required(attribute);
    return said == "none" ? std::string{} : said;
}

template <class Id, class Things>
std::optional<std::vector<Id>> expected_ids(const Element& element, const char* attribute,
                                            const Things& things, const char* reason) {
    if (!element.has(attribute)) return std::nullopt;
    std::vector<Id> ids;
    for (auto& name : element.list(attribute)) {
        if (known(things, Id{name}))
            ids.emplace_back(std::move(name));
        else
            element.fault(reason,
                          fmt::format("{} names {}, which is not there", attribute, cut(name)));
    }
    return ids;
}

void expect_number(const Element& element, const char* attribute) {
    if (element.value(attribute) != "none") (void)element.points(attribute);
}

void expect_scale(const Draft& draft, const Element& element, WorkedExample& example) {
    const engine::ScaleId id{element.required("scale")};
    const auto& scales = draft.instrument.scales;
    const auto scale = std::find_if(scales.begin(), scales.end(),
                                    [&](const auto& other) { return other.id == id; });
    if (scale == scales.end()) {
        if (!draft.written("scale", id.value))
            element.fault("unknown_scale", fmt::format("there is no scale {}", cut(id.value)));
        return;
    }
    for (const char* attribute : {"points", "lowest", "highest"}) expect_number(element, attribute);
    engine::Expectation expectation{
        id,
        expected(element, "points"),
        expected(element, "lowest"),
        expected(element, "highest"),
        expected(element, "band"),
        expected_ids<engine::BandId>(element, "possible-bands", scale->bands, "unknown_band")};
    const auto& band = expectation.band;
    if (band && !band->empty() && !known(scale->bands, engine::BandId{*band}) &&
        scale->unscorable_band != engine::BandId{*band} &&
        !draft.scales[static_cast<std::size_t>(scale - scales.begin())].doubtful())
        element.fault("unknown_band",
                      fmt::format("the scale {} has no band {}", id.value, cut(*band)));
    example.scales.push_back(std::move(expectation));
}

void expect_flag(const Draft& draft, const Element& element, WorkedExample& example) {
    const engine::FlagId id{element.required("flag")};
    element.required("raised");
    const auto raised = element.truth("raised");
    if (!known(draft.instrument.flags, id)) {
        if (!draft.written("flag", id.value))
            element.fault("unknown_flag", fmt::format("there is no flag {}", cut(id.value)));
    } else if (raised)
        example.flags.emplace_back(id, *raised);
}

void expect_level(const Draft& draft, const Element& element, WorkedExample& example) {
    const auto& levels = draft.instrument.levels;
    if (example.scored_level || example.possible_levels)
        element.fault("repeated_element", "expect the level once");
    example.scored_level = expected(element, "scored-level");
    example.possible_levels =
        expected_ids<engine::LevelId>(element, "possible-levels", levels, "unknown_level");
    const auto& level = example.scored_level;
    if (level && !level->empty() && !known(levels, engine::LevelId{*level}))
        element.fault("unknown_level", fmt::format("there is no level {}", cut(*level)));
}

std::optional<std::size_t> expected_count(const Element& element, const char* attribute) {
    if (!element.has(attribute)) return std::nullopt;
    const auto number = element.number(attribute, 0, 10'000);
    return number ? std::optional{static_cast<std::size_t>(*number)} : std::nullopt;
}

void expect_profile(const Draft& draft, const Element& element, WorkedExample& example) {
    const auto choice = element.choice("level", {"individual", "social", "structural"});
    const auto level =
        choice ? std::optional{static_cast<engine::FactorLevel>(*choice)} : std::nullopt;
    const auto& items = draft.instrument.items;
    const bool there = level && draft.instrument.profile &&
                       std::any_of(items.begin(), items.end(),
                                   [&](const auto& item) { return item.level == *level; });
    if (!there)
        return element.fault("unknown_factor_level", fmt::format("the profile has no level {}",
                                                                 cut(element.value("level"))));
    example.profile.push_back(
        {*level, expected_count(element, "risk-2-or-more"), expected_count(element, "risk-3"),
         expected_count(element, "protection-2-or-more"), expected_count(element, "unknown")});
}

void expect_decision(const Draft& draft, const Element& element, WorkedExample& example) {
    const engine::DecisionId id{element.required("decision")};
    const auto& decisions = draft.instrument.decisions;
    const auto decision = std::find_if(decisions.begin(), decisions.end(),
                                       [&](const auto& other) { return other.id == id; });
    if (decision == decisions.end()) {
        if (!draft.written("decision", id.value))
            element.fault("unknown_decision",
                          fmt::format("there is no decision {}", cut(id.value)));
        return;
    }
    const auto outcomes =
        [&](const char* attribute) -> std::optional<std::vector<engine::OutcomeId>> {
        if (element.value(attribute) == "none") return std::vector<engine::OutcomeId>{};
        struct Outcome {
            engine::OutcomeId id;
        };
        std::vector<Outcome> known;
        for (const auto& outcome : decision->outcomes) known.push_back({outcome.first});
        return expected_ids<engine::OutcomeId>(element, attribute, known, "unknown_outcome");
    };
    example.decisions.push_back({id, outcomes("outcomes"), outcomes("possible")});
}

/// "<event list="priors" on="2024-03-01" kind="a-e" group="session-1"/>".
void read_event(const Draft& draft, const Element& element, WorkedExample& example) {
    element.allow({"list", "on", "kind", "group"}, {});
    const engine::EventsId id{element.required("list")};
    const engine::EventKindId kind{element.required("kind")};
    const auto& lists = draft.instrument.events;
    const auto list =
        std::find_if(lists.begin(), lists.end(), [&](const auto& other) { return other.id == id; });
    if (list == lists.end() && element.has("list"))
        return element.fault("unknown_events",
                             fmt::format("list names {}, which is not there", cut(id.value)));
    if (list != lists.end() && element.has("kind") && !known(list->kinds, kind))
        element.fault("unknown_event_kind",
                      fmt::format("the events {} have no kind {}", id.value, cut(kind.value)));
    const auto on = element.value("on");
    if (element.has("on") && !engine::read_day(on))
        element.fault("bad_day", fmt::format("{} is no day: write 2024-03-01", cut(on)));
    example.events.push_back({id, on, kind.value, element.value("group")});
}

void read_no_events(const Draft& draft, const Element& element, WorkedExample& example) {
    for (const auto& name : element.list("no-events")) {
        if (known(draft.instrument.events, engine::EventsId{name}))
            example.no_events.emplace_back(name);
        else
            element.fault("unknown_events",
                          fmt::format("no-events names {}, which is not there", cut(name)));
    }
}

void read_expect(const Draft& draft, const Element& element, WorkedExample& example) {
    if (element.has("scale")) {
        element.allow({"scale", "points", "lowest", "highest", "band", "possible-bands"}, {});
        expect_scale(draft, element, example);
    } else if (element.has("level")) {
        element.allow({"level", "risk-2-or-more", "risk-3", "protection-2-or-more", "unknown"}, {});
        expect_profile(draft, element, example);
    } else if (element.has("decision")) {
        element.allow({"decision", "outcomes", "possible"}, {});
        expect_decision(draft, element, example);
    } else if (element.has("flag")) {
        element.allow({"flag", "raised"}, {});
        expect_flag(draft, element, example);
    } else {
        element.allow({"scored-level", "possible-levels"}, {});
        if (!element.has("scored-level") && !element.has("possible-levels"))
            element.fault("missing_attribute", "<expect> says nothing that is expected");
        expect_level(draft, element, example);
    }
}

}  // namespace

void read_examples(Draft& draft) {
    for (const auto& element : draft.root.children("worked-example")) {
        element.allow({"source", "responses", "facts", "no-events"}, {"event", "expect"});
        WorkedExample example;
        example.source = element.required("source", "missing_source");
        read_responses(draft, element, example);
        read_example_facts(draft, element, example);
        read_no_events(draft, element, example);
        for (const auto& event : element.children("event")) read_event(draft, event, example);
        for (const auto& expect : element.children("expect")) read_expect(draft, expect, example);
        if (element.children("expect").empty())
            element.lacks("missing_element", "<worked-example> needs <expect>");
        draft.instrument.worked_examples.push_back(std::move(example));
        draft.examples.push_back(element);
    }
}

}  // namespace lika::instruments::detail
