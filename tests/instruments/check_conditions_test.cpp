// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <set>

#include "tests/support/instrument_files.h"

using namespace lika;

namespace {

using Reasons = std::set<std::string>;

/// The court record of tests/data with one passage written otherwise.
Reasons reasons_when(const std::string& passage, const std::string& otherwise) {
    auto xml = tests::bytes_of(TEST_DATA "/court-record-1.0.xml");
    const auto at = xml.find(passage);
    REQUIRE(at != std::string::npos);
    xml.replace(at, passage.size(), otherwise);
    Reasons reasons;
    for (const auto& fault : instruments::read_instrument(xml, "record.xml").faults)
        reasons.insert(fault.reason);
    return reasons;
}

Reasons reasons_of_override(const std::string& when) {
    return reasons_when("when=\"past >= 8\"", "when=\"" + when + "\"");
}

Reasons reasons_of_first_cut_offs(const std::string& sets) {
    return reasons_when("<cut-offs when=\"sex = female\" from=\"1 3\" source=\"p. 2\"/>", sets);
}

const std::string female = "<cut-offs when=\"sex = female\" from=\"1 3\" source=\"p. 2\"/>";

}  // namespace

TEST_CASE("a rule that no ratings can make true is refused", "[instruments][conditions]") {
    CHECK(reasons_of_override("past &lt; 4 and past >= 4") == Reasons{"never_true"});
    CHECK(reasons_of_override("sex = female and sex = male") == Reasons{"never_true"});
    CHECK(reasons_of_override("class = 1 and not class != 2") == Reasons{"never_true"});
    CHECK(reasons_of_override("count(class early >= 2) > 1 and early &lt; 2") ==
          Reasons{"never_true"});
}

TEST_CASE("a rule that holds whatever is rated is refused", "[instruments][conditions]") {
    CHECK(reasons_of_override("class >= 1") == Reasons{"always_true"});
    CHECK(reasons_of_override("age &lt; 12 or age >= 12") == Reasons{"always_true"});
    CHECK(reasons_of_override("not (sex = female and sex = male)") == Reasons{"always_true"});
}

TEST_CASE("a count that says the same of any ratings is refused", "[instruments][conditions]") {
    CHECK(reasons_of_override("count(class early >= 2) >= 3").contains("no_such_count"));
    CHECK(reasons_of_override("count(class early >= 2) >= 0").contains("no_such_count"));
    CHECK(reasons_of_override("count(class early >= 2) &lt;= 2").contains("no_such_count"));
    CHECK(reasons_of_override("count(class early >= 2) = 3").contains("no_such_count"));
    CHECK(reasons_of_override("count(class early >= 2) > 1").empty());
    CHECK(reasons_of_override("count(class early >= 2) &lt;= 1").empty());
    CHECK(reasons_of_override("count(class early >= 2) != 0").empty());
}

TEST_CASE("rules that some ratings make true and others false are let be",
          "[instruments][conditions]") {
    CHECK(reasons_of_override("not early = 0").empty());
    CHECK(reasons_of_override("sex != female or age >= 15").empty());
    CHECK(reasons_of_override("any(class early = 2)").empty());
}

TEST_CASE("cut-offs that others stand in front of are refused", "[instruments][conditions]") {
    const std::string girls =
        "<cut-offs when=\"sex = female and age &lt; 12\" from=\"1 4\" source=\"p. 2\"/>";
    const std::string others = "<cut-offs when=\"sex != female\" from=\"1 4\" source=\"p. 2\"/>";

    CHECK(reasons_of_first_cut_offs(female + girls) == Reasons{"never_in_force"});
    CHECK(reasons_of_first_cut_offs(girls + female).empty());
    CHECK(reasons_of_first_cut_offs(female + others) == Reasons{"never_in_force"});  // the last set
}

TEST_CASE("an option of a derived item that nothing leads to is refused",
          "[instruments][conditions]") {
    const std::string early = "when=\"age-at-first &lt; 13\"";

    CHECK(reasons_when(early, "when=\"age-at-first &lt; 13 and past >= 9\"")
              .contains("unreachable_option"));
    CHECK(reasons_when(early, "when=\"age-at-first >= 5\"")
              .contains("unreachable_option"));  // nobody is left for the first option
    CHECK(reasons_when(early, "when=\"age-at-first &lt; 12\"").empty());
}

TEST_CASE("a judgement reaches no scale by way of a derived item", "[instruments][conditions]") {
    const std::string much = "when=\"age-at-first &lt; 13 and past >= 4\"";

    CHECK(reasons_when(much, "when=\"age-at-first &lt; 13 and summary = 1\"") ==
          Reasons{"judgement_scored"});
    CHECK(reasons_when("<cut-offs when=\"sex = female\"", "<cut-offs when=\"summary = 1\"")
              .contains("judgement_scored"));
}

TEST_CASE("a condition with more combinations than can be tried is let be",
          "[instruments][conditions]") {
    std::string items, named;
    for (int i = 0; i < 20; ++i) {
        const auto id = "m" + std::to_string(i);
        named += " " + id;
        items += "<item id=\"" + id +
                 "\" domain=\"history\" higher-means=\"more-risk\" "
                 "factor=\"risk\"><text>More</text><option rating=\"0\">No</option>"
                 "<option rating=\"1\">Yes</option></item>";
    }
    const auto with = [&](const std::string& when) {
        return reasons_when("<scale id=\"record\"",
                            items + "<flag id=\"more\" when=\"" + when +
                                "\" source=\"p. 9\">More</flag><scale id=\"record\"");
    };

    CHECK(with("count(" + named + " = 1) >= 20").empty());
    CHECK(with("count(" + named + " = 1) >= 21") == Reasons{"no_such_count"});
}
