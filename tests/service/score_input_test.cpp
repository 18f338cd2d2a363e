// SPDX-License-Identifier: EUPL-1.2
#include "service/score_input.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace lika;
using engine::Missing;
using engine::Response;

namespace {

engine::Instrument two_items() {
    engine::Instrument instrument;
    for (const auto* id : {"F1", "F2"}) {
        engine::Item item;
        item.id = engine::ItemId{id};
        item.options = {{0, {}}, {1, {}}, {2, {}}};
        instrument.items.push_back(item);
    }
    instrument.facts = {"age", "sex"};
    return instrument;
}

using Faults = std::vector<service::LineFault>;

std::vector<service::ScoreLine> read(std::unique_ptr<service::LineReader> reader, const engine::Instrument& instrument) {
    std::vector<service::ScoreLine> lines;
    for (service::ScoreLine line{instrument}; reader->next(line);) lines.push_back(line);
    return lines;
}

std::vector<service::ScoreLine> ndjson(const std::string& text, const service::ScoreFields& fields = {}) {
    static const auto instrument = two_items();
    std::istringstream stream{text};
    return read(service::read_ndjson(stream, instrument, fields), instrument);
}

std::vector<service::ScoreLine> csv(const std::string& text) {
    static const auto instrument = two_items();
    std::istringstream stream{text};
    return read(service::read_csv(stream, instrument), instrument);
}

Faults csv_header(const std::string& text) {
    static const auto instrument = two_items();
    std::istringstream stream{text};
    return service::read_csv(stream, instrument)->header_faults();
}

Faults ndjson_faults(const std::string& line) {
    const auto lines = ndjson(line + "\n" R"({"id":"next","responses":{"F1":1}})" "\n");
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].id == "next");
    CHECK(lines[1].faults.empty());
    return lines[0].faults;
}

Faults csv_faults(const std::string& line) {
    const auto lines = csv("id,F1,F2\n" + line + "\nnext,1,1\n");
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].id == "next");
    CHECK(lines[1].faults.empty());
    return lines[0].faults;
}

}  // namespace

TEST_CASE("a line of responses tells rated and the three kinds of missing apart", "[service][score]") {
    const auto lines = ndjson(R"({"id":"a","responses":{"F1":2,"F2":"not_known"}})" "\n"
                              R"({"id":"b","responses":{"F2":null,"F1":"not_applicable"}})" "\n"
                              R"({"responses":{},"id":"c"})");

    REQUIRE(lines.size() == 3);
    CHECK(lines[0].id == "a");
    CHECK(lines[0].responses[0] == Response{2});
    CHECK(lines[0].responses[1] == Response{Missing::not_known});
    CHECK(lines[1].responses[0] == Response{Missing::not_applicable});
    CHECK(lines[1].responses[1] == Response{Missing::unanswered});
    CHECK(lines[2].responses[0] == Response{Missing::unanswered});
    CHECK(lines[2].number == 3);
}

TEST_CASE("facts are whole numbers and words, and null is no fact", "[service][score]") {
    const auto lines = ndjson(R"({"id":"a","responses":{},"facts":{"age":15,"sex":"female","school":null}})");

    REQUIRE(lines.size() == 1);
    CHECK(lines[0].faults.empty());
    CHECK(lines[0].facts == engine::Facts{{"age", std::int64_t{15}}, {"sex", std::string{"female"}}});
}

TEST_CASE("responses and facts can be read from other fields", "[service][score]") {
    const auto lines = ndjson(R"({"id":"a","responses":7,"a":{"F1":1},"f":{"age":9},"more":[1,{"x":null}]})", {"a", "f"});

    REQUIRE(lines.size() == 1);
    CHECK(lines[0].faults.empty());
    CHECK(lines[0].responses[0] == Response{1});
    CHECK(lines[0].facts.size() == 1);
}

TEST_CASE("a line that is no JSON is refused and the next one read", "[service][score]") {
    const auto text = GENERATE(
        as<std::string>{}, R"({"id":"a","responses":{"F1":2})", R"({"id":"a","responses":{"F1":2}}})", "hello", R"({"id":"a",})",
        R"({"id":"a","responses":{"F1":02}})", R"({"id":"a","responses":{"F1":2 "F2":1}})", R"({"id":"a","responses":{"F1":nul}})",
        R"({"id":"a","responses":{},"x":tru})", R"({"id":"a","responses":{},"x":[1,]})", R"({"id":"a","responses":{}} {})",
        "{\"id\":\"a\xFF\",\"responses\":{}}", R"({"id":"a","responses":{"F1":2e}})", R"({'id':'a'})", R"({"id":"a\q","responses":{}})");
    CAPTURE(text);

    CHECK(ndjson_faults(text) == Faults{{"not_json", ""}});
}

TEST_CASE("a line nested too deeply is refused", "[service][score]") {
    const auto deep = R"({"id":"a","responses":{},"x":)" + std::string(5000, '[') + std::string(5000, ']') + "}";

    CHECK(ndjson_faults(deep) == Faults{{"not_json", ""}});
}

TEST_CASE("a JSON line that is no object is refused", "[service][score]") {
    CHECK(ndjson_faults("[1]") == Faults{{"not_an_object", ""}});
    CHECK(ndjson_faults("7") == Faults{{"not_an_object", ""}});
}

TEST_CASE("every fault of a line is named", "[service][score]") {
    CHECK(ndjson_faults(R"({"responses":{"F1":3,"X9":1,"F2":1.5}})") ==
          Faults{{"rating_out_of_range", "F1"}, {"unknown_item", "X9"}, {"not_a_whole_number", "F2"}, {"id_missing", ""}});
    CHECK(ndjson_faults(R"({"id":7,"responses":{"F1":"maybe","F2":true}})") ==
          Faults{{"wrong_type", "id"}, {"unknown_word", "F1"}, {"wrong_type", "F2"}});
    CHECK(ndjson_faults(R"({"id":"","facts":{"age":1.5,"sex":false}})") ==
          Faults{{"id_missing", ""}, {"not_a_whole_number", "age"}, {"wrong_type", "sex"}, {"responses_missing", "responses"}});
}

TEST_CASE("a rating beyond any whole number is a fault, not a wrap-around", "[service][score]") {
    CHECK(ndjson_faults(R"({"id":"a","responses":{"F1":-1}})") == Faults{{"rating_out_of_range", "F1"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{"F1":4294967298}})") == Faults{{"rating_out_of_range", "F1"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{"F1":99999999999999999999}})") == Faults{{"not_a_whole_number", "F1"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{"F1":2.0}})") == Faults{{"not_a_whole_number", "F1"}});
}

TEST_CASE("a key that comes twice is refused wherever it stands", "[service][score]") {
    CHECK(ndjson_faults(R"({"id":"a","responses":{"F1":1,"F1":1}})") == Faults{{"duplicate_key", "F1"}});
    CHECK(ndjson_faults(R"({"id":"a","id":"b","responses":{}})") == Faults{{"duplicate_key", "id"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{},"responses":{}})") == Faults{{"duplicate_key", "responses"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{},"x":1,"x":1})") == Faults{{"duplicate_key", "x"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{},"facts":{"age":1,"age":2}})") == Faults{{"duplicate_key", "age"}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{"F1":1,"\u00461":2}})") == Faults{{"duplicate_key", "F1"}});
}

TEST_CASE("an id with control characters is refused and a message cannot steer a terminal", "[service][score]") {
    CHECK(ndjson_faults(R"({"id":"a\nb","responses":{}})") == Faults{{"id_malformed", ""}});
    CHECK(ndjson_faults(R"({"id":"a","responses":{"\u001b[2J":1}})") == Faults{{"unknown_item", "?[2J"}});
}

TEST_CASE("blank lines count but are passed over", "[service][score]") {
    const auto lines = ndjson("\xEF\xBB\xBF\r\n  \n{\"id\":\"a\",\"responses\":{}}\r\n\n");

    REQUIRE(lines.size() == 1);
    CHECK(lines[0].number == 3);
    CHECK(lines[0].faults.empty());
}

TEST_CASE("a line over a mebibyte is refused and the rest read", "[service][score]") {
    const auto size = GENERATE((std::size_t{1} << 20) + 1, std::size_t{5} << 20);
    const auto faults = ndjson_faults(R"({"id":"a","responses":{},"x":")" + std::string(size, 'x') + "\"}");

    CHECK(faults == Faults{{"line_too_long", ""}});
}

TEST_CASE("lines across the edge of the buffer are read whole", "[service][score]") {
    std::string text;
    for (int i = 0; i < 60000; ++i)
        text += R"({"id":"c)" + std::to_string(i) + R"(","responses":{"F1":)" + std::to_string(i % 3) + R"(,"F2":"not_known"}})" "\n";
    REQUIRE(text.size() > (std::size_t{3} << 20));
    const auto lines = ndjson(text);

    REQUIRE(lines.size() == 60000);
    bool right = true;
    for (int i = 0; i < 60000; ++i) {
        const auto& line = lines[static_cast<std::size_t>(i)];
        right = right && line.faults.empty() && line.id == "c" + std::to_string(i) && line.responses[0] == Response{i % 3};
    }
    CHECK(right);
}

TEST_CASE("a CSV cell is a rating, empty or a word", "[service][score]") {
    const auto lines = csv("F2,id,F1,age,sex\r\n2,a,,15,female\r\nnot_known,\"b,1\",not_applicable,,\r\n\"1\",c,0,x,\"\"");

    REQUIRE(lines.size() == 3);
    CHECK(lines[0].responses[0] == Response{Missing::unanswered});
    CHECK(lines[0].responses[1] == Response{2});
    CHECK(lines[0].facts == engine::Facts{{"age", std::int64_t{15}}, {"sex", std::string{"female"}}});
    CHECK(lines[1].id == "b,1");
    CHECK(lines[1].responses[0] == Response{Missing::not_applicable});
    CHECK(lines[1].facts.empty());
    CHECK(lines[2].responses[1] == Response{1});
    for (const auto& line : lines) CHECK(line.faults.empty());
}

TEST_CASE("quotes in CSV follow RFC 4180", "[service][score]") {
    const auto lines = csv("id,F1,F2\n\"say \"\"a\"\"\",1,2\n\"\",1,1\n\"two\nlines\",1,1\nnext,0,0\n");

    REQUIRE(lines.size() == 4);
    CHECK(lines[0].id == "say \"a\"");
    CHECK(lines[1].faults == Faults{{"id_missing", ""}});
    CHECK(lines[2].faults == Faults{{"id_malformed", ""}});
    CHECK(lines[3].number == 6);
    CHECK(lines[3].faults.empty());
}

TEST_CASE("a faulty CSV line is refused and the next one read", "[service][score]") {
    CHECK(csv_faults("a,3,x") == Faults{{"rating_out_of_range", "F1"}, {"unknown_word", "F2"}});
    CHECK(csv_faults("a,1.0,1") == Faults{{"not_a_whole_number", "F1"}});
    CHECK(csv_faults("a,+1,1e0") == Faults{{"not_a_whole_number", "F1"}, {"not_a_whole_number", "F2"}});
    CHECK(csv_faults("a,99999999999999999999,1") == Faults{{"not_a_whole_number", "F1"}});
    CHECK(csv_faults("a, 1,1") == Faults{{"unknown_word", "F1"}});
    CHECK(csv_faults("a,1") == Faults{{"cell_count", ""}});
    CHECK(csv_faults("a,1,1,") == Faults{{"cell_count", ""}});
    CHECK(csv_faults("a\"b,1,1") == Faults{{"quotes", ""}});
    CHECK(csv_faults("\"a\"b,1,1") == Faults{{"quotes", ""}});
    CHECK(csv_faults(",1,1") == Faults{{"id_missing", ""}});
    CHECK(csv_faults("a\xFF,1,1") == Faults{{"id_malformed", ""}});
}

TEST_CASE("a CSV fact whose bytes are no UTF-8 is refused as NDJSON refuses it", "[service][score]") {
    const auto lines = csv("id,F1,sex\na,1,ma\xEDle\nb,1,male\n");

    REQUIRE(lines.size() == 2);
    CHECK(lines[0].faults == Faults{{"not_utf8", "sex"}});
    CHECK(lines[1].facts.at("sex") == engine::Fact{std::string{"male"}});
    CHECK(ndjson_faults("{\"id\":\"a\",\"responses\":{},\"facts\":{\"sex\":\"ma\xEDle\"}}") == Faults{{"not_json", ""}});
}

TEST_CASE("a line of nearly 1 MiB is read whole between short ones", "[service][score]") {
    const std::string id(1'000'000, 'x');
    const auto lines = csv("id,F1\na,0\n" + id + ",1\nb,2\n");

    REQUIRE(lines.size() == 3);
    CHECK(lines[1].id == id);
    CHECK(lines[1].responses[0] == Response{1});
    CHECK(lines[2].id == "b");
    CHECK(lines[2].number == 4);
}

TEST_CASE("a quote that is never closed spoils its own line only", "[service][score]") {
    CHECK(csv_faults("\"a,1,1") == Faults{{"quotes", ""}});
}

TEST_CASE("a CSV header that cannot be trusted keeps the whole file from being read", "[service][score]") {
    CHECK(csv_header("id,F1,X9,F1\na,1,1,1\n") == Faults{{"unknown_item", "X9"}, {"duplicate_key", "F1"}});
    CHECK(csv_header("F1,F2\n1,1\n") == Faults{{"id_missing", ""}});
    CHECK(csv_header("") == Faults{{"empty_file", ""}});
    CHECK(csv("id,X9\na,1\n").empty());
}
