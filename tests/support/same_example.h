// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <tuple>

#include "engine/instrument.h"

/// Worked examples are no part of a digest, so they are compared field by field.
namespace lika::tests {

inline bool same_expectation(const engine::Expectation& a, const engine::Expectation& b) {
    const auto all = [](const engine::Expectation& e) {
        return std::tie(e.scale, e.points, e.lowest, e.highest, e.band, e.possible_bands);
    };
    return all(a) == all(b);
}

inline bool same_counts(const engine::ExpectedCounts& a, const engine::ExpectedCounts& b) {
    const auto all = [](const engine::ExpectedCounts& e) {
        return std::tie(e.level, e.risk_2_or_more, e.risk_3, e.protection_2_or_more, e.unknown);
    };
    return all(a) == all(b);
}

inline bool same_decision(const engine::ExpectedDecision& a, const engine::ExpectedDecision& b) {
    const auto all = [](const engine::ExpectedDecision& e) {
        return std::tie(e.decision, e.outcomes, e.possible);
    };
    return all(a) == all(b);
}

inline bool same_event(const engine::ExampleEvent& a, const engine::ExampleEvent& b) {
    const auto all = [](const engine::ExampleEvent& e) {
        return std::tie(e.events, e.on, e.kind, e.group);
    };
    return all(a) == all(b);
}

inline bool same_example(const engine::WorkedExample& a, const engine::WorkedExample& b) {
    const auto rest = [](const engine::WorkedExample& e) {
        return std::tie(e.source, e.responses, e.facts, e.no_events, e.flags, e.scored_level,
                        e.possible_levels);
    };
    return rest(a) == rest(b) &&
           std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                      same_event) &&
           std::equal(a.decisions.begin(), a.decisions.end(), b.decisions.begin(),
                      b.decisions.end(), same_decision) &&
           std::equal(a.scales.begin(), a.scales.end(), b.scales.begin(), b.scales.end(),
                      same_expectation) &&
           std::equal(a.profile.begin(), a.profile.end(), b.profile.begin(), b.profile.end(),
                      same_counts);
}

inline bool same_examples(const engine::Instrument& a, const engine::Instrument& b) {
    return std::equal(a.worked_examples.begin(), a.worked_examples.end(),
                      b.worked_examples.begin(), b.worked_examples.end(), same_example);
}

}  // namespace lika::tests
