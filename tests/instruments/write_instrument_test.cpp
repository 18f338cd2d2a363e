// SPDX-License-Identifier: EUPL-1.2
#include "instruments/write_instrument.h"

#include <catch2/catch.hpp>

#include "tests/support/instrument_files.h"
#include "tests/support/same_example.h"

using namespace lika;
using tests::bytes_of;

namespace {

engine::Instrument read(const std::string& xml) {
    const auto reading = instruments::read_instrument(xml, "definition.xml");
    INFO(tests::listed(reading.faults) << xml);
    REQUIRE(reading.instrument);
    return *reading.instrument;
}

void check_round_trip(const std::string& xml) {
    const auto instrument = read(xml);
    const auto written = instruments::write_instrument(instrument);
    const auto again = read(written);

    CHECK(again.digest == instrument.digest);
    CHECK(tests::same_examples(again, instrument));
    CHECK(instruments::write_instrument(again) == written);
}

/// A definition of two items with something more among the items and something more at the end.
std::string definition(const std::string& items, const std::string& rules = {}) {
    return R"(<instrument id="x" version="1" languages="en" licence="CC0-1.0" source="S">
  <title>T</title><purpose>P</purpose><licence-text>L</licence-text>)" +
           items + R"(<domain id="d">D</domain>
  <item id="A" domain="d" higher-means="more-symptoms"><text>A</text><option rating="0">No</option><option rating="1">Yes</option></item>
  <item id="B" domain="d" higher-means="more-symptoms"><text>B</text><option rating="0">No</option><option rating="1">Yes</option></item>)" +
           rules + "</instrument>";
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string written(const std::string& xml) {
    return instruments::write_instrument(read(xml));
}

}  // namespace

TEST_CASE("every definition of the library is written and read to the same meaning",
          "[instruments][write]") {
    for (const auto& file : tests::xml_of(PROJECT_SOURCE "/instruments/library")) {
        INFO(file);
        check_round_trip(bytes_of(file));
    }
}

TEST_CASE("made-up definitions with everything the format has are written and read the same",
          "[instruments][write]") {
    check_round_trip(bytes_of(TEST_DATA "/home-safety-2.1.xml"));
    check_round_trip(bytes_of(PROJECT_SOURCE "/tests/fuzz/made-up-1.0.xml"));
    check_round_trip(bytes_of(PROJECT_SOURCE "/tests/bench/workload.xml"));
}

TEST_CASE("every structure of the list is written and read to the same meaning",
          "[instruments][write]") {
    const auto files = tests::xml_of(TEST_DATA "/structures");
    CHECK(files.size() > 20);
    for (const auto& file : files) {
        INFO(file);
        check_round_trip(bytes_of(file));
    }
}

TEST_CASE("layout, comments and the order of attributes do not change what is written",
          "[instruments][write]") {
    const auto plain = definition("<notice>One\n\n  two</notice>");
    const auto other = definition("<!-- c --><notice>\n One\n \n\n two <!-- d --></notice>\n\n");

    CHECK(written(plain) == written(other));
    CHECK(holds(written(plain), "<notice>One\n\ntwo</notice>\n"));
}

TEST_CASE("signs with a meaning in XML come back, in words and in attributes",
          "[instruments][write]") {
    const auto xml = definition("<notice>a &lt; b &amp;amp; \"c\" ]]&gt; 'd'</notice>");
    auto quoted = xml;
    quoted.replace(quoted.find("source=\"S\""), 10, "source='\"&lt;&amp;&#10;&#10;é'");

    check_round_trip(quoted);
    CHECK(read(quoted).source == "\"<&\né");
    CHECK(read(written(quoted)).source == "\"<&\né");
    CHECK(read(written(xml)).notice.at("en") == "a < b &amp; \"c\" ]]> 'd'");
}

TEST_CASE("equal options are written once and named by the items that share them",
          "[instruments][write]") {
    const auto text = written(definition(""));

    CHECK(holds(text, "  <options id=\"options-1\">\n    <option rating=\"0\">No</option>\n"));
    CHECK(holds(text, "<item id=\"B\" domain=\"d\" higher-means=\"more-symptoms\" options=\"options-1\">"));
    CHECK(text.find("<option rating=\"0\"") == text.rfind("<option rating=\"0\""));
}

TEST_CASE("one text that two references hold is written as two", "[instruments][write]") {
    auto xml = definition("<reference id=\"R1\">Same</reference><reference id=\"R2\">Same</reference>");
    xml.replace(xml.find("id=\"A\""), 6, "id=\"A\" sources=\"R1 R2\"");

    check_round_trip(xml);
    CHECK(read(written(xml)).items.front().sources == std::vector<std::string>{"Same", "Same"});
}

TEST_CASE("a factor is written as one, with what its poles do not share", "[instruments][write]") {
    const std::string poles =
        "<risk><option rating=\"0\">a</option><option rating=\"1\">b</option>"
        "<not-applicable-when>Never</not-applicable-when></risk>"
        "<protection><option rating=\"0\">c</option><option rating=\"1\">d</option></protection>";
    const auto own = definition("<factor id=\"I1\" domain=\"d\" level=\"social\"><text>I</text>" +
                                poles + "</factor>");
    const auto common = definition(
        "<factor id=\"I1\" domain=\"d\"><text>I</text><not-applicable-when>Or</not-applicable-when>" +
        poles + "</factor>");

    check_round_trip(own);
    check_round_trip(common);
    CHECK(holds(written(own), "  <factor id=\"I1\" domain=\"d\" level=\"social\">\n"));
    CHECK(read(written(common)).items[1].not_applicable_when.at("en") == "Or");
}

TEST_CASE("a weight with more decimals than can be read is written as a fraction",
          "[instruments][write]") {
    const std::string scale =
        "<scale id=\"s\" missing=\"refuse\" maximum-missing-share=\"1/3\"><name>S</name>"
        "<term items=\"A\" weight=\"1/1152921504606846976\"/><term items=\"B\" weight=\"0.25\"/></scale>"
        "<worked-example source=\"m\" responses=\"A=0 B=0\"><expect scale=\"s\" points=\"0\"/>"
        "</worked-example>";
    const auto xml = definition("", scale);

    check_round_trip(xml);
    CHECK(holds(written(xml), "weight=\"1/1152921504606846976\""));
    CHECK(holds(written(xml), "weight=\"0.25\""));
}

TEST_CASE("an expectation that expects nothing is refused: it would prove nothing",
          "[instruments][write]") {
    const auto xml = definition("", "<worked-example source=\"m\"><expect/></worked-example>");

    const auto faults = instruments::read_instrument(xml, "definition.xml").faults;

    REQUIRE(faults.size() == 1);
    CHECK(faults.front().reason == "missing_attribute");
    CHECK(faults.front().path == "/instrument[@id='x']/worked-example/expect");
}
