// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/command.h"

using namespace lika::tests;

namespace {

std::string shown(const std::string& structure, const std::string& language = "en") {
    const auto ran = run({"instrument", "show", "--language", language, TEST_DATA "/structures/" + structure + "-1.0.xml"});
    CHECK(ran.status == 0);
    return "\n" + ran.out;
}

void check_lines(const std::string& page, const std::vector<std::string>& lines) {
    INFO(page);
    for (const auto& line : lines) {
        INFO(line);
        CHECK(page.find("\n" + line + "\n") != std::string::npos);
    }
}

}  // namespace

TEST_CASE("a definition is shown with every limit on what may be missing", "[service][instrument]") {
    check_lines(shown("missing-rules"),
                {"  refuse  Refuses; points only when complete", "  zero  Zero; missing counts as nothing",
                 "  prorate  Prorates; missing is prorated", "    no points when fewer than 2 are rated",
                 "    points are rounded to 2 decimals", "  mean  Mean; missing gets the mean of the rated",
                 "    no points when more than 1 are missing", "    the mean is rounded to 0 decimals",
                 "    no points when more than 1/4 of the applicable are missing",
                 "    no points when more than 1 of a b c d are missing", "    no points when any of these is missing: a",
                 "    no points: incomplete"});
    check_lines(shown("missing-rules", "sv"),
                {"  prorate  Räknar upp; det som saknas räknas upp i proportion", "    inga poäng när färre än 2 är skattade",
                 "    inga poäng när fler än 1 av a b c d saknas", "    inga poäng när mer än 1/4 av de tillämpliga saknas",
                 "    inga poäng när någon av dessa saknas: a", "    medelvärdet avrundas till 0 decimaler"});
}

TEST_CASE("a definition is shown with what its norms make of every raw score", "[service][instrument]") {
    check_lines(shown("norms-by-sex-and-grade"),
                {"    norm when sex = male: 0=41 1=47 2=53 3=59 4=65 5=71 6=77 7..9=80 [Made up, table 4]",
                 "    norm when age >= 12: 0=6 1..2=9 3=11 4=13 5=15 6=17 [Made up, table 6]"});
}

TEST_CASE("a definition is shown with its decision table cell by cell", "[service][instrument]") {
    check_lines(shown("matrix"),
                {"decision tables", "  reply  Possible replies [Made up]", "    meeting  A meeting",
                 "    severity = 1, history low: talk", "    severity = 2, history medium: meeting, plan",
                 "    also plan when severity = 1 and earlier >= 6: After six earlier events a plan is possible for a "
                 "slight one too. [Made up]"});
    check_lines(shown("matrix", "sv"), {"beslutstabeller", "    severity = 1, history medium: talk, meeting",
                                        "    meeting  Möte"});
}

TEST_CASE("a definition is shown with cut-offs for some, gates and rules that raise", "[service][instrument]") {
    const auto ticks = shown("ticks-by-sex");
    const auto gates = shown("gated-blocks", "sv");
    const auto steps = shown("step-up");

    CHECK(ticks.find("    cut-offs when sex = ") != std::string::npos);
    CHECK(gates.find(" (gäller när ") != std::string::npos);
    CHECK(gates.find(" (ej tillämplig: ") != std::string::npos);
    CHECK(steps.find(" raises by 1 when ") != std::string::npos);
}
