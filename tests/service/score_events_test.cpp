// SPDX-License-Identifier: EUPL-1.2
#include "service/events_json.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "service/detail/record_format.h"
#include "service/score_input.h"

using namespace lika;
using engine::Response;

namespace {

/// `total` counts the highest of each group of `priors`; `asked` is entered.
engine::Instrument history() {
    engine::Instrument made;
    engine::EventList priors;
    priors.id = engine::EventsId{"priors"};
    priors.kinds = {{engine::EventKindId{"grave"}, 4, {}}, {engine::EventKindId{"light"}, 1, {}}};
    made.events = {priors};
    engine::Item total, asked;
    total.id = engine::ItemId{"total"};
    for (std::int32_t rating = 0; rating <= 9; ++rating) total.options.push_back({rating, {}});
    total.from_events = engine::FromEvents{priors.id, engine::FromEvents::Take::highest_per_group, {}};
    asked.id = engine::ItemId{"asked"};
    asked.options = {{0, {}}, {1, {}}};
    made.items = {total, asked};
    return made;
}

service::ScoreLine read_line(const std::string& text) {
    static const auto instrument = history();
    std::istringstream stream{text + "\n"};
    const auto reader = service::read_ndjson(stream, instrument, {});
    service::ScoreLine line{instrument};
    REQUIRE(reader->next(line));
    return line;
}

std::string faults_of(const std::string& text) {
    std::string said;
    for (const auto& fault : read_line(text).faults) said += fault.reason + " " + fault.place + "\n";
    return said;
}

std::string with_events(const std::string& events) {
    return R"({"id":"a","responses":{"asked":1},"events":)" + events + "}";
}

}  // namespace

TEST_CASE("events of a line are counted, the highest of each session", "[service][score]") {
    const auto line = read_line(with_events(
        R"({"priors":[{"on":"2024-03-01","kind":"grave","group":"s1"},{"kind":"light","group":"s1"},{"kind":"light","on":null}]})"));

    CHECK(line.faults.empty());
    CHECK(line.responses[0] == Response{5});
    CHECK(line.responses[1] == Response{1});
}

TEST_CASE("an empty list says nothing happened, a list that is null or absent says nothing", "[service][score]") {
    CHECK(read_line(with_events(R"({"priors":[]})")).responses[0] == Response{0});
    CHECK(read_line(with_events(R"({"priors":null})")).responses[0] == Response{});
    CHECK(read_line(with_events("{}")).responses[0] == Response{});
    CHECK(read_line(with_events("null")).responses[0] == Response{});
    CHECK(read_line(R"({"id":"a","responses":{}})").responses[0] == Response{});
}

TEST_CASE("events of one line are not those of the next", "[service][score]") {
    static const auto instrument = history();
    std::istringstream stream{with_events(R"({"priors":[{"kind":"grave"}]})") + "\n" R"({"id":"b","responses":{"asked":0}})" "\n"};
    const auto reader = service::read_ndjson(stream, instrument, {});
    service::ScoreLine line{instrument};
    REQUIRE(reader->next(line));
    REQUIRE(reader->next(line));

    CHECK(line.responses[0] == Response{});
}

TEST_CASE("every fault of the events of a line is named with its place", "[service][score]") {
    CHECK(faults_of(with_events(R"({"others":[]})")) == "unknown_events others\n");
    CHECK(faults_of(with_events(R"({"priors":[{"kind":"grave"},{"kind":"odd"}]})")) == "unknown_event_kind priors 2\n");
    CHECK(faults_of(with_events(R"({"priors":[{"on":"2024-02-30","kind":"grave"},{"kind":1},{"kind":"light","where":"x"},7]})")) ==
          "not_a_day priors 1\nwrong_type priors 2\nunknown_field priors 3\nwrong_type priors 4\n");
    CHECK(faults_of(with_events("[]")) == "wrong_type events\n");
    CHECK(faults_of(with_events("3")) == "wrong_type events\n");
    CHECK(faults_of(with_events(R"({"priors":[{"kind":"grave"},{"kind":"grave"},{"kind":"grave"}]})")) == "rating_out_of_range total\n");
    CHECK(faults_of(with_events(R"({"priors":[],"priors":[]})")) == "duplicate_key events\n");
}

TEST_CASE("what is counted from events is never entered", "[service][score]") {
    CHECK(faults_of(R"({"id":"a","responses":{"total":3}})") == "derived_item total\n");
    CHECK(faults_of(R"({"id":"a","responses":{"total":"not_known"}})") == "derived_item total\n");

    static const auto instrument = history();
    std::istringstream stream{"id,total,asked\na,3,1\nb,,1\n"};
    const auto reader = service::read_csv(stream, instrument);
    service::ScoreLine line{instrument};
    REQUIRE(reader->next(line));
    CHECK(line.faults == std::vector<service::LineFault>{{"derived_item", "total"}});
    REQUIRE(reader->next(line));
    CHECK(line.faults.empty());
}

TEST_CASE("what stands behind a line with broken events makes no difference to what is said of it", "[service][score]") {
    const auto instrument = history();
    const auto reader = service::ndjson_format(instrument, {})->reader();
    for (const std::string record : {R"({"events":{"a":}}})", R"({"id":"e2","events":{"priors":}&}})", R"({"events":{"a":})"})
        for (const std::string behind : {"", "}", "\n", ",", R"({"a":1})"}) {
            const auto text = record + behind + std::string(service::TextSource::padding, '\0');
            service::ScoreLine line{instrument};
            service::read_record(*reader, {std::string_view{text}.substr(0, record.size()), 1, false}, line);

            INFO(record << behind);
            REQUIRE(line.faults.size() == 1);
            CHECK(line.faults[0].reason == "not_json");
            CHECK(line.faults[0].place.empty());
        }
}
