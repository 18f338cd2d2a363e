// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

/// What another source says a sheet comes out as.
struct Vector {
    const char* instrument;
    std::vector<int> ratings;
    const char* scale;
    int points;
    const char* band;
    const char* source;
};

const std::vector<Vector> vectors{
    {"library/psc-17-1.0", std::vector<int>(17, 0), "total", 0, "below-cut-off", "all Never"},
    {"library/psc-17-1.0", std::vector<int>(17, 2), "total", 34, "at-cut-off", "all Often"},
    {"library/psc-17-1.0", std::vector<int>(17, 2), "internalizing", 10, "at-cut-off", "all Often"},
    {"library/psc-17-1.0", std::vector<int>(17, 2), "externalizing", 14, "at-cut-off", "all Often"},
    {"library/phq-9-1.0", std::vector<int>(9, 1), "total", 9, "mild", "psytools"},
    {"library/phq-9-1.0", {3, 3, 3, 3, 3, 3, 3, 3, 0}, "total", 24, "severe", "psytools"},
    {"library/gad-7-1.0", {3, 1, 0, 0, 0, 0, 0}, "total", 4, "minimal", "psytools"},
    {"library/gad-7-1.0", {3, 2, 0, 0, 0, 0, 0}, "total", 5, "mild", "psytools"},
    {"library/gad-7-1.0", {3, 3, 3, 1, 0, 0, 0}, "total", 10, "moderate", "psytools"},
    {"library/gad-7-1.0", {3, 3, 3, 3, 3, 0, 0}, "total", 15, "severe", "psytools"},
    {"library/k6-1.0", {2, 2, 2, 2, 2, 2}, "total", 12, "moderate", "psytools"},
    {"library/k6-1.0", {3, 2, 2, 2, 2, 2}, "total", 13, "serious", "psytools"},
    {"library/k10-1.0", std::vector<int>(10, 1), "total", 10, "likely-well", "psytools"},
    {"library/k10-1.0", std::vector<int>(10, 2), "total", 20, "mild", "psytools"},
    {"library/k10-1.0", std::vector<int>(10, 3), "total", 30, "severe", "psytools"},
    {"library/ces-d-1.0", std::vector<int>(20, 0), "total", 12, "below-cut-off", "psytools"},
    {"library/ces-d-1.0", std::vector<int>(20, 3), "total", 48, "at-cut-off", "psytools"},
    {"non-commercial/who-5-1.0",
     {1, 1, 1, 1, 1},
     "percentage",
     20,
     "likely-depression",
     "psytools"},
    {"non-commercial/who-5-1.0", {2, 2, 2, 2, 2}, "percentage", 40, "reduced", "psytools"},
    {"non-commercial/who-5-1.0", {3, 3, 3, 3, 3}, "percentage", 60, "adequate", "psytools"},
    {"non-commercial/audit-1.0",
     {2, 1, 1, 0, 0, 0, 1, 0, 0, 2},
     "total",
     7,
     "zone-1",
     "simplifycalc"},
    {"non-commercial/audit-1.0", {3, 1, 2, 0, 0, 0, 1, 1, 0, 0}, "total", 8, "zone-2", "psytools"},
    {"non-commercial/audit-1.0", std::vector<int>(10, 4), "total", 40, "zone-4", "psytools"},
    {"non-commercial/audit-2.0", std::vector<int>(10, 4), "total", 40, "likely-dependence",
     "psytools"},
    {"non-commercial/audit-2.0",
     {2, 1, 1, 0, 0, 0, 1, 0, 0, 2},
     "total",
     7,
     "low-risk",
     "simplifycalc"},
    {"non-commercial/audit-2.0",
     {3, 1, 2, 0, 0, 0, 1, 1, 0, 0},
     "total",
     8,
     "hazardous-or-harmful",
     "psytools"},
};

const lika::engine::ScaleScore& named(const lika::engine::Score& score, const std::string& scale) {
    for (const auto& one : score.scales)
        if (one.scale.value == scale) return one;
    FAIL(scale);
    return score.scales.front();
}

}  // namespace

TEST_CASE("answer sheets that other sources have scored come out as they say",
          "[instruments][domain]") {
    for (const auto& vector : vectors) {
        INFO(vector.instrument << " " << vector.source << " " << vector.points);
        const auto score =
            Released{vector.instrument}.score(Sheet(vector.ratings.begin(), vector.ratings.end()));

        CHECK(words(named(score, vector.scale).points) == std::to_string(vector.points));
        CHECK(band_of(named(score, vector.scale)) == vector.band);
    }
}

TEST_CASE("an empty sheet has no band in any released instrument but PSC-17, where it is invalid",
          "[instruments][domain]") {
    for (const char* name :
         {"library/gad-7-1.0", "library/phq-9-1.0", "library/k6-1.0", "library/k10-1.0",
          "library/k10-interview-1.0", "library/ces-d-1.0", "library/lika-8-1.0",
          "library/psc-17-1.0", "non-commercial/who-5-1.0", "non-commercial/audit-1.0",
          "non-commercial/audit-2.0", "non-commercial/audit-c-1.0"}) {
        const Released instrument{name};
        for (const auto why : {Missing::unanswered, Missing::not_known, Missing::not_applicable})
            for (const auto& scale : instrument.score(Sheet(instrument.items(), why)).scales) {
                INFO(name << " " << scale.scale.value << " " << lika::engine::to_string(why));
                CHECK(words(scale.points) == "none");
                CHECK(band_of(scale) ==
                      (std::string{name} == "library/psc-17-1.0" ? "invalid" : "none"));
            }
    }
}
