// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/command.h"

using namespace lika::tests;

namespace {

bool holds(const Ran& ran, const std::string& words) { return ran.out.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("an offence is compared under every list from the command line", "[service][offences]") {
    const auto ran = run({"offences", "compare", "vehicle-theft", "--on", "2021-04-13", "--sex", "male", "--age", "14"});

    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    CHECK(holds(ran, "\nFlagged under Stockholm's safety programme 2020-2023 and Brå 2011:21 (did not hold on the day), not under Brå 2021:5.\n"));
    CHECK(holds(ran, "\nThe lists disagree.\n"));
    CHECK(holds(ran, "\nUnder the age of responsibility, 15: by analogy only."));
    CHECK(holds(ran, "\nOffer support early. A flag never changes a score or a level.\n"));
    CHECK(holds(ran, "  chapter 8 section 7 of brottsbalken (1962:700) [basic, not verified]\n"));
    CHECK(holds(ran, "  no: the vehicle was taken to be kept [not verified]: "));
}

TEST_CASE("a sex that is not recorded is said openly", "[service][offences]") {
    const auto ran = run({"offences", "compare", "robbery", "--on", "2022-03-01", "--language", "sv", "--basis", "misstankt", "--later"});

    CHECK(holds(ran, "kön inte registrerat"));
    CHECK(holds(ran, "Flickors lista: "));
    CHECK(holds(ran, "Ingen av listorna är gjord för personen."));
    CHECK(holds(ran, "Listorna bygger på första lagföring."));
    CHECK(holds(ran, "Listorna gäller den första lagföringen."));
    CHECK(holds(ran, "basfrekvens: 18 % av pojkar"));
}

TEST_CASE("every list is shown with its offences, and every offence with its law", "[service][offences]") {
    const auto lists = run({"offences", "list"});
    const auto narcotics = run({"offences", "show", "narcotics", "--language", "sv"});

    CHECK(lists.status == 0);
    CHECK(holds(lists, "  violence-threat-public-servant: girls yes, boys yes\n"));
    CHECK(holds(lists, "  robbery: girls not verified, boys yes\n"));
    CHECK(holds(narcotics, "  1 § narkotikastrafflagen (1968:64) [basic, inte kontrollerat]\n"));
    CHECK(holds(narcotics, "  nej: narkotikasmuggling"));
}

TEST_CASE("an offence, a day or a basis that is not there is refused by name", "[service][offences]") {
    CHECK(run({"offences", "show", "piracy"}).err == "piracy: unknown_offence\n");
    CHECK(run({"offences", "compare", "piracy", "--on", "2022-03-01"}).err == "piracy: unknown_offence\n");
    CHECK(run({"offences", "compare", "robbery", "--on", "2022-02-30"}).err == "2022-02-30: not_a_day\n");
    CHECK(run({"offences", "compare", "robbery", "--on", "2022-03-01", "--basis", "rumour"}).err == "rumour: unknown_basis\n");
    CHECK(run({"offences", "compare", "robbery", "--on", "2022-02-30"}).status == 1);
    CHECK(run({"offences", "compare", "robbery"}).status == 2);
    CHECK(run({"offences"}).status == 2);
}
