// SPDX-License-Identifier: EUPL-1.2
#include "engine/replay.h"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/detail/hybrids.h"
#include "engine/detail/plan.h"

namespace lika::engine {

namespace {

using detail::RuleKey;

void add_options(Item& item, const Item& other) {
    for (const auto& option : other.options)
        if (!detail::option_of(item, option.rating))
            item.options.push_back({option.rating, {}, {}});
    std::sort(item.options.begin(), item.options.end(),
              [](const Option& a, const Option& b) { return a.rating < b.rating; });
}

/// Reads what either instrument takes.
Instrument reader_of(const Instrument& first, const Instrument& second) {
    Instrument both;
    both.id = first.id;
    both.version = first.version;
    both.items = first.items;
    for (std::size_t item = 0; item < both.items.size(); ++item) {
        both.items[item].applies_when.reset();
        if (first.items[item].entered()) add_options(both.items[item], second.items[item]);
    }
    both.facts = first.facts;
    both.events = first.events;
    for (const auto& fact : second.facts)
        if (std::find(both.facts.begin(), both.facts.end(), fact) == both.facts.end())
            both.facts.push_back(fact);
    return both;
}

/// For each item of an instrument its place in the reader.
std::vector<std::size_t> places_in(const Instrument& reader, const Instrument& instrument) {
    std::vector<std::size_t> places;
    for (const auto& item : instrument.items) places.push_back(*reader.find_item(item.id));
    return places;
}

bool offers(const Item& item, const Response& response) {
    return !response.rated() || detail::option_of(item, response.rating());
}

/// The parts of a definition that say how an item's events are counted, as one text.
std::string counting_of(const Instrument& instrument, const ItemId& id) {
    std::string text;
    const auto item = instrument.find_item(id);
    if (!item || !instrument.items[*item].from_events) return text;
    const auto& from = *instrument.items[*item].from_events;
    text = from.events.value + " " + std::to_string(static_cast<int>(from.take));
    for (const auto& kind : from.kinds) text += " " + kind.value;
    const bool by_points =
        from.take != FromEvents::Take::count && from.take != FromEvents::Take::groups;
    for (const auto& list : instrument.events)
        if (by_points && list.id == from.events)
            for (const auto& kind : list.kinds)
                text += " " + kind.id.value + "=" + std::to_string(kind.points);
    return text;
}

std::vector<ScaleId> other_points(const Score& before, const Score& after) {
    std::vector<ScaleId> scales;
    for (const auto& scale : before.scales)
        for (const auto& other : after.scales)
            if (scale.scale == other.scale && scale.points != other.points)
                scales.push_back(scale.scale);
    return scales;
}

/// One of the two instruments, and where its items stand in the reader.
struct Version {
    Version(const Instrument& made, const Instrument& reader)
        : instrument(made), places(places_in(reader, made)), scorer(instrument) {}

    const Instrument instrument;
    const std::vector<std::size_t> places;
    const Scorer scorer;

    bool has(std::size_t place) const {
        return std::find(places.begin(), places.end(), place) != places.end();
    }
    Result<Score> score(const Responses& responses, const Facts& facts) const {
        Responses taken(instrument);
        for (std::size_t item = 0; item < places.size(); ++item)
            taken[item] = responses[places[item]];
        return scorer.score(taken, facts, Detail::brief);
    }
};

/// What the two differ in, by rule.
struct Rules {
    std::vector<RuleKey> keys;
    std::vector<std::vector<Difference>> differences;  ///< parallel to `keys`
};

Rules rules_of(const Instrument& from, const Instrument& to) {
    Rules rules;
    std::map<RuleKey, std::size_t> known;
    for (const auto& difference : compare(from, to)) {
        const auto key = detail::rule_of(difference);
        if (!key) continue;
        const auto [rule, is_new] = known.emplace(*key, rules.keys.size());
        if (is_new) {
            rules.keys.push_back(*key);
            rules.differences.emplace_back();
        }
        rules.differences[rule->second].push_back(difference);
    }
    return rules;
}

}  // namespace

struct Replay::State {
    using Pair = std::pair<Instrument, Instrument>;

    State(const Instrument& first, const Instrument& second, const Pair& pair)
        : side_by_side(pair),
          both(reader_of(pair.first, pair.second)),
          from(first, both),
          to(second, both),
          rules(rules_of(first, second)),
          outcomes(detail::compared_outcomes(first, second)),
          hybrids(pair.first, pair.second, rules.keys) {
        not_compared = detail::scales_missing_in(second, first);
        for (auto& scale : detail::scales_missing_in(first, second))
            not_compared.push_back(std::move(scale));
        for (const auto& item : both.items)
            counted_otherwise.push_back(counting_of(first, item.id) !=
                                        counting_of(second, item.id));
    }

    /// Names what one of the instruments does not take. Errors (invalid): rating_out_of_range.
    Result<void> check(const Responses& responses, Replayed& replayed) const;
    std::vector<OutcomeChange> changes(const Score& before, const Score& after) const;

    const Pair side_by_side;
    const Instrument both;
    const Version from, to;
    const Rules rules;
    const std::vector<detail::Outcome> outcomes;
    std::vector<ScaleId> not_compared;
    std::vector<bool> counted_otherwise;  ///< by item of `both`: its events give another rating
    detail::Hybrids hybrids;
};

Result<void> Replay::State::check(const Responses& responses, Replayed& replayed) const {
    for (std::size_t item = 0; item < both.items.size(); ++item) {
        const auto& id = both.items[item].id;
        const auto& response = responses[item];
        if (!response.rated()) continue;
        if (from.has(item) && !offers(side_by_side.first.items[item], response))
            return Error{ErrorKind::invalid, "rating_out_of_range", id.value};
        const auto& other = side_by_side.second.items[item];
        if (!to.has(item))
            replayed.unknown.push_back(id);
        else if (!other.derived() && (!offers(other, response) || counted_otherwise[item]))
            replayed.not_offered.push_back(id);
    }
    return {};
}

std::vector<OutcomeChange> Replay::State::changes(const Score& before, const Score& after) const {
    const auto first = detail::outcomes_of(before), second = detail::outcomes_of(after);
    std::vector<OutcomeChange> found;
    for (const auto& asked : outcomes) {
        OutcomeChange change;
        change.what = asked.first;
        change.name = asked.second;
        change.from = detail::outcome_in(first, asked);
        change.to = detail::outcome_in(second, asked);
        if (change.from != change.to) found.push_back(std::move(change));
    }
    return found;
}

Replay::Replay(const Instrument& from, const Instrument& to)
    : state_(std::make_unique<State>(from, to, detail::side_by_side(from, to))) {}

Replay::~Replay() = default;

const Instrument& Replay::both() const {
    return state_->both;
}

const std::vector<std::vector<Difference>>& Replay::rules() const {
    return state_->rules.differences;
}

const std::vector<ScaleId>& Replay::not_compared() const {
    return state_->not_compared;
}

Result<Replayed> Replay::replay(const Responses& responses, const Facts& facts) {
    Replayed replayed;
    if (const auto taken = state_->check(responses, replayed); !taken) return taken.error();
    const auto before = state_->from.score(responses, facts);
    if (!before) return before.error();
    if (!replayed.not_offered.empty()) return replayed;
    const auto after = state_->to.score(responses, facts);
    if (!after) return after.error();

    replayed.points = other_points(*before, *after);
    replayed.changes = state_->changes(*before, *after);
    const detail::RuleSearch search{state_->hybrids, responses, facts};
    for (auto& change : replayed.changes) search.explain(change, state_->rules.keys);
    return replayed;
}

}  // namespace lika::engine
