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
int rating(const Instrument& instrument, const Completion& completion, std::size_t item);

inline bool holds(const Instrument& instrument, const Condition& condition,
                  const Completion& completion, std::optional<std::size_t> at = {}) {
    const auto& node = condition.nodes[at.value_or(condition.nodes.size() - 1)];
    const auto matches = [&](std::size_t item) {
        return applies(instrument, completion, item) &&
               compare(rating(instrument, completion, item), node.compare, node.number);
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

/// Of a derived item that of the last option whose condition holds, or of the first option.
inline int rating(const Instrument& instrument, const Completion& completion, std::size_t item) {
    const auto& options = instrument.items[item].options;
    if (!instrument.items[item].derived()) return *completion.ratings[item];
    int found = options.front().rating;
    for (const auto& option : options)
        if (option.when && holds(instrument, *option.when, completion)) found = option.rating;
    return found;
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
        else if (instrument.items[item].derived())
            values = {0};  // never looked at
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

/// Raw points of a complete set of ratings; nothing when the scale has too few items left.
inline std::optional<Points> raw_points(const Instrument& instrument, const Scale& scale,
                                        const Completion& completion) {
    Points sum;
    std::size_t items = 0;
    for (const auto& term : scale.terms) {
        if (!applies(instrument, completion, term.item)) {
            if (!term.skipped) continue;
            sum = *sum.plus(*term.skipped);
        } else {
            sum = *sum.plus(gives(term, rating(instrument, completion, term.item)));
        }
        ++items;
    }
    if (items == 0 || items < scale.minimum_rated.value_or(1)) return std::nullopt;
    return *sum.rounded(scale.decimals);
}

/// The first of the sets that is for this person.
template <class Sets>
const typename Sets::value_type* in_force(const Instrument& instrument, const Sets& sets,
                                          const Completion& completion) {
    for (const auto& set : sets)
        if (!set.when || holds(instrument, *set.when, completion)) return &set;
    return nullptr;
}

/// Points and band that one completion gives.
struct Outcome {
    std::optional<Points> points;
    std::optional<std::size_t> band;
};

/// How rounded raw points are read for the person of this completion.
inline Outcome read(const Instrument& instrument, const Scale& scale, const Completion& completion,
                    Points raw) {
    if (!scale.norms.empty()) {
        const auto* norm = in_force(instrument, scale.norms, completion);
        if (!norm) return {};
        raw = norm->standardised.at(raw);
    }
    Outcome made{raw, {}};
    const auto* cut_offs = in_force(instrument, scale.cut_offs, completion);
    if (!scale.cut_offs.empty() && !cut_offs) return made;
    for (std::size_t index = 0; index < scale.bands.size(); ++index)
        if ((cut_offs ? cut_offs->from[index] : scale.bands[index].from) <= raw) made.band = index;
    return made;
}

/// Nothing when the completion is none of the scale's.
inline std::optional<Outcome> outcome(const Instrument& instrument, const Scale& scale,
                                      const Completion& completion) {
    const auto raw = raw_points(instrument, scale, completion);
    if (!raw) return std::nullopt;
    return read(instrument, scale, completion, *raw);
}

/// All that completions can make of one scale; bands by position.
struct Possible {
    std::optional<Points> lowest, highest;
    std::set<std::size_t> bands;
    bool without_band = false;
};

inline Possible possible(const Instrument& instrument, const Scale& scale,
                         const std::vector<Completion>& all) {
    Possible made;
    for (const auto& completion : all) {
        const auto given = outcome(instrument, scale, completion);
        if (!given) continue;
        if (given->band)
            made.bands.insert(*given->band);
        else
            made.without_band = true;
        if (!given->points) continue;
        if (!made.lowest || *given->points < *made.lowest) made.lowest = given->points;
        if (!made.highest || *given->points > *made.highest) made.highest = given->points;
    }
    return made;
}

/// The levels of the bands of the level scales, the highest counting, raised by policy overrides.
struct Levels {
    std::set<std::size_t> levels;
    bool without = false;
};

inline Levels possible_levels(const Instrument& instrument, const std::vector<Completion>& all) {
    Levels made;
    for (const auto& completion : all) {
        std::size_t level = 0;
        bool counts = true, without = false;
        for (const auto& scale : instrument.scales) {
            const auto& wanted = instrument.level_scales;
            if (std::find(wanted.begin(), wanted.end(), scale.id) == wanted.end()) continue;
            const auto given = outcome(instrument, scale, completion);
            counts = counts && given;
            if (!given) continue;
            without = without || !given->band;
            level = std::max(level, given->band.value_or(0));
        }
        if (!counts) continue;
        made.without = made.without || without;
        if (without) continue;
        std::size_t step = 0, least = 0;
        for (const auto& policy : instrument.policy_overrides) {
            if (!holds(instrument, policy.when, completion)) continue;
            step = std::max(step, policy.raises_by);
            for (std::size_t rank = 0; rank < instrument.levels.size(); ++rank)
                if (instrument.levels[rank].id == policy.raises_to) least = std::max(least, rank);
        }
        made.levels.insert(
            std::max(std::min(level + step, instrument.levels.size() - 1), least));
    }
    return made;
}

/// What a table allows in each completion; an empty set: no cell.
inline std::set<std::set<std::size_t>> possible_outcomes(const Instrument& instrument,
                                                         const Decision& decision,
                                                         const std::vector<Completion>& all) {
    std::set<std::set<std::size_t>> made;
    for (const auto& completion : all) {
        const auto given = outcome(instrument, instrument.scales[decision.scale], completion);
        if (!given) continue;
        std::set<std::size_t> allowed;
        if (given->band && applies(instrument, completion, decision.item)) {
            const auto now = rating(instrument, completion, decision.item);
            for (const auto& cell : decision.cells)
                if (instrument.items[decision.item].options[cell.option].rating == now &&
                    cell.band == *given->band)
                    allowed.insert(cell.outcomes.begin(), cell.outcomes.end());
            for (const auto& exception : decision.exceptions)
                if (holds(instrument, exception.when, completion))
                    allowed.insert(exception.outcomes.begin(), exception.outcomes.end());
        }
        made.insert(allowed);
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
