// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <regex>

#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

/// A sound definition: two items, one scale that proposes the level, a decision table, an example.
const std::string& sound() {
    static const std::string xml =
        R"(<instrument id="calm" version="1.0" languages="en" licence="CC0-1.0" source="S" facts="age">
  <title>Calm</title>
  <purpose>P</purpose>
  <licence-text>L</licence-text>
  <reference id="book">A book</reference>
  <options id="often">
    <option rating="0">Never</option>
    <option rating="1">Sometimes</option>
    <option rating="2">Often</option>
  </options>
  <domain id="home">Home</domain>
  <item id="M1" domain="home" higher-means="more-difficulty" options="often" sources="book">
    <text>Wakes late</text>
  </item>
  <item id="M2" domain="home" higher-means="more-difficulty" options="often">
    <text>Leaves late</text>
  </item>
  <scale id="total" items="M1 M2" missing="refuse">
    <name>Total</name>
    <band id="low" from="0" to="1">Low</band>
    <band id="high" from="2" to="4">High</band>
  </scale>
  <levels scale="total">
    <level id="low">Low</level>
    <level id="high">High</level>
  </levels>
  <flag id="young" when="age &lt; 12 and M1 = 2" source="p. 1">Young</flag>
  <decision id="reply" item="M1" scale="total" source="p. 2">
    <name>Reply</name>
    <outcome id="talk">Talk</outcome>
    <outcome id="plan">Plan</outcome>
    <cell rating="0" band="low" outcomes="talk"/>
    <cell rating="0" band="high" outcomes="talk"/>
    <cell rating="1" band="low" outcomes="talk"/>
    <cell rating="1" band="high" outcomes="plan"/>
    <cell rating="2" band="low" outcomes="plan"/>
    <cell rating="2" band="high" outcomes="plan"/>
  </decision>
  <worked-example source="p. 3" responses="M1=1 M2=1" facts="age=15">
    <expect scale="total" points="2" band="high"/>
    <expect flag="young" raised="false"/>
    <expect decision="reply" outcomes="plan"/>
  </worked-example>
</instrument>
)";
    return xml;
}

/// The sound definition with one thing written otherwise.
std::string with(const std::string& words, const std::string& others) {
    auto xml = sound();
    const auto at = xml.find(words);
    REQUIRE(at != std::string::npos);
    return xml.replace(at, words.size(), others);
}

std::vector<instruments::Fault> faults_of(const std::string& xml) {
    return instruments::read_instrument(xml, "calm-1.0.xml").faults;
}

/// "12 unknown_options", one a fault.
std::vector<std::string> places_and_reasons(const std::string& xml) {
    std::vector<std::string> found;
    for (const auto& fault : faults_of(xml))
        found.push_back(std::to_string(fault.line) + " " + fault.reason);
    return found;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("one slip gives one fault, where the slip is", "[instruments][words]") {
    REQUIRE(faults_of(sound()).empty());

    CHECK(places_and_reasons(with("<title>Calm</title>", "<titel>Calm</titel>")) ==
          Faults{"2 unknown_element"});  // not a title that is missing on line 1
    CHECK(places_and_reasons(with("options=\"often\" sources", "options=\"oftn\" sources")) ==
          Faults{"12 unknown_options"});  // no narrower scale, cells or examples
    CHECK(places_and_reasons(with("options=\"often\">", "options=\"oftn\">")) ==
          Faults{"15 unknown_options"});
    CHECK(places_and_reasons(with("sources=\"book\"", "sources=\"bok\"")) ==
          Faults{"12 unknown_reference"});  // not a reference of line 5 that nothing names
    CHECK(places_and_reasons(with("age &lt; 12", "agee &lt; 12")) ==
          Faults{"27 unknown_item"});  // neither an unused fact of line 1 nor an unknown flag
    CHECK(places_and_reasons(with("age &lt; 12 and", "age =&lt; 12 and")) ==
          Faults{"27 condition_syntax"});
    CHECK(places_and_reasons(with("id=\"low\" from=\"0\"", "id=\"low\" from=\"O\"")) ==
          Faults{"20 bad_number"});  // no gap, levels, cells that do not fit
    CHECK(places_and_reasons(with("rating=\"1\">Sometimes", "rating=\"l\">Sometimes")) ==
          Faults{"8 bad_number"});
    CHECK(places_and_reasons(with("<option rating=\"1\">Sometimes</option>",
                                  "<opton rating=\"1\">Sometimes</opton>")) ==
          Faults{"8 unknown_element"});
    CHECK(places_and_reasons(with("<worked-example", "<workedexample")).front() ==
          "43 not_well_formed");
    CHECK(places_and_reasons(with("languages=\"en\"", "languages=\"english\"")) ==
          Faults{"1 bad_language"});  // no words in an undeclared language
    CHECK(places_and_reasons(with("rating=\"2\" band=\"low\"", "rating=\"2\" band=\"lo\"")) ==
          Faults{"36 unknown_band"});  // no cell that is missing on line 28
    CHECK(places_and_reasons(with("items=\"M1 M2\"", "items=\"M1 M3\"")) ==
          Faults{"18 unknown_item"});
    CHECK(places_and_reasons(with("<item id=\"M2\"", "<item id=\"2M\"")).front() == "15 bad_id");
    CHECK(places_and_reasons(
              with("domain=\"home\" higher-means=\"more-difficulty\" options=\"often\">",
                   "domain=\"home\" higher-means=\"more\" options=\"often\">")) ==
          Faults{"15 bad_choice"});  // no direction that does not match
    CHECK(places_and_reasons(with("<level id=\"high\">", "<level id=\"h igh\">")) ==
          Faults{"25 bad_id"});  // neither too few levels nor others than the bands
    CHECK(places_and_reasons(with("<scale id=\"total\"", "<scale id=\"to tal\"")) ==
          Faults{"18 bad_id", "23 unknown_scale", "28 unknown_scale", "40 unknown_scale"});
}

TEST_CASE("two slips in different places are both told at once", "[instruments][words]") {
    auto xml = with("options=\"often\" sources", "options=\"oftn\" sources");
    const std::string words = "from=\"2\" to=\"4\"";
    xml.replace(xml.find(words), words.size(), "from=\"3\" to=\"4\"");

    CHECK(places_and_reasons(xml) == Faults{"12 unknown_options", "20 band_gap"});
}

TEST_CASE("a wording that is missing hides no fault of the rules", "[instruments][words]") {
    auto xml = with("<text>Wakes late</text>", "<text></text>");
    const std::string words = "to=\"4\"";
    xml.replace(xml.find(words), words.size(), "to=\"5\"");

    CHECK(places_and_reasons(xml) == Faults{"13 empty_text", "21 last_band_not_highest"});
}

TEST_CASE("a tag that is left open is told where it was opened", "[instruments][words]") {
    const auto left_open =
        faults_of(with("<text>Wakes late</text>\n  </item>", "<text>Wakes late</text>"));
    REQUIRE(left_open.size() == 1);
    CHECK(left_open.front().line == 12);
    CHECK(left_open.front().detail == "<item> is not closed: </instrument> on line 43 comes first");

    const auto text_open = faults_of(with("<text>Wakes late</text>", "<text>Wakes late"));
    CHECK(text_open.front().line == 13);
    CHECK(text_open.front().detail == "<text> is not closed: </item> on line 14 comes first");

    const auto misspelt = faults_of(with("<text>Wakes late</text>", "<text>Wakes late</txt>"));
    CHECK(misspelt.front().line == 13);
    CHECK(misspelt.front().detail ==
          "</txt> closes nothing: write </text> for the <text> of line 13");

    const auto quote = faults_of(with("id=\"total\" items", "id=\"total items"));
    CHECK(quote.front().line == 18);
}

TEST_CASE("a decision table names the cells it lacks", "[instruments][words]") {
    auto xml = with("    <cell rating=\"1\" band=\"low\" outcomes=\"talk\"/>\n", "");
    CHECK(faults_of(xml).front().detail == "add <cell rating=\"1\" band=\"low\">");

    xml = std::regex_replace(sound(), std::regex{" *<cell [^>]*/>\n"}, "");
    REQUIRE(faults_of(xml).front().reason == "cell_missing");
    CHECK(faults_of(xml).front().detail ==
          "add <cell rating=\"0\" band=\"low\">, <cell rating=\"0\" band=\"high\">, <cell "
          "rating=\"1\" "
          "band=\"low\">, <cell rating=\"1\" band=\"high\">, <cell rating=\"2\" band=\"low\"> and "
          "1 more");
}

TEST_CASE("a fault says the word that is wrong", "[instruments][words]") {
    const std::vector<std::vector<std::string>> slips{
        // written, written otherwise, what the fault must say
        {"languages=\"en\"", "languages=\"english\"", "english"},
        {"version=\"1.0\"", "version=\"one\"", "one is no version"},
        {"id=\"home\"", "id=\"9home\"", "9home"},
        {"missing=\"refuse\"", "missing=\"refuses\"", "refuses"},
        {"from=\"0\" to", "from=\"zero\" to", "zero"},
        {"rating=\"1\">Some", "rating=\"one\">Some", "one"},
        {"rating=\"1\">Some", "rating=\"0\">Some", "0 comes after 0"},
        {"rating=\"0\" band=\"low\"", "rating=\"0\" band=\"lowest\"", "total has no band lowest"},
        {"rating=\"0\" band=\"low\"", "rating=\"0\" band=\"high\"", "rating 0 and band high"},
        {"item=\"M1\" scale", "item=\"M7\" scale", "M7"},
        {"item=\"M1\" scale=\"total\"", "item=\"M1\" scale=\"sum\"", "sum"},
        {"to=\"1\">Low", "to=\"0\">Low", "ends at 0 and high begins at 2"},
        {"to=\"1\">Low", "to=\"2\">Low", "ends at 2 and high begins at 2"},
        {"to=\"4\"", "to=\"6\"", "ends at 6: the highest possible points are 4"},
        {"from=\"0\" to", "from=\"1\" to", "begins at 1: the lowest possible points are 0"},
        {"<level id=\"low\">", "<level id=\"mild\">",
         "the levels are mild high; the bands of total are low high"},
        {"age &lt; 12 and", "age &lt; 12 och", "from \"och M1 = 2\""},
        {"M1 = 2\"", "M1 = \"", "ends too early"},
        {"age &lt; 12 and M1 = 2", "age &lt; 12 and M1 = 2 and M1 = 1",
         "age < 12 and M1 = 2 and M1 = 1"},
        {"missing=\"refuse\"", "missing=\"prorate\" maximum-missing-share=\"7/5\"", "7/5"},
        {"missing=\"refuse\"", "missing=\"refuse\" minimum-rated=\"3\"", "minimum-rated is 3"},
        {"<name>Total</name>", "loose words <name>Total</name>", "loose words"},
        {"<text>Wakes late</text>", "<text>Wakes&nbsp;late</text>", "&nbsp;"},
        {"<title>", "<titel/><title>", "it has title, purpose"},
        {"missing=\"refuse\"", "missng=\"refuse\"", "missng: it has id, combine"},
    };
    for (const auto& slip : slips) {
        const auto faults = faults_of(with(slip[0], slip[1]));
        INFO(slip[1] << "\n" << tests::listed(faults));
        REQUIRE_FALSE(faults.empty());
        CHECK(faults.front().detail.find(slip[2]) != std::string::npos);
    }
}
