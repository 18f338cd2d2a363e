// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/made_up.h"

using namespace lika;
using namespace lika::made_up;

namespace {

constexpr auto not_known = Missing::not_known;
constexpr auto not_applicable = Missing::not_applicable;
constexpr auto no_full = "no_full_assessment_indicated";
constexpr auto all_three = "no_full_assessment_indicated consider full_assessment_recommended";

/// "points lowest highest | band | possible bands | level | possible levels | policy overrides"
std::string outcome(std::initializer_list<std::pair<const char*, Response>> given) {
    const auto instrument = lika_8();
    const auto score = scored(instrument, responses(instrument, given));
    const auto& total = score.scales.front();
    return text(total.points) + " " + text(total.lowest) + " " + text(total.highest) + " | " +
           text(total.band) + " | " + row(total.possible_bands) + " | " + text(score.scored_level) +
           " | " + row(score.possible_levels) + " | " + row(score.policy_overrides);
}

}  // namespace

TEST_CASE("lika-8 example A: all rated, low sum", "[engine][score]") {
    CHECK(outcome({{"I1", 1},
                   {"I3", 0},
                   {"I9", 0},
                   {"F1", 1},
                   {"F4", 0},
                   {"P1", 0},
                   {"P2", 0},
                   {"E1", 1}}) == std::string("3 3 3 | ") + no_full + " | " + no_full + " | " +
                                      no_full + " | " + no_full + " | ");
}

TEST_CASE("lika-8 example B: school not applicable adds to neither bound", "[engine][score]") {
    CHECK(outcome({{"I1", 1},
                   {"I3", 2},
                   {"I9", 0},
                   {"F1", 1},
                   {"F4", 0},
                   {"P1", 1},
                   {"P2", 1},
                   {"E1", not_applicable}}) ==
          "6 6 6 | consider | consider | consider | consider | ");
}

TEST_CASE("lika-8 example C: exactly at the cut-off", "[engine][score]") {
    CHECK(outcome({{"I1", 2},
                   {"I3", 1},
                   {"I9", 1},
                   {"F1", 1},
                   {"F4", 1},
                   {"P1", 2},
                   {"P2", 0},
                   {"E1", 1}}) ==
          "9 9 9 | full_assessment_recommended | full_assessment_recommended | "
          "full_assessment_recommended | "
          "full_assessment_recommended | ");
}

TEST_CASE("lika-8 example D: one item is 3", "[engine][score]") {
    CHECK(outcome({{"I1", 0},
                   {"I3", 0},
                   {"I9", 0},
                   {"F1", 0},
                   {"F4", 3},
                   {"P1", 0},
                   {"P2", 0},
                   {"E1", 0}}) ==
          std::string("3 3 3 | ") + no_full + " | " + no_full + " | consider | consider | any-3");
}

TEST_CASE("lika-8 example E: two not known, the band can change", "[engine][score]") {
    CHECK(outcome({{"I1", 1},
                   {"I3", 0},
                   {"I9", not_known},
                   {"F1", 1},
                   {"F4", 0},
                   {"P1", 1},
                   {"P2", not_known},
                   {"E1", 0}}) ==
          std::string("none 3 9 | none | ") + all_three + " | none | " + all_three + " | ");
}

TEST_CASE("lika-8 example F: several not known, but one item is 3", "[engine][score]") {
    CHECK(outcome({{"I1", 3},
                   {"I3", 1},
                   {"I9", not_known},
                   {"F1", 0},
                   {"F4", not_known},
                   {"P1", 1},
                   {"E1", 1}}) ==
          "none 6 15 | none | consider full_assessment_recommended | none | consider "
          "full_assessment_recommended | any-3");
}

TEST_CASE("lika-8 example G: not known, yet decided", "[engine][score]") {
    CHECK(outcome({{"I1", 2},
                   {"I3", 2},
                   {"I9", 2},
                   {"F1", 1},
                   {"F4", not_known},
                   {"P1", 2},
                   {"E1", 1}}) ==
          "none 10 16 | full_assessment_recommended | full_assessment_recommended | "
          "full_assessment_recommended | "
          "full_assessment_recommended | ");
}

TEST_CASE("lika-8 example H: nothing rated", "[engine][score]") {
    CHECK(outcome({}) ==
          std::string("none 0 24 | none | ") + all_three + " | none | " + all_three + " | ");
}

TEST_CASE("lika-8 example I: the band is decided, the level is not", "[engine][score]") {
    CHECK(outcome({{"I1", 0},
                   {"I3", 0},
                   {"I9", 0},
                   {"F1", 0},
                   {"F4", not_known},
                   {"P1", 0},
                   {"P2", 0},
                   {"E1", 0}}) == std::string("none 0 3 | ") + no_full + " | " + no_full +
                                      " | none | " + no_full + " consider | ");
}
