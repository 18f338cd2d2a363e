// SPDX-License-Identifier: EUPL-1.2
#include "engine/events.h"

#include <catch2/catch.hpp>
#include <map>

#include "tests/support/made_up.h"

using namespace lika::made_up;

namespace {

using Take = FromEvents::Take;

Item counted(const std::string& id, Take take, std::vector<EventKindId> kinds = {}) {
    auto made = item(id, 0, 40);
    made.number = true;
    made.from_events = FromEvents{EventsId{"priors"}, take, std::move(kinds)};
    return made;
}

/// Kinds a (4 points), b (2), c (1), d (0), counted in every way.
Instrument history() {
    Instrument made;
    EventList priors;
    priors.id = EventsId{"priors"};
    priors.kinds = {{EventKindId{"a"}, 4, {}},
                    {EventKindId{"b"}, 2, {}},
                    {EventKindId{"c"}, 1, {}},
                    {EventKindId{"d"}, 0, {}}};
    made.events = {priors};
    made.items = {counted("count", Take::count), counted("sum", Take::sum),
                  counted("highest", Take::highest), counted("grouped", Take::highest_per_group),
                  counted("only-b", Take::count, {EventKindId{"b"}}), item("entered", 0, 2),
                  counted("groups", Take::groups)};
    return made;
}

Event event(const char* kind, const char* on, const char* group) {
    const auto day = read_day(on);
    return {day ? std::optional(*day) : std::nullopt, EventKindId{kind}, group};
}

std::string counts(const Instrument& instrument, const std::vector<Event>& list) {
    Responses responses(instrument);
    const auto done = count_events(instrument, {{EventsId{"priors"}, list}}, responses);
    if (!done) return done.error().reason + " " + done.error().place;
    std::string text;
    for (std::size_t index = 0; index < 5; ++index)
        text += (index ? " " : "") + std::to_string(responses[index].rating());
    return text;
}

}  // namespace

TEST_CASE("events are counted, summed, and taken at their highest", "[engine][events]") {
    const auto instrument = history();

    // count, sum, highest, highest per group, count of b
    CHECK(counts(instrument, {}) == "0 0 0 0 0");
    CHECK(counts(instrument, {event("b", "", "s1"), event("c", "", "s1")}) == "2 3 2 2 1");
    CHECK(counts(instrument, {event("b", "", "s1"), event("c", "", "s2")}) == "2 3 2 3 1");
    CHECK(counts(instrument, {event("d", "", ""), event("d", "", "")}) == "2 0 0 0 0");
}

TEST_CASE("events of one day are one group unless they name their own", "[engine][events]") {
    const auto instrument = history();
    const auto* day = "2024-03-01";

    CHECK(counts(instrument, {event("b", day, ""), event("a", day, "")}) == "2 6 4 4 1");
    CHECK(counts(instrument, {event("b", day, "s1"), event("a", day, "s2")}) == "2 6 4 6 1");
    CHECK(counts(instrument, {event("b", day, ""), event("a", "2024-03-02", "")}) == "2 6 4 6 1");
    // A group of that name is no day.
    CHECK(counts(instrument, {event("b", day, ""), event("a", "", day)}) == "2 6 4 6 1");
    // Without day and group each stands alone.
    CHECK(counts(instrument, {event("b", "", ""), event("a", "", "")}) == "2 6 4 6 1");
}

TEST_CASE("groups are counted, however many events each holds", "[engine][events]") {
    const auto instrument = history();
    const auto groups = [&](const std::vector<Event>& list) {
        Responses responses(instrument);
        REQUIRE(count_events(instrument, {{EventsId{"priors"}, list}}, responses));
        return responses[6].rating();
    };

    CHECK(groups({}) == 0);
    CHECK(groups({event("a", "", "s1"), event("d", "", "s1"), event("b", "", "s2")}) == 2);
    CHECK(groups({event("a", "2024-03-01", ""), event("b", "2024-03-01", ""), event("b", "", "")}) == 2);
}

TEST_CASE("every short list of events comes out as counted by hand", "[engine][events]") {
    const auto instrument = history();
    const std::map<std::string, int> points{{"a", 4}, {"b", 2}, {"c", 1}, {"d", 0}};
    const char* kinds[] = {"a", "b", "c", "d"};
    const char* groups[] = {"s1", "s2"};
    for (int list = 0; list < 8 * 8 * 8; ++list) {
        std::vector<Event> events;
        std::map<std::string, int> highest;
        int sum = 0, most = 0, only_b = 0;
        for (int left = list, at = 0; at < 3; ++at, left /= 8) {
            const auto* kind = kinds[left % 4];
            const auto* group = groups[left / 4 % 2];
            events.push_back(event(kind, "", group));
            const int one = points.at(kind);
            sum += one;
            most = std::max(most, one);
            only_b += kind == kinds[1];
            highest[group] = std::max(highest[group], one);
        }
        const int grouped = highest["s1"] + highest["s2"];

        CHECK(counts(instrument, events) ==
              "3 " + std::to_string(sum) + " " + std::to_string(most) + " " +
                  std::to_string(grouped) + " " + std::to_string(only_b));
    }
}

TEST_CASE("a list that was not asked for leaves its numbers unanswered", "[engine][events]") {
    const auto instrument = history();
    Responses responses(instrument);

    REQUIRE(count_events(instrument, {}, responses));

    for (std::size_t index = 0; index < responses.size(); ++index)
        CHECK(responses[index] == Response{});
}

TEST_CASE("unknown lists and kinds are refused, and more than the number can say", "[engine][events]") {
    const auto instrument = history();
    Responses responses(instrument);
    const auto unknown = count_events(instrument, {{EventsId{"other"}, {}}}, responses);

    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().reason == "unknown_events");
    CHECK(unknown.error().place == "other");
    CHECK(counts(instrument, {event("a", "", ""), event("x", "", "")}) ==
          "unknown_event_kind priors 2");
    CHECK(counts(instrument, std::vector<Event>(11, event("a", "", ""))) ==
          "rating_out_of_range sum");
    CHECK(responses == Responses(instrument));
}

TEST_CASE("a number below its range is refused, not raised", "[engine][events]") {
    auto instrument = history();
    instrument.items[0] = item("count", 1, 40);
    instrument.items[0].from_events = FromEvents{EventsId{"priors"}, Take::count, {}};

    CHECK(counts(instrument, {}) == "rating_out_of_range count");
}

TEST_CASE("what is counted or derived is never entered", "[engine][events]") {
    const auto instrument = history();
    Responses responses(instrument);

    const auto set = responses.set(instrument, ItemId{"count"}, 3);

    REQUIRE_FALSE(set);
    CHECK(set.error().reason == "derived_item");
    CHECK(responses.set(instrument, ItemId{"entered"}, 2));
}
