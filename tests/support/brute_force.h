// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/score.h"

/// What docs/scoring.md says, done the slow way: every completion is walked one by one. Shares
/// nothing with the engine's walk.
namespace lika::brute_force {

using namespace engine;

/// One way all that is missing could come out.
struct Completion {
    std::vector<std::optional<int>> ratings;  ///< nothing: the response is not_applicable
    Facts facts;
};

inline bool compare(long long left, Condition::Compare sign, long long right) {
    using Compare = Condition::Compare;
    return (sign == Compare::equal && left == right) ||
           (sign == Compare::not_equal && left != right) ||
           (sign == Compare::less && left < right) || (sign == Compare::at_most && left <= right) ||
           (sign == Compare::greater && left > right) ||
           (sign == Compare::at_least && left >= right);
}

bool applies(const Instrument& instrument, const Completion& completion, std::size_t item);

inline bool holds(const Instrument& instrument, const Condition& condition,
                  const Completion& completion, std::optional<std::size_t> at = {}) {
    const auto& node = condition.nodes[at.value_or(condition.nodes.size() - 1)];
    const auto matches = [&](std::size_t item) {
        return applies(instrument, completion, item) &&
               compare(*completion.ratings[item], node.compare, node.number);
    };
    const auto child = [&](std::size_t index) {
        return holds(instrument, condition, completion, index);
    };
    switch (node.kind) {
        case Condition::Kind::item:
            return matches(node.items.front());
        case Condition::Kind::count:
            return compare(std::count_if(node.items.begin(), node.items.end(), matches),
                           node.count_compare, node.count_number);
        case Condition::Kind::fact_number: {
            const auto* number = std::get_if<std::int64_t>(&completion.facts.at(node.fact));
            return number && compare(*number, node.compare, node.number);
        }
        case Condition::Kind::fact_word: {
            const auto* word = std::get_if<std::string>(&completion.facts.at(node.fact));
            return word && (*word == node.word) == (node.compare == Condition::Compare::equal);
        }
        case Condition::Kind::negation:
            return !child(node.children.front());
        case Condition::Kind::all_of:
            return std::all_of(node.children.begin(), node.children.end(), child);
        case Condition::Kind::any_of:
            return std::any_of(node.children.begin(), node.children.end(), child);
    }
    return false;
}

inline bool applies(const Instrument& instrument, const Completion& completion, std::size_t item) {
    if (!completion.ratings[item]) return false;
    const auto& condition = instrument.items[item].applies_when;
    return !condition || holds(instrument, *condition, completion);
}

/// All completions; a fact not given ("age", a number from -1 to 20; "sex") takes every value.
inline std::vector<Completion> completions(const Instrument& instrument, const Responses& responses,
                                           const Facts& facts) {
    std::vector<Completion> made{{{}, facts}};
    const auto spread = [&](auto values, auto put) {
        std::vector<Completion> next;
        for (const auto& completion : made)
            for (const auto& value : values) {
                next.push_back(completion);
                put(next.back(), value);
            }
        made = std::move(next);
    };
    for (const auto& fact : instrument.facts) {
        if (facts.contains(fact)) continue;
        std::vector<Fact> values{std::string("female"), std::string("male"), std::string("other")};
        if (fact == "age") {
            values.clear();
            for (std::int64_t age = -1; age <= 20; ++age) values.push_back(age);
        }
        spread(values,
               [&](Completion& completion, const Fact& value) { completion.facts[fact] = value; });
    }
    for (std::size_t item = 0; item < responses.size(); ++item) {
        std::vector<std::optional<int>> values;
        if (responses[item].rated())
            values = {responses[item].rating()};
        else if (responses[item].missing() == Missing::not_applicable)
            values = {std::nullopt};
        else
            for (const auto& option : instrument.items[item].options)
                values.push_back(option.rating);
        spread(values, [&](Completion& completion, const std::optional<int>& rating) {
            completion.ratings.push_back(rating);
        });
    }
    return made;
}

inline Points gives(const Term& term, int rating) {
    const auto recoded = term.recode.find(rating);
    return recoded != term.recode.end() ? recoded->second : *term.weight.times(rating);
}

/// Points of a complete set of ratings; nothing when the scale has too few items left.
inline std::optional<Points> points(const Instrument& instrument, const Scale& scale,
                                    const Completion& completion) {
    Points sum;
    std::size_t items = 0;
    for (const auto& term : scale.terms) {
        if (!applies(instrument, completion, term.item)) continue;
        ++items;
        sum = *sum.plus(gives(term, *completion.ratings[term.item]));
    }
    if (items == 0 || items < scale.minimum_rated.value_or(1)) return std::nullopt;
    return *sum.rounded(scale.decimals);
}

inline std::optional<std::size_t> band(const Scale& scale, const Points& points) {
    std::optional<std::size_t> found;
    for (std::size_t index = 0; index < scale.bands.size(); ++index)
        if (scale.bands[index].from <= points) found = index;
    return found;
}

/// All that completions can make of one scale; bands by position. Levels are the bands, raised by
/// policy overrides.
struct Possible {
    std::optional<Points> lowest, highest;
    std::set<std::size_t> bands, levels;
};

inline Possible possible(const Instrument& instrument, const Scale& scale,
                         const std::vector<Completion>& all) {
    Possible made;
    for (const auto& completion : all) {
        const auto given = points(instrument, scale, completion);
        if (!given) continue;
        if (!made.lowest || *given < *made.lowest) made.lowest = given;
        if (!made.highest || *given > *made.highest) made.highest = given;
        const auto index = band(scale, *given);
        if (!index) continue;
        made.bands.insert(*index);
        auto level = *index;
        for (const auto& policy : instrument.policy_overrides)
            for (std::size_t rank = 0; rank < instrument.levels.size(); ++rank)
                if (instrument.levels[rank].id == policy.raises_to &&
                    holds(instrument, policy.when, completion))
                    level = std::max(level, rank);
        made.levels.insert(level);
    }
    return made;
}

/// Whether something is so in every completion (true), in none (false), or it depends (nothing).
inline std::optional<bool> always(const std::vector<Completion>& all,
                                  const std::function<bool(const Completion&)>& so) {
    const auto count = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), so));
    if (count != 0 && count != all.size()) return std::nullopt;
    return count == all.size();
}

}  // namespace lika::brute_force
