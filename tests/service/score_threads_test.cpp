// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <sstream>

#include "service/detail/in_order.h"
#include "service/score_file.h"
#include "tests/support/made_up.h"

using namespace lika;

namespace {

engine::Instrument prorated() {
    auto instrument = made_up::three_items();
    instrument.scales.front().missing = engine::MissingRule::prorate;
    instrument.scales.front().decimals = 1;
    return instrument;
}

struct Ran {
    std::string results, messages;
    service::ScoreTally tally;
};

Ran score(const engine::Instrument& instrument, const std::string& text, bool csv, const std::string& columns,
          std::size_t threads) {
    std::istringstream stream{text};
    auto file = csv ? service::ResponseFile::csv(stream, instrument)
                    : service::ResponseFile::ndjson(stream, instrument, {});
    const service::ScoreJob job{instrument, "r", service::read_columns(columns, instrument).columns, false, threads};
    std::ostringstream results, messages;
    const auto tally = service::score_lines(job, file, results, messages);
    return {results.str(), messages.str(), tally};
}

/// Good lines, bad ones, blank ones, and one too long for a block; about two megabytes.
std::string ndjson_text(int lines) {
    std::string text;
    for (int line = 0; line < lines; ++line) {
        if (line == lines / 2)
            text += R"({"id":"long","responses":{},"x":")" + std::string((1 << 20) + 7, 'x') + "\"}\n";
        if (line % 97 == 0) text += "\n";
        if (line % 31 == 0) text += "{\"id\":\"c\",\"responses\":{\"F9\":1,\"F1\":7}}\n";
        text += "{\"id\":\"c" + std::to_string(line) + "\",\"responses\":{\"F1\":" + std::to_string(line % 3) +
                (line % 5 == 0 ? ", \"F2\":\"not_known\"" : ",\"F2\":1,\"F3\":2") + "}}\n";
    }
    return text;
}

/// Some ids quoted, some over two lines, and at the end a quote that is never closed.
std::string csv_text(int lines) {
    std::string text = "id,F1,F2,F3\r\n";
    for (int line = 0; line < lines; ++line) {
        const auto id = std::to_string(line);
        text += line % 41 == 0 ? "\"a, " + id + "\"" : line % 301 == 0 ? "\"two\nlines " + id + "\"" : "c" + id;
        text += line % 7 == 0 ? ",1,,not_known\r\n" : line % 53 == 0 ? ",1,5,2\n" : ",2,1,0\n";
    }
    return text + "\"open,1,1,1\nlast,1,1,1";
}

}  // namespace

TEST_CASE("results and messages are the same for every number of threads", "[service][score]") {
    const auto instrument = prorated();
    const auto csv = GENERATE(false, true);
    const auto* const columns = GENERATE("", "id,total.points,total.rated,total.lowest", "id,total.points");
    const auto lines = columns == std::string{} ? 800 : 12000;
    const auto text = csv ? csv_text(lines) : ndjson_text(lines);

    const auto alone = score(instrument, text, csv, columns, 1);

    CHECK(alone.tally.scored > static_cast<std::size_t>(lines) * 9 / 10);
    CHECK(alone.tally.refused > 10);
    for (const std::size_t threads : {2U, 3U, 8U}) {
        const auto together = score(instrument, text, csv, columns, threads);
        CHECK(together.results == alone.results);
        CHECK(together.messages == alone.messages);
        CHECK(together.tally.scored == alone.tally.scored);
    }
}

TEST_CASE("a bad line far down a file is named by its own number", "[service][score]") {
    const auto instrument = prorated();
    std::string text = "id,F1,F2,F3\n";
    for (int line = 2; line < 50000; ++line) text += line == 40000 ? "\"a\nb\",1,1,1\n" : "c,1,1,1\n";

    const auto ran = score(instrument, text + "d,1,1,7\ne,1,1\n", true, "id", 2);

    CHECK(ran.messages == "r:40000: id_malformed\nr:50001: rating_out_of_range: F3\nr:50002: cell_count\n");
}

TEST_CASE("results that cannot be written end the scoring", "[service][score]") {
    const auto instrument = prorated();
    std::istringstream stream{ndjson_text(60000)};
    auto file = service::ResponseFile::ndjson(stream, instrument, {});
    std::ostringstream results, messages;
    results.setstate(std::ios::badbit);

    const auto tally = service::score_lines({instrument, "r", {}, false, 2}, file, results, messages);

    CHECK(tally.scored < 1000);
}

TEST_CASE("work done by many comes back in the order it was given", "[service][score]") {
    const auto threads = GENERATE(as<std::size_t>{}, 1, 2, 5);
    int given = 0;
    std::vector<int> taken;
    service::InOrder<int> work{threads, [] {
        return [](int& piece) {
            if (piece % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds{50});
            piece *= 2;
        };
    }};

    work.run([&](int& piece) { return (piece = given++) < 500; },
             [&](int piece) { return taken.push_back(piece), true; });

    REQUIRE(taken.size() == 500);
    for (int index = 0; index < 500; ++index) CHECK(taken[static_cast<std::size_t>(index)] == 2 * index);
}

TEST_CASE("one carriage return ends a line, also the last that has no line break", "[service][score]") {
    const auto instrument = prorated();
    const auto last = [&](const std::string& end) {
        return score(instrument, "id,F1,F2,F3\na,1,1,2" + end, true, "id,total.points", 1);
    };

    for (const auto* const end : {"", "\n", "\r", "\r\n"}) CHECK(last(end).tally.scored == 1);
    for (const auto* const end : {"\r\r", "\r\r\n"}) CHECK(last(end).messages == "r:2: unknown_word: F3\n");
}
