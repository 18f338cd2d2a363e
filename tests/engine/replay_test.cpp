// SPDX-License-Identifier: EUPL-1.2
#include "engine/replay.h"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/random_instrument.h"

using namespace lika::made_up;

namespace {

using What = OutcomeChange::What;
using Made = OutcomeChange::Made;

/// One revision of an instrument's rules, and a part of a difference it must be told as.
struct Revision {
    std::string part;
    std::function<void(Instrument&)> make;
};

Scale& scale_of(Instrument& instrument) {
    return instrument.scales.front();
}

void move_cut_off(Instrument& instrument, std::size_t band, int by) {
    auto& from = scale_of(instrument).bands[band].from;
    from = *from.plus(Points(by));
}

/// An item more, first in the list, that counts in the scale.
void put_first(Instrument& instrument) {
    instrument.items.insert(instrument.items.begin(), item("new", 0, 3));
    for (auto& scale : instrument.scales)
        for (auto& term : scale.terms) ++term.item;
    for (auto& one : instrument.items)
        if (one.applies_when) one.applies_when = condition(instrument, one.applies_when->text);
    for (auto& flag : instrument.flags) flag.when = condition(instrument, flag.when.text);
    for (auto& rule : instrument.policy_overrides)
        rule.when = condition(instrument, rule.when.text);
    scale_of(instrument).terms.push_back({0, Points(1), {}});
}

/// Two of these touch different parts, so that either can be made without the other.
Revision any_revision(RandomInstruments& random, const Instrument& instrument) {
    const int by = 1 + random.upto(1);  // the cut-offs go apart, so that they still rise
    switch (random.upto(8)) {
        case 0:
            return {"from", [=](Instrument& made) { move_cut_off(made, 1, -by); }};
        case 1:
            return {"from", [=](Instrument& made) { move_cut_off(made, 2, by); }};
        case 2:
            return {"weight",
                    [=](Instrument& made) { scale_of(made).terms.front().weight = Points(3); }};
        case 3: {
            const auto other = instrument.scales.front().missing == MissingRule::zero
                                   ? MissingRule::prorate
                                   : MissingRule::zero;
            return {"missing", [=](Instrument& made) { scale_of(made).missing = other; }};
        }
        case 4:
            return {"minimum-rated", [](Instrument& made) {
                        scale_of(made).minimum_rated = scale_of(made).minimum_rated.value_or(0) + 2;
                    }};
        case 5:
            return {"when", [](Instrument& made) {
                        auto& flag = made.flags.front();
                        flag.when = condition(made, "not (" + flag.when.text + ")");
                    }};
        case 6:
            return {"override", [](Instrument& made) {
                        made.policy_overrides.push_back({OverrideId{"new-rule"},
                                                         condition(made, "Q0 >= 1"),
                                                         made.levels.back().id,
                                                         {},
                                                         ""});
                    }};
        case 7:
            return {"term", put_first};
        default:
            return {"applies-when", [](Instrument& made) {
                        made.items[*made.find_item(ItemId{"Q1"})].applies_when =
                            condition(made, "age >= 3");
                    }};
    }
}

std::string outcome(const Instrument& instrument, const Responses& responses, const Facts& facts,
                    const OutcomeChange& change) {
    const auto score = scored(instrument, responses, facts);
    if (change.what == What::band)
        return score.scales.front().band ? score.scales.front().band->value : "";
    if (change.what == What::level) return score.scored_level ? score.scored_level->value : "";
    const auto& raised = score.flags.front().raised;
    return !raised ? "open" : *raised ? "raised" : "not_raised";
}

/// The same responses to another instrument.
Responses carried(const Instrument& from, const Instrument& to, const Responses& responses) {
    Responses made(to);
    for (std::size_t index = 0; index < from.items.size(); ++index)
        if (const auto item = to.find_item(from.items[index].id)) made[*item] = responses[index];
    return made;
}

bool names(const Replay& replay, const std::vector<std::size_t>& rules, const std::string& part) {
    for (const auto rule : rules)
        for (const auto& difference : replay.rules()[rule])
            if (difference.part.name == part) return true;
    return false;
}

Replayed replayed(Replay& replay, const Instrument& from, const Responses& responses,
                  const Facts& facts = {}) {
    const auto made = replay.replay(carried(from, replay.both(), responses), facts);
    if (!made) FAIL(made.error().reason);
    return *made;
}

}  // namespace

TEST_CASE("one revised rule is named as what made every change, alone", "[engine][replay]") {
    RandomInstruments random(81, RandomInstruments::Kind::plain);
    int changes = 0;
    for (int round = 0; round < rounds(1500); ++round) {
        const auto before = random.instrument();
        const auto revision = any_revision(random, before);
        auto after = before;
        revision.make(after);
        Replay replay{before, after};
        for (int one = 0; one < 4; ++one) {
            const auto responses = random.responses(before);
            for (const auto& change : replayed(replay, before, responses, random.facts()).changes) {
                CHECK(change.made == Made::alone);
                CHECK(change.rules.size() == 1);
                CHECK(names(replay, change.rules, revision.part));
                ++changes;
            }
        }
    }
    CHECK(changes > rounds(500));
}

TEST_CASE("of two revised rules those are named that alone make the change, else both together",
          "[engine][replay]") {
    RandomInstruments random(82, RandomInstruments::Kind::plain);
    int alone = 0, together = 0;
    for (int round = 0; round < rounds(4000); ++round) {
        const auto before = random.instrument();
        const auto first = any_revision(random, before), second = any_revision(random, before);
        if (first.part == second.part) continue;
        if (first.part == "applies-when" && second.part == "term")
            continue;  // a circle of conditions
        auto with_first = before, with_second = before, with_both = before;
        first.make(with_first);
        second.make(with_second);
        first.make(with_both);
        second.make(with_both);
        const auto responses = random.responses(before);
        const auto facts = random.facts();
        Replay replay{before, with_both};

        for (const auto& change : replayed(replay, before, responses, facts).changes) {
            const auto by = [&](const Instrument& one) {
                return outcome(one, carried(before, one, responses), facts, change) == change.to;
            };
            INFO(first.part << " and " << second.part << ": " << change.from << " -> "
                            << change.to);
            CHECK(names(replay, change.rules, first.part) == (by(with_first) || !by(with_second)));
            CHECK(names(replay, change.rules, second.part) == (by(with_second) || !by(with_first)));
            const bool needs_both = !by(with_first) && !by(with_second);
            CHECK(change.made == (needs_both ? Made::together : Made::alone));
            ++(needs_both ? together : alone);
        }
    }
    CHECK(alone > rounds(200));
    CHECK(together > rounds(20));
}

TEST_CASE("a replay tells exactly the outcomes that scoring under both tells apart",
          "[engine][replay]") {
    RandomInstruments random(83, RandomInstruments::Kind::plain);
    for (int round = 0; round < rounds(1500); ++round) {
        const auto before = random.instrument();
        auto after = before;
        for (int count = random.upto(3); count >= 0; --count)
            any_revision(random, before).make(after);
        const auto responses = random.responses(before);
        const auto facts = random.facts();
        if (after.find_item(ItemId{"new"}) && after.items.size() > before.items.size() + 1)
            continue;
        Replay replay{before, after};

        std::string told, expected;
        for (const auto& change : replayed(replay, before, responses, facts).changes) {
            told +=
                std::to_string(static_cast<int>(change.what)) + change.from + ">" + change.to + " ";
            CHECK(change.made != Made::untold);
        }
        for (const auto what : {What::band, What::level, What::flag}) {
            const OutcomeChange asked{what, {}, {}, {}, Made::untold, {}};
            const auto from = outcome(before, responses, facts, asked);
            const auto to = outcome(after, carried(before, after, responses), facts, asked);
            if (from != to)
                expected += std::to_string(static_cast<int>(what)) + from + ">" + to + " ";
        }
        CHECK(told == expected);
    }
}

namespace {

std::string told_of(const Replayed& replayed) {
    std::string text;
    for (const auto& change : replayed.changes)
        text += std::to_string(static_cast<int>(change.what)) + change.name + ":" + change.from +
                ">" + change.to + " ";
    return text;
}

template <class Kind>
std::string step(const std::string& name, const std::optional<Id<Kind>>& from,
                 const std::optional<Id<Kind>>& to) {
    const auto word = [](const auto& id) { return id ? id->value : std::string{}; };
    return from == to ? std::string{} : name + ":" + word(from) + ">" + word(to) + " ";
}

const char* word(const std::optional<bool>& raised) {
    return !raised ? "open" : *raised ? "raised" : "not_raised";
}

std::string allowed(const DecisionState& decision) {
    auto outcomes = decision.outcomes.value_or(std::vector<OutcomeId>{});
    std::sort(outcomes.begin(), outcomes.end());
    return row(outcomes);
}

/// What scoring under both, without a replay, tells apart.
std::string told_of(const Score& from, const Score& to) {
    std::string text;
    for (std::size_t scale = 0; scale < from.scales.size(); ++scale)
        text += step("0" + from.scales[scale].scale.value, from.scales[scale].band,
                     to.scales[scale].band);
    text += step("1", from.scored_level, to.scored_level);
    for (std::size_t flag = 0; flag < from.flags.size(); ++flag)
        if (from.flags[flag].raised != to.flags[flag].raised)
            text += "2" + from.flags[flag].flag.value + ":" + word(from.flags[flag].raised) + ">" +
                    word(to.flags[flag].raised) + " ";
    for (std::size_t table = 0; table < from.decisions.size(); ++table) {
        const auto before = allowed(from.decisions[table]), after = allowed(to.decisions[table]);
        if (before != after)
            text += "3" + from.decisions[table].decision.value + ":" + before + ">" + after + " ";
    }
    return text;
}

/// A rule of any kind put in another way; nothing where the instrument has no such rule.
bool revise_rich(Instrument& made, int kind) {
    auto& scale = made.scales.front();
    switch (kind) {
        case 0:
            scale.never_missing = {scale.terms.back().item};
            return true;
        case 1:
            scale.terms.front().skipped = Points(3);
            return true;
        case 2:
            if (scale.cut_offs.empty()) return false;
            scale.cut_offs.front().from.back() = Points(9);
            return true;
        case 3:
            if (scale.norms.empty()) return false;
            for (auto& [raw, points] : scale.norms.front().standardised)
                points = *points.plus(Points(2));
            return true;
        case 4:
            scale.missing =
                scale.missing == MissingRule::mean ? MissingRule::zero : MissingRule::mean;
            return true;
        case 5:
            if (made.policy_overrides.empty()) return false;
            made.policy_overrides.front().raises_to = {};
            made.policy_overrides.front().raises_by = 2;
            return true;
        case 6:
            if (!made.items.back().derived()) return false;
            made.items.back().options.back().when = condition(made, "Q0 >= 1");
            return true;
        case 7:
            if (made.decisions.empty()) return false;
            for (auto& cell : made.decisions.front().cells) cell.outcomes = {0};
            return true;
        case 8:
            if (made.decisions.empty()) return false;
            made.decisions.front().exceptions.push_back({condition(made, "Q0 >= 1"), {1}, {}, ""});
            return true;
        default:
            made.level_scales = {made.scales.back().id};
            return true;
    }
}

}  // namespace

TEST_CASE(
    "norms, cut-offs for some, means, steps, derived items and decision tables are replayed as "
    "they "
    "are scored",
    "[engine][replay]") {
    RandomInstruments random(85);
    int changes = 0;
    for (int round = 0; round < rounds(1500); ++round) {
        const auto before = random.instrument();
        auto after = before;
        if (!revise_rich(after, random.upto(9))) continue;
        Replay replay{before, after};
        for (int one = 0; one < 3; ++one) {
            const auto responses = random.responses(before);
            const auto facts = random.facts();
            const auto told = replayed(replay, before, responses, facts);
            CHECK(told_of(told) ==
                  told_of(scored(before, responses, facts), scored(after, responses, facts)));
            for (const auto& change : told.changes) {
                CHECK(change.made != Made::untold);
                ++changes;
            }
        }
    }
    CHECK(changes > rounds(100));
}

namespace {

/// What may be decided of F1 (0 to 2) against the band of three items.
Instrument three_items_decided() {
    auto made = three_items();
    Decision table;
    table.id = DecisionId{"reply"};
    table.outcomes = {{OutcomeId{"talk"}, {}}, {OutcomeId{"meeting"}, {}}, {OutcomeId{"plan"}, {}}};
    table.cells = {{0, 0, {0}}, {0, 1, {1}}, {1, 0, {0, 1}}, {1, 1, {1}}, {2, 0, {1}}, {2, 1, {2}}};
    made.decisions = {table};
    return made;
}

/// "reply: talk -> plan (alone, cell.2.high)".
std::string decided(const Instrument& before, const Instrument& after,
                    std::initializer_list<std::pair<const char*, Response>> given) {
    Replay replay{before, after};
    std::string text;
    for (const auto& change : replayed(replay, before, responses(before, given)).changes) {
        if (change.what != What::decision) continue;
        text += change.name + ": " + change.from + " -> " + change.to + " (";
        text += change.made == Made::alone      ? "alone"
                : change.made == Made::together ? "together"
                                                : "untold";
        for (const auto rule : change.rules)
            for (const auto& difference : replay.rules()[rule]) text += ", " + difference.part.name;
        text += ")";
    }
    return text;
}

}  // namespace

TEST_CASE(
    "what a decision table allows is replayed, and whether its cell, a cut-off or an exception "
    "made it",
    "[engine][replay]") {
    const auto before = three_items_decided();
    auto other_cell = before, lower = before, exception = before;
    other_cell.decisions.front().cells[2].outcomes = {2};
    lower.scales.front().bands[1].from = Points(3);
    exception.decisions.front().exceptions.push_back({condition(exception, "F2 = 2"), {2}, {}, ""});

    CHECK(decided(before, other_cell, {{"F1", 1}, {"F2", 0}, {"F3", 0}}) ==
          "reply: meeting talk -> plan (alone, cell.1.low)");
    CHECK(decided(before, other_cell, {{"F1", 0}, {"F2", 0}, {"F3", 0}}).empty());
    CHECK(decided(before, lower, {{"F1", 1}, {"F2", 2}, {"F3", 0}}) ==
          "reply: meeting talk -> meeting (alone, from)");
    CHECK(decided(before, exception, {{"F1", 0}, {"F2", 2}, {"F3", 0}}) ==
          "reply: talk -> plan talk (alone, exception)");
    CHECK(decided(before, lower, {{"F1", 1}, {"F2", 2}}) ==
          "reply:  -> meeting (alone, from)");  // 3 to 5 points: either band before, high now
}

TEST_CASE("a decision table is replayed where its rows, bands and outcomes stand elsewhere",
          "[engine][replay]") {
    const auto before = three_items_decided();
    auto moved = before;
    put_first(moved);
    moved.scales.front().terms.pop_back();  // "new" stands first and counts nowhere
    moved.scales.insert(moved.scales.begin(), sum_of(moved, "first"));
    auto& table = moved.decisions.front();
    table.item = 1;
    table.scale = 1;
    std::swap(table.outcomes[0], table.outcomes[1]);
    for (auto& cell : table.cells)
        for (auto& outcome : cell.outcomes) outcome = outcome == 2 ? 2 : 1 - outcome;
    auto other_cell = moved;
    other_cell.decisions.front().cells[2].outcomes = {2};

    CHECK(decided(before, moved, {{"F1", 1}, {"F2", 0}, {"F3", 0}}).empty());
    CHECK(decided(before, other_cell, {{"F1", 1}, {"F2", 0}, {"F3", 0}}) ==
          "reply: meeting talk -> plan (alone, cell.1.low)");
}

TEST_CASE("a decision table with a new band changes by the band and its cells together",
          "[engine][replay]") {
    const auto before = three_items_decided();
    auto after = before;
    after.scales.front().bands = bands({{"low", 0}, {"middle", 2}, {"high", 4}});
    auto& cells = after.decisions.front().cells;
    cells = {{0, 0, {0}}, {0, 1, {2}}, {0, 2, {1}}, {1, 0, {0, 1}}, {1, 1, {2}},
             {1, 2, {1}}, {2, 0, {1}}, {2, 1, {2}}, {2, 2, {2}}};

    CHECK(decided(before, after, {{"F1", 1}, {"F2", 1}, {"F3", 0}}) ==
          "reply: meeting talk -> plan (together, band, cell.0.middle, cell.1.middle, "
          "cell.2.middle)");
}

TEST_CASE("an exception is replayed where the items it names stand elsewhere", "[engine][replay]") {
    const auto with_exception = [](Instrument made) {
        made.decisions.front().exceptions = {{condition(made, "F2 = 2"), {2}, {}, ""}};
        return made;
    };
    const auto before = with_exception(three_items_decided());
    auto moved = three_items_decided();
    put_first(moved);
    moved.scales.front().terms.pop_back();
    moved.decisions.front().item = 1;
    moved.decisions.front().cells[2].outcomes = {0};

    CHECK(decided(before, with_exception(moved), {{"F1", 1}, {"F2", 2}, {"F3", 0}}) ==
          "reply: meeting plan talk -> plan talk (alone, cell.1.low)");
}

TEST_CASE("a decision table is replayed where its bands change places", "[engine][replay]") {
    const auto before = three_items_decided();
    auto after = before;
    after.scales.front().bands = bands({{"high", 0}, {"low", 4}});
    for (auto& cell : after.decisions.front().cells) cell.band = 1 - cell.band;

    CHECK(decided(before, after, {{"F1", 1}, {"F2", 0}, {"F3", 0}}) ==
          "reply: meeting talk -> meeting (together, from, from)");
}

TEST_CASE("a rule that rules together can do without is not named among them", "[engine][replay]") {
    auto before = three_items();
    before.scales.front().bands.back().from = Points(5);
    auto after = before;
    after.scales.front().terms[0].weight = Points(2);
    after.scales.front().terms[1].weight = Points(2);
    after.scales.front().decimals = 1;
    Replay replay{before, after};

    const auto told =
        replayed(replay, before, responses(before, {{"F1", 1}, {"F2", 1}, {"F3", 1}}));

    REQUIRE(told.changes.size() == 1);  // 3 points, low; then 2 + 2 + 1 = 5, high
    CHECK(told.changes.front().made == Made::together);
    CHECK(told.changes.front().rules.size() == 2);  // not the rounding
    CHECK(names(replay, told.changes.front().rules, "weight"));
    CHECK_FALSE(names(replay, told.changes.front().rules, "decimals"));
}

TEST_CASE("a decision table only one of them has is undecided in the other", "[engine][replay]") {
    const auto with = three_items_decided();
    const auto without = three_items();

    CHECK(decided(without, with, {{"F1", 0}, {"F2", 0}, {"F3", 0}}) ==
          "reply:  -> talk (alone, decision)");
    CHECK(decided(with, without, {{"F1", 0}, {"F2", 0}, {"F3", 0}}) ==
          "reply: talk ->  (alone, decision)");
}

TEST_CASE("a rating the second does not offer is named and nothing is rescored",
          "[engine][replay]") {
    const auto before = three_items();
    auto after = before;
    after.items[1].options.pop_back();
    after.scales.front().bands.back().from = Points(1);
    Replay replay{before, after};

    const auto refused =
        replayed(replay, before, responses(before, {{"F1", 2}, {"F2", 2}, {"F3", 0}}));

    CHECK(row(refused.not_offered) == "F2");
    CHECK(refused.changes.empty());
    CHECK(replayed(replay, before, responses(before, {{"F1", 1}, {"F2", 1}, {"F3", 0}}))
              .not_offered.empty());
}

TEST_CASE("a number that the second counts from events in another way is not carried over",
          "[engine][replay]") {
    auto before = three_items();
    before.events = {{EventsId{"decisions"}, {}, {}, {{EventKindId{"crime"}, 2, {}}}}};
    before.items[2].number = true;
    before.items[2].from_events = FromEvents{EventsId{"decisions"}, FromEvents::Take::count, {}};
    auto after = before, heavier = before;
    after.items[2].from_events->take = FromEvents::Take::sum;
    heavier.events[0].kinds[0].points = 3;
    const auto given = responses(before, {{"F1", 1}, {"F2", 1}});
    const auto not_taken = [&](const Instrument& first, const Instrument& second,
                               std::optional<int> counted) {
        Replay replay{first, second};
        auto all = given;
        if (counted) all[2] = Response{*counted};
        return row(replayed(replay, first, all).not_offered);
    };

    auto heavier_sum = after;
    heavier_sum.events[0].kinds[0].points = 3;
    CHECK(not_taken(before, after, 1) == "F3");
    CHECK(not_taken(after, heavier_sum, 2) == "F3");
    CHECK(not_taken(before, heavier, 1).empty());  // they are counted, whatever their points
    CHECK(not_taken(before, after, std::nullopt).empty());
    CHECK(not_taken(before, before, 1).empty());
}

TEST_CASE("a rated item the second does not have is named and left out", "[engine][replay]") {
    const auto before = three_items();
    auto after = before;
    after.items.pop_back();
    after.scales.front().terms.pop_back();
    Replay replay{before, after};

    const auto told =
        replayed(replay, before, responses(before, {{"F1", 2}, {"F2", 1}, {"F3", 2}}));

    CHECK(row(told.unknown) == "F3");
    CHECK(row(told.points) == "total");
    REQUIRE(told.changes.size() == 1);
    CHECK(told.changes.front().from == "high");
    CHECK(told.changes.front().to == "low");
    CHECK(names(replay, told.changes.front().rules, "term"));
}

TEST_CASE("a rating only the second offers is no response to the first", "[engine][replay]") {
    const auto before = three_items();
    auto after = before;
    after.items[0].options.push_back({3, {}});
    Replay replay{before, after};

    Responses given(replay.both());
    given[0] = Response{3};

    const auto refused = replay.replay(given, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "rating_out_of_range");
    CHECK(refused.error().place == "F1");
}

TEST_CASE("a response to an item only the second has counts there", "[engine][replay]") {
    const auto before = three_items();
    auto after = before;
    after.items.push_back(item("F4", 0, 2));
    after.scales.front().terms.push_back({3, Points(1), {}});
    Replay replay{before, after};
    Responses given(replay.both());
    for (std::size_t index = 0; index < 4; ++index) given[index] = Response{1};

    const auto told = replay.replay(given, {});

    REQUIRE(told);
    REQUIRE(told->changes.size() == 1);
    CHECK(told->changes.front().to == "high");
}

TEST_CASE("a scale only one of the instruments has is not compared, and said so",
          "[engine][replay]") {
    const auto before = three_items();
    auto after = before;
    after.scales.front().id = ScaleId{"sum"};
    Replay replay{before, after};

    CHECK(row(replay.not_compared()) == "total sum");
    CHECK(replayed(replay, before, responses(before, {{"F1", 2}, {"F2", 2}, {"F3", 2}}))
              .changes.empty());
}

TEST_CASE("an instrument replayed under itself changes nothing", "[engine][replay]") {
    RandomInstruments random(84, RandomInstruments::Kind::plain);
    for (int round = 0; round < rounds(200); ++round) {
        const auto made = random.instrument();
        Replay replay{made, made};
        CHECK(replay.rules().empty());
        const auto told = replayed(replay, made, random.responses(made), random.facts());
        CHECK(told.changes.empty());
        CHECK(told.points.empty());
    }
}
