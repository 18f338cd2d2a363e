// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>

#include "engine/events.h"
#include "engine/score.h"

namespace lika::engine {

namespace {

template <class Number>
std::optional<Number> read_whole(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<Response> read_response(std::string text) {
    if (const auto rating = read_whole<std::int32_t>(text)) return Response(*rating);
    std::replace(text.begin(), text.end(), '-', '_');
    if (const auto why = read_missing(text)) return Response(*why);
    return std::nullopt;
}

Facts read_facts(const WorkedExample& example) {
    Facts facts;
    for (const auto& [name, text] : example.facts) {
        if (const auto number = read_whole<std::int64_t>(text))
            facts[name] = *number;
        else
            facts[name] = text;
    }
    return facts;
}

template <class Kind>
std::string joined(const std::vector<Id<Kind>>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id.value;
    return text;
}

std::string written(const std::optional<Points>& points) {
    return points ? points->to_string() : "";
}

/// As the engine writes it: "15.0" becomes "15".
std::optional<std::string> as_written(const std::optional<std::string>& expected) {
    if (!expected) return expected;
    const auto points = Points::read(*expected);
    return points ? points->to_string() : expected;
}

template <class Kind>
std::string written(const std::optional<Id<Kind>>& id) {
    return id ? id->value : "";
}

/// Collects what does not come out as expected.
class Comparison {
public:
    void fault(std::string text) { faults.push_back(std::move(text)); }

    void compare(const std::string& what, const std::optional<std::string>& expected,
                 const std::string& got) {
        if (!expected || *expected == got) return;
        fault(what + " expected " + or_none(*expected) + " got " + or_none(got));
    }

    template <class Ids>
    void compare_ids(const std::string& what, const std::optional<Ids>& expected, const Ids& got) {
        if (expected) compare(what, joined(*expected), joined(got));
    }

    std::vector<std::string> faults;

private:
    static std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }
};

Responses read_responses(const Instrument& instrument, const WorkedExample& example,
                         Comparison& comparison) {
    Responses responses(instrument);
    for (const auto& [item, text] : example.responses) {
        const auto response = read_response(text);
        if (!response) {
            comparison.fault("response " + item.value + " unreadable");
            continue;
        }
        const auto set = responses.set(instrument, item, *response);
        if (!set) comparison.fault("response " + item.value + " " + set.error().reason);
    }
    return responses;
}

void count_example_events(const Instrument& instrument, const WorkedExample& example,
                          Responses& responses, Comparison& comparison) {
    Events events;
    for (const auto& id : example.no_events) events[id];
    for (const auto& event : example.events) {
        const auto on = read_day(event.on);
        events[event.events].push_back(
            {on ? std::optional(*on) : std::nullopt, EventKindId{event.kind}, event.group});
    }
    if (const auto counted = count_events(instrument, events, responses); !counted)
        comparison.fault("events " + counted.error().place + " " + counted.error().reason);
}

void compare_decision(const ExpectedDecision& expected, const Score& score,
                      Comparison& comparison) {
    const auto got = std::find_if(
        score.decisions.begin(), score.decisions.end(),
        [&](const DecisionState& state) { return state.decision == expected.decision; });
    const auto name = "decision " + expected.decision.value;
    if (got == score.decisions.end()) return comparison.fault(name + " unknown_decision");
    comparison.compare_ids(name + " outcomes", expected.outcomes,
                           got->outcomes.value_or(std::vector<OutcomeId>{}));
    comparison.compare_ids(name + " possible", expected.possible, got->possible);
}

void compare_scale(const Expectation& expected, const Score& score, Comparison& comparison) {
    const auto got =
        std::find_if(score.scales.begin(), score.scales.end(),
                     [&](const ScaleScore& scale) { return scale.scale == expected.scale; });
    const auto name = "scale " + expected.scale.value;
    if (got == score.scales.end()) return comparison.fault(name + " unknown_scale");
    comparison.compare(name + " points", as_written(expected.points), written(got->points));
    comparison.compare(name + " lowest", as_written(expected.lowest), written(got->lowest));
    comparison.compare(name + " highest", as_written(expected.highest), written(got->highest));
    comparison.compare(name + " band", expected.band, written(got->band));
    comparison.compare_ids(name + " possible bands", expected.possible_bands, got->possible_bands);
}

void compare_profile(const ExpectedCounts& expected, const Score& score, Comparison& comparison) {
    const std::string name = std::string("profile ") + to_string(expected.level);
    const auto got = std::find_if(score.profile.begin(), score.profile.end(),
                                  [&](const ProfileRow& row) { return row.level == expected.level; });
    if (got == score.profile.end()) return comparison.fault(name + " not there");
    const auto compare = [&](const char* what, const std::optional<std::size_t>& wanted, std::size_t is) {
        if (wanted) comparison.compare(name + " " + what, std::to_string(*wanted), std::to_string(is));
    };
    compare("risk 2 or more", expected.risk_2_or_more, got->counts.risk_2_or_more);
    compare("risk 3", expected.risk_3, got->counts.risk_3);
    compare("protection 2 or more", expected.protection_2_or_more, got->counts.protection_2_or_more);
    compare("unknown", expected.unknown, got->counts.unknown);
}

void compare_flag(const FlagId& flag, bool raised, const Score& score, Comparison& comparison) {
    const auto got = std::find_if(score.flags.begin(), score.flags.end(),
                                  [&](const FlagState& state) { return state.flag == flag; });
    const auto name = "flag " + flag.value;
    if (got == score.flags.end()) return comparison.fault(name + " unknown_flag");
    const auto word = [](const std::optional<bool>& state) {
        return std::string(!state ? "open" : *state ? "raised" : "not raised");
    };
    comparison.compare(name, word(raised), word(got->raised));
}

}  // namespace

std::vector<std::string> check_example(const Instrument& instrument, const WorkedExample& example) {
    Comparison comparison;
    auto responses = read_responses(instrument, example, comparison);
    count_example_events(instrument, example, responses, comparison);
    const auto got = score(instrument, responses, read_facts(example), Detail::brief);
    if (!got) {
        comparison.fault("not scored: " + got.error().reason + " " + got.error().place);
        return comparison.faults;
    }
    for (const auto& expected : example.scales) compare_scale(expected, *got, comparison);
    for (const auto& expected : example.decisions) compare_decision(expected, *got, comparison);
    for (const auto& expected : example.profile) compare_profile(expected, *got, comparison);
    for (const auto& [flag, raised] : example.flags) compare_flag(flag, raised, *got, comparison);
    comparison.compare("scored level", example.scored_level, written(got->scored_level));
    comparison.compare_ids("possible levels", example.possible_levels, got->possible_levels);
    return comparison.faults;
}

}  // namespace lika::engine
