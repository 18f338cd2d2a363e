// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <random>

#include "tests/support/instrument_files.h"

using namespace lika;
using instruments::read_instrument;

namespace {

std::string first_reason(const std::string& xml) {
    const auto reading = read_instrument(xml, "hostile.xml");
    CHECK_FALSE(reading.instrument);
    return reading.faults.empty() ? "accepted" : reading.faults.front().reason;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string whole;
    for (std::size_t i = 0; i < times; ++i) whole += text;
    return whole;
}

}  // namespace

TEST_CASE("bytes that are no text are refused", "[instruments][hostile]") {
    CHECK(first_reason("") == "empty_file");
    CHECK(first_reason("\xEF\xBB\xBF<instrument/>") == "byte_order_mark");
    CHECK(first_reason(std::string{"<instrument\0/>", 14}) == "control_character");
    CHECK(first_reason("<instrument>\x1B[2J</instrument>") == "control_character");
    CHECK(first_reason("<instrument>\xC0\xAF</instrument>") == "bad_utf8");      // overlong slash
    CHECK(first_reason("<instrument>\xED\xA0\x80</instrument>") == "bad_utf8");  // surrogate
    CHECK(first_reason("<instrument>\xF4\x90\x80\x80</instrument>") == "bad_utf8");
    CHECK(first_reason("<instrument>\xE2\x82") == "bad_utf8");
    CHECK(first_reason("<instrument>\xEF\xBF\xBF</instrument>") == "control_character");
}

TEST_CASE("declarations that could reach outside the file are refused", "[instruments][hostile]") {
    CHECK(first_reason("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><instrument/>") == "doctype");
    CHECK(first_reason("<instrument><!ENTITY a \"b\"></instrument>") == "doctype");
    CHECK(first_reason("<?xml-stylesheet href=\"x\"?><instrument/>") == "processing_instruction");
    CHECK(first_reason("<instrument><?php ?></instrument>") == "processing_instruction");
    CHECK(first_reason("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><instrument/>") ==
          "bad_declaration");
    CHECK(first_reason("<instrument>&lol;</instrument>") == "unknown_entity");
    CHECK(first_reason("<instrument>&#0;</instrument>") == "unknown_entity");
    CHECK(first_reason("<instrument>&#xD800;</instrument>") == "unknown_entity");
    CHECK(first_reason("<instrument a=\"&b\"/>") == "unknown_entity");
}

TEST_CASE("markup that parsers forgive is refused", "[instruments][hostile]") {
    CHECK(first_reason("<instrument/><instrument/>") == "second_root");
    CHECK(first_reason("<instrument/>junk") == "text_outside_root");
    CHECK(first_reason("<instrument id=\"a\" id=\"b\"/>") == "duplicate_attribute");
    for (const char* xml :
         {"<instrument>", "<instrument", "<instrument></wrong>", "</instrument>",
          "<instrument a=b/>", "<instrument a/>", "<instrument a=\"b\"c=\"d\"/>",
          "<instrument a=\"<\"/>", "<instrument a=\"", "<!-- ",
          "<instrument><!-- -- --></instrument>", "< instrument/>", "<instrument><![CDATA[", "   ",
          "<instrument / >", "<", "<instrument><"})
        CHECK_FALSE(read_instrument(xml, "x").faults.empty());
}

TEST_CASE("size, depth and number are bounded without cost", "[instruments][hostile]") {
    const auto start = std::chrono::steady_clock::now();

    CHECK(first_reason(std::string((4U << 20U) + 1, ' ')) == "too_large");
    CHECK(first_reason(repeated("<a>", 1'000'000)) == "too_deep");
    CHECK(first_reason("<instrument>" + repeated("<a/>", 900'000) + "</instrument>") ==
          "too_many_elements");
    CHECK(first_reason("<instrument " + repeated("a=\"\" ", 600'000) + "/>") ==
          "duplicate_attribute");
    CHECK(read_instrument("<instrument>" + repeated("<item/>", 19'000) + "</instrument>", "x")
              .faults.size() <= 500);

    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});
}

TEST_CASE("damaged definitions never bring the reader down", "[instruments][hostile]") {
    std::mt19937 random{20261125};  // the same damage every time
    std::vector<std::string> sound;
    for (const char* folder : {PROJECT_SOURCE "/instruments/library", PROJECT_SOURCE "/tests/data"})
        for (const auto& file : tests::xml_of(folder)) sound.push_back(tests::bytes_of(file));
    REQUIRE(sound.size() >= 6);

    std::size_t refused = 0;
    for (int round = 0; round < 3000; ++round) {
        auto xml = sound[random() % sound.size()];
        if (xml.size() > 40'000 && round % 20 != 0) continue;  // the large ones now and then
        const auto changes = 1 + random() % 4;
        for (std::size_t i = 0; i < changes && !xml.empty(); ++i) {
            const auto at = random() % xml.size();
            switch (random() % 5) {
                case 0:
                    xml.resize(at);
                    break;
                case 1:
                    xml[at] = static_cast<char>(random() % 256);
                    break;
                case 2:
                    xml.erase(at, 1 + random() % 60);
                    break;
                case 3:
                    xml.insert(at, xml.substr(random() % xml.size(), 1 + random() % 200));
                    break;
                default:
                    xml[at] = "<>&\"'/=! -0129"[random() % 14];
                    break;
            }
        }
        const auto reading = read_instrument(xml, "damaged.xml");
        REQUIRE(reading.instrument.has_value() == reading.faults.empty());
        refused += reading.instrument ? 0U : 1U;
    }
    CHECK(refused > 1000);
}

TEST_CASE("a short definition that asks for gigabytes written out is refused in seconds",
          "[instruments][hostile]") {
    const std::string head =
        R"(<instrument id="x" version="1" languages="en" licence="CC0-1.0" source="S"><title>T</title>)"
        R"(<purpose>P</purpose><licence-text>L</licence-text><domain id="d">D</domain>)";
    const std::string item =
        R"(<item id="A" domain="d" higher-means="more-strength"><text>A</text><option rating="0">No</option><option rating="1">Yes</option></item>)";
    const auto numbers = [] {
        std::string whole;
        for (int i = 0; i < 4000; ++i)
            whole += "<number id=\"n" + std::to_string(i) +
                     R"(" domain="d" higher-means="more-strength" lowest="0" highest="1000"><text>N</text></number>)";
        return whole;
    }();
    const auto scale = [](const std::string& inside) {
        return R"(<scale id="s" missing="refuse" items="all"><name>S</name>)" + inside + "</scale>";
    };
    const auto start = std::chrono::steady_clock::now();

    for (const auto& body :
         {numbers, item + scale(repeated(R"(<norm standardised="0..19998=1" source="s"/>)", 100)),
          numbers + repeated(scale(""), 200),
          numbers + scale(repeated(R"(<term items="all" recode="0..1000=1"/>)", 5000))}) {
        const auto reading = read_instrument(head + body + "</instrument>", "x");
        const bool said = std::any_of(
            reading.faults.begin(), reading.faults.end(),
            [](const auto& fault) { return fault.reason == "too_much_written_out"; });
        CHECK(said);
    }

    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{60});
}
