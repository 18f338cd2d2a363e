// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <set>

#include "engine/events.h"
#include "engine/score.h"
#include "tests/support/instrument_files.h"

using namespace lika;
using namespace lika::engine;

namespace {

Instrument read_statute() {
    auto reading = instruments::read_instrument(
        tests::bytes_of(TEST_DATA "/structures/nc-7b-2507-1.0.xml"), "nc-7b-2507-1.0.xml");
    INFO(tests::listed(reading.faults));
    REQUIRE(reading.instrument);
    return std::move(*reading.instrument);
}

const Instrument& statute() {
    static const auto read = read_statute();
    return read;
}

// G.S. 7B-2507(c): points by class of the prior adjudication.
struct Class {
    const char* kind;
    int points;
    bool offence;  ///< contempt is none
};
const Class classes[] = {
    {"a-e", 4, true}, {"f-i-a1", 2, true}, {"class-1-3", 1, true}, {"contempt", 0, false}};

// G.S. 7B-2508(f): the chart, by class now (minor, serious, violent) and history level.
const char* const chart[3][3] = {{"1", "1 2", "2"}, {"1 2", "2", "2 3"}, {"2 3", "3", "3"}};

struct Prior {
    std::size_t of = 0;  ///< index of its class
    int session = 0;
};

struct Outcome {
    int points = 0;
    std::string level, dispositions;
};

/// The statute by hand: (c) points, (d) one offence a session, (e) levels, then the chart.
Outcome by_hand(const std::vector<Prior>& priors, bool probation, int now) {
    int dearest[16] = {};
    std::set<int> sessions_with_offence;
    for (const auto& prior : priors) {
        dearest[prior.session] = std::max(dearest[prior.session], classes[prior.of].points);
        if (classes[prior.of].offence) sessions_with_offence.insert(prior.session);
    }
    Outcome made;
    for (const int points : dearest) made.points += points;
    if (probation) made.points += 2;
    const int column = made.points <= 1 ? 0 : made.points <= 3 ? 1 : 2;
    made.level = column == 0 ? "low" : column == 1 ? "medium" : "high";
    made.dispositions = chart[now - 1][column];
    if (now == 1 && sessions_with_offence.size() >= 4) made.dispositions += " 3";
    return made;
}

enum class Sessions { named, by_day };

Score scored(const std::vector<Prior>& priors, bool probation, int now, Sessions how) {
    std::vector<Event> list;
    for (const auto& prior : priors) {
        Event event;
        event.kind = EventKindId{classes[prior.of].kind};
        if (how == Sessions::named)
            event.group = "session " + std::to_string(prior.session);
        else
            event.on = Day{std::chrono::sys_days{std::chrono::days{19'000 + prior.session}}};
        list.push_back(event);
    }
    Responses responses(statute());
    if (!responses.set(statute(), ItemId{"class"}, now)) FAIL("class");
    if (!responses.set(statute(), ItemId{"probation"}, probation ? 1 : 0)) FAIL("probation");
    if (!count_events(statute(), {{EventsId{"priors"}, list}}, responses)) FAIL("events");
    static const Scorer scorer{statute()};
    auto made = scorer.score(responses, {}, Detail::brief);
    if (!made) FAIL(made.error().reason);
    return std::move(*made);
}

/// "level-1 level-2" as the chart prints it: "1 2".
std::string dispositions_of(const Score& score) {
    const auto& outcomes = score.decisions[0].outcomes;
    if (!outcomes) return "undecided";
    std::string text;
    for (const auto& outcome : *outcomes)
        text += (text.empty() ? "" : " ") + outcome.value.substr(std::string{"level-"}.size());
    return text;
}

/// With and without probation, for every class now: what differs from the statute, in words.
std::string differences(const std::vector<Prior>& priors, Sessions how) {
    std::string text;
    for (const bool probation : {false, true})
        for (int now = 1; now <= 3; ++now) {
            const auto expected = by_hand(priors, probation, now);
            const auto score = scored(priors, probation, now, how);
            const auto& history = score.scales[0];
            if (history.points == Points{expected.points} && history.band &&
                history.band->value == expected.level &&
                dispositions_of(score) == expected.dispositions)
                continue;
            for (const auto& prior : priors)
                text +=
                    std::string{classes[prior.of].kind} + "@" + std::to_string(prior.session) + " ";
            text += "class " + std::to_string(now) + ": expected " + expected.dispositions +
                    ", got " + dispositions_of(score) + "\n";
        }
    return text;
}

/// Every way to spread priors over sessions: each is in a session seen before or in a new one.
template <class Visit>
void every_history(std::vector<Prior>& priors, std::size_t length, int sessions, Visit visit) {
    if (priors.size() == length) return visit(priors);
    for (std::size_t of = 0; of < 4; ++of)
        for (int session = 0; session <= sessions; ++session) {
            priors.push_back({of, session});
            every_history(priors, length, std::max(sessions, session + 1), visit);
            priors.pop_back();
        }
}

std::vector<Prior> priors_of(const int (&counts)[3], bool same_session) {
    std::vector<Prior> priors;
    for (std::size_t of = 0; of < 3; ++of)
        for (int i = 0; i < counts[of]; ++i)
            priors.push_back({of, same_session ? 0 : static_cast<int>(priors.size())});
    return priors;
}

}  // namespace

TEST_CASE(
    "7B-2507: up to four priors in every order, class and way to share sessions come out as the "
    "chart says",
    "[instruments][domain][structures]") {
    std::string wrong;
    std::size_t histories = 0;
    std::vector<Prior> priors;

    for (std::size_t length = 0; length <= 4; ++length)
        every_history(priors, length, 0, [&](const std::vector<Prior>& history) {
            wrong += differences(history, Sessions::named);
            ++histories;
        });

    CHECK(wrong.substr(0, 2'000).empty());
    CHECK(histories == 1 + 4 * 1 + 16 * 2 + 64 * 5 + 256 * 15);  // classes x ways to share
}

TEST_CASE(
    "7B-2507: none to four priors of each class, in one session or each in its own, come out as "
    "the chart says",
    "[instruments][domain][structures]") {
    std::string wrong;

    for (int violent = 0; violent <= 4; ++violent)
        for (int serious = 0; serious <= 4; ++serious)
            for (int minor = 0; minor <= 4; ++minor)
                for (const bool same : {false, true})
                    for (const auto how : {Sessions::named, Sessions::by_day})
                        wrong += differences(priors_of({violent, serious, minor}, same), how);

    CHECK(wrong.substr(0, 2'000).empty());
}

TEST_CASE("7B-2507: without a list of priors nothing is decided, with an empty one there are none",
          "[instruments][domain][structures]") {
    Responses responses(statute());
    REQUIRE(responses.set(statute(), ItemId{"class"}, 1));
    REQUIRE(responses.set(statute(), ItemId{"probation"}, 0));

    const auto unasked = score(statute(), responses, {});
    REQUIRE(count_events(statute(), {{EventsId{"priors"}, {}}}, responses));
    const auto none = score(statute(), responses, {});

    REQUIRE(unasked);
    REQUIRE(none);
    CHECK_FALSE(unasked->scales[0].points);
    CHECK(dispositions_of(*unasked) == "undecided");
    CHECK(unasked->decisions[0].possible.size() == 3);
    CHECK(none->scales[0].points == Points{0});
    CHECK(dispositions_of(*none) == "1");
}
