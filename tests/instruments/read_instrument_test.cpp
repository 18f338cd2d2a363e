// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/instrument_files.h"

using namespace lika;
using instruments::read_instrument;

namespace {

// An English instrument of one item, with more parts where they are given.
std::string small(const std::string& parts) {
    return R"(<instrument id="small" version="1.0" languages="en" licence="CC0-1.0" source="Made up">
  <title>Small</title> <purpose>P</purpose> <licence-text>Free.</licence-text> <domain id="d">D</domain>
)" + parts +
           "</instrument>";
}

engine::Instrument read(const std::string& xml) {
    auto reading = read_instrument(xml, "small.xml");
    INFO(tests::listed(reading.faults));
    REQUIRE(reading.instrument);
    return *reading.instrument;
}

const char* const one_factor = R"(  <factor id="F1" domain="d" level="social">
    <text>Home</text> <not-applicable-when>Lives alone</not-applicable-when>
    <risk> <option rating="0">None</option> <option rating="1">Some</option> </risk>
    <protection> <not-applicable-when>No risk</not-applicable-when> <option rating="0">None</option> <option rating="1">Some</option> </protection>
  </factor>
)";

}  // namespace

TEST_CASE("a factor on two poles is two items", "[instruments][read]") {
    const auto instrument = read(small(one_factor));

    REQUIRE(instrument.items.size() == 2);
    CHECK(instrument.items[0].id.value == "F1");
    CHECK(instrument.items[0].higher_means == "more-risk");
    CHECK(instrument.items[0].not_applicable_when.at("en") == "Lives alone");
    CHECK(instrument.items[1].id.value == "F1-protection");
    CHECK(instrument.items[1].higher_means == "more-protection");
    CHECK(instrument.items[1].not_applicable_when.at("en") == "No risk");
    CHECK(instrument.items[1].pole_of == instrument.items[0].id);
}

TEST_CASE("an item may be not applicable only by a rule of its own", "[instruments][read]") {
    const auto instrument = read(small(R"(
      <item id="A" domain="d" higher-means="more-symptoms"><text>A</text><option rating="0">No</option><option rating="1">Yes</option></item>
      <item id="B" domain="d" higher-means="more-symptoms" applies-when="A = 1"><text>B</text><option rating="0">No</option><option rating="1">Yes</option></item>
      <item id="C" domain="d" higher-means="more-symptoms" may-be-not-applicable="true"><text>C</text><option rating="0">No</option><option rating="1">Yes</option></item>
)"));

    CHECK_FALSE(instrument.items[0].may_be_not_applicable);
    CHECK(instrument.items[1].may_be_not_applicable);
    CHECK(instrument.items[2].may_be_not_applicable);
}

TEST_CASE("space in words is collapsed and an empty line is a new paragraph",
          "[instruments][read]") {
    const auto instrument = read(small(
        "<instructions>\n  One\n  two.\n\n  Three. </instructions>\n" + std::string{one_factor}));

    CHECK(instrument.instructions.at("en") == "One two.\nThree.");
}

TEST_CASE("a scale holds its terms in the order of the items", "[instruments][read]") {
    const auto reading = read_instrument(
        tests::bytes_of(PROJECT_SOURCE "/tests/bench/workload.xml"), "workload.xml");
    REQUIRE(reading.instrument);
    const auto& scale = reading.instrument->scales.front();

    REQUIRE(scale.terms.size() == 11);  // r01 to r07, p01 to p04
    CHECK(std::is_sorted(scale.terms.begin(), scale.terms.end(),
                         [](const auto& a, const auto& b) { return a.item < b.item; }));
    CHECK(scale.terms[4].weight == engine::Points{2});        // r05
    CHECK(scale.terms[7].recode.at(0) == engine::Points{2});  // p01
    CHECK(scale.maximum_missing_share == *engine::Points::fraction(1, 10));
    CHECK(scale.decimals == 1);
}

TEST_CASE("PSC-17 counts missing ratings over the whole questionnaire on every scale",
          "[instruments][read]") {
    const auto reading = read_instrument(
        tests::bytes_of(PROJECT_SOURCE "/instruments/library/psc-17-1.0.xml"), "psc-17-1.0.xml");
    REQUIRE(reading.instrument);

    for (const auto& scale : reading.instrument->scales) {
        CHECK(scale.maximum_missing == 3);
        CHECK(scale.missing_among.size() == 17);
        CHECK(scale.missing == engine::MissingRule::zero);
    }
}

TEST_CASE("every fault is reported at once, in the order of the file", "[instruments][read]") {
    const auto xml = R"(<instrument id="small" version="one" languages="en" source="Made up">
  <title>Small</title>
  <purpose></purpose>
  <domain id="d">D</domain>
  <item id="A" domain="e" higher-means="more-symptoms">
    <text>A</text>
    <option rating="1">No</option>
    <option rating="x">Yes</option>
  </item>
</instrument>)";

    const auto faults = read_instrument(xml, "small.xml").faults;

    std::vector<std::string> found;
    for (const auto& fault : faults)
        found.push_back(std::to_string(fault.line) + " " + fault.reason);
    CHECK(found == std::vector<std::string>{"1 bad_version", "1 missing_licence",
                                            "1 missing_element", "3 empty_text", "5 unknown_domain",
                                            "8 bad_number"});  // not that no item is in d
}

TEST_CASE("a fault says file, line, column, reason, what to do and the path",
          "[instruments][read]") {
    const auto faults =
        read_instrument("<instrument>\n  <title>Å</title><goal/></instrument>", "small.xml").faults;

    const auto goal = std::find_if(faults.begin(), faults.end(), [](const auto& fault) {
        return fault.reason == "unknown_element";
    });
    REQUIRE(goal != faults.end());
    const auto text = goal->to_string();
    CHECK(text.starts_with(
        "small.xml:2:19: unknown_element: <instrument> may not hold <goal>: it has "
        "title, purpose, "));
    CHECK(text.ends_with(" (/instrument/goal)"));
}

TEST_CASE("a structural factor reaches no level, not even by deciding what applies",
          "[instruments][read]") {
    auto xml = tests::bytes_of(TEST_DATA "/home-safety-2.1.xml");
    const std::string before = "applies-when=\"F1 &gt;= 1\"";
    xml.replace(xml.find(before), before.size(), "applies-when=\"N1 &gt;= 1\"");

    const auto faults = read_instrument(xml, "home-safety-2.1.xml").faults;

    REQUIRE_FALSE(faults.empty());
    CHECK(std::all_of(faults.begin(), faults.end(),
                      [](const auto& fault) { return fault.reason == "structural_in_level"; }));
}
