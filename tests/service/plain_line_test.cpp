// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/record_format.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <sstream>

using namespace lika;

namespace {

constexpr auto names = {"F1", "F2", "a-rather-long-name", "F10", "T", "K1", "K2", "K3", "K4", "K5"};

engine::Instrument made_up() {
    engine::Instrument instrument;
    for (const auto* id : names) {
        engine::Item item;
        item.id = engine::ItemId{id};
        item.options = {{0, {}}, {1, {}}, {2, {}}};
        instrument.items.push_back(item);
    }
    instrument.items[3].options = {{-1, {}}, {3, {}}, {12, {}}};
    for (std::size_t item = 5; item < 9; ++item) instrument.items[item].options = {{1, {}}, {2, {}}};
    instrument.items[6].options = {{8, {}}, {9, {}}};
    instrument.facts = {"age"};
    return instrument;
}

/// What read_plain() and read() say of the same record.
struct BothWays {
    bool plain = false;
    std::string plainly, carefully;
};

std::string codes_in_words(std::string_view id, const std::vector<engine::Code>& codes) {
    std::string words{id};
    for (const auto code : codes) words += ' ' + std::to_string(code);
    return words;
}

std::string careful_words(const engine::Instrument& instrument, const service::ScoreLine& line) {
    if (!line.faults.empty()) return "faults";
    std::vector<engine::Code> codes;
    for (std::size_t item = 0; item < instrument.items.size(); ++item)
        codes.push_back(engine::code_of(instrument.items[item], line.responses[item]).value());
    return codes_in_words(line.id, codes) + (line.facts.empty() ? "" : " facts");
}

BothWays read_both_ways(const engine::Instrument& instrument, const service::RecordFormat& format,
                        service::RecordReader& reader, const std::string& record) {
    auto padded = record + '\n';
    const auto size = padded.size();
    padded.append(service::TextSource::padding, '\0');
    service::PlainLine plain;
    plain.codes.resize(instrument.items.size());
    BothWays said;
    const auto* const behind = reader.read_plain({padded.data(), size}, plain);
    said.plain = behind != nullptr;
    if (!said.plain) return said;
    CHECK(behind == padded.data() + size);
    CHECK(format.find_end({padded.data(), size}) == size - 1);
    said.plainly = codes_in_words(plain.id, plain.codes);
    service::ScoreLine line{instrument};
    const auto text = std::string_view{padded}.substr(0, size - 1 - (record.ends_with('\r') ? 1 : 0));
    service::read_record(reader, {text, 1}, line);
    said.carefully = careful_words(instrument, line);
    return said;
}

/// `text` with one of its bytes changed, taken out or doubled, some times over.
std::string spoiled(std::string text, std::mt19937& random, const std::string& bytes) {
    for (auto times = random() % 3; times > 0 && !text.empty(); --times) {
        const auto at = random() % text.size();
        const auto kind = random() % 3;
        if (kind == 0) text[at] = bytes[random() % bytes.size()];
        if (kind == 1) text.erase(at, 1 + random() % 3);
        if (kind == 2) text.insert(at, 1, bytes[random() % bytes.size()]);
    }
    return text;
}

std::string pick(std::mt19937& random, std::initializer_list<const char*> words) {
    return *(words.begin() + random() % words.size());
}

std::string ndjson_line(std::mt19937& random) {
    std::string responses;
    for (const auto* item : {"F1", "F2", "a-rather-long-name", "F10", "T"}) {
        if (random() % 4 == 0) continue;
        const auto value = item == std::string{"F10"} ? pick(random, {"-1", "3", "12", "null"})
                                                      : pick(random, {"0", "1", "2", "null", "\"not_known\"", "\"not_applicable\""});
        responses += (responses.empty() ? "\"" : pick(random, {",\"", ", \""})) + item + pick(random, {"\":", "\": "}) + value;
    }
    const auto id = "\"id\":" + pick(random, {"\"c1\"", " \"a b=\"", "\"\"", "7"});
    const auto all = pick(random, {"\"responses\":{", "\"responses\": {"}) + responses + "}";
    return "{" + (random() % 2 == 0 ? id + "," + all : all + ", " + id) + "}" + pick(random, {"", "\r", ""});
}

std::string csv_cell(std::mt19937& random, std::string_view item) {
    if (random() % 8 == 0) return pick(random, {"", "not_known", "not_applicable", "0", "3"});
    if (item == "F10") return pick(random, {"-1", "3", "12"});
    if (item == "K2") return pick(random, {"8", "9"});
    return item.starts_with("K") ? pick(random, {"1", "2"}) : pick(random, {"0", "1", "2"});
}

std::string csv_line(std::mt19937& random, const std::vector<std::string>& items) {
    std::string line = pick(random, {"c1", "a b=", "1"});
    for (const auto& item : items) line += ',' + csv_cell(random, item);
    return line + pick(random, {",", ",", ",9"}) + pick(random, {"", "\r", ""});
}

}  // namespace

TEST_CASE("a JSON line read plainly says what it says read carefully", "[service][score]") {
    const auto instrument = made_up();
    const auto format = service::ndjson_format(instrument, {});
    const auto reader = format->reader();
    std::mt19937 random{1};
    int plain = 0;
    for (int round = 0; round < 40000; ++round) {
        const auto line = spoiled(ndjson_line(random), random, "{}\":, \\0129-.eFT\r\t\xC3nul");
        CAPTURE(line);

        const auto said = read_both_ways(instrument, *format, *reader, line);

        plain += said.plain;
        REQUIRE(said.plainly == said.carefully);
    }
    CHECK(plain > 5000);
}

TEST_CASE("a CSV record read plainly says what it says read carefully, whatever the order of its columns",
          "[service][score]") {
    const auto instrument = made_up();
    std::mt19937 random{2};
    std::vector<std::string> items{names.begin(), names.end()};
    int plain = 0;
    for (int round = 0; round < 40000; ++round) {
        if (round % 100 == 99) std::shuffle(items.begin(), items.end(), random);
        if (round % 1000 == 0) items.assign(names.begin(), names.end());
        std::string columns = "id";
        for (const auto& item : items) columns += ',' + item;
        std::istringstream header{columns + ",age\n"};
        service::TextSource source{header};
        const auto format = service::csv_format(source, instrument);
        const auto line = spoiled(csv_line(random, items), random, ",\"0129-.e \r\t\xC3n");
        CAPTURE(columns, line);

        const auto said = read_both_ways(instrument, *format, *format->reader(), line);

        plain += said.plain;
        REQUIRE(said.plainly == said.carefully);
    }
    CHECK(plain > 5000);
}
