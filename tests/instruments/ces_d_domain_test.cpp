// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

// Radloff 1977: 16 and over.
const std::vector<PublishedBand> table{{"below-cut-off", 0, 15}, {"at-cut-off", 16, 60}};

/// What each item gives for Rarely, Some, Occasionally and Most: the scoring key as printed.
constexpr int key[20][4] = {{0, 1, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3}, {3, 2, 1, 0}, {0, 1, 2, 3},
                            {0, 1, 2, 3}, {0, 1, 2, 3}, {3, 2, 1, 0}, {0, 1, 2, 3}, {0, 1, 2, 3},
                            {0, 1, 2, 3}, {3, 2, 1, 0}, {0, 1, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3},
                            {3, 2, 1, 0}, {0, 1, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3}};

int keyed(const Sheet& sheet) {
    int sum = 0;
    for (std::size_t item = 0; item < 20; ++item)
        if (sheet[item].rated()) sum += key[item][sheet[item].rating()];
    return sum;
}

/// A sheet of that many points: the items from `first` on give 3 each as long as they last.
Sheet sheet_with(int points, std::size_t first) {
    Sheet sheet(20, 0);
    for (std::size_t turn = 0; turn < 20; ++turn) {
        const auto item = (first + turn) % 20;
        const int gives = std::min(points, 3);
        for (int rating = 0; rating < 4; ++rating)
            if (key[item][rating] == gives) sheet[item] = rating;
        points -= gives;
    }
    return sheet;
}

void check(const Released& cesd, const Sheet& sheet, Differences& differences) {
    const auto score = cesd.score(sheet);
    differences.note(sheet, "points", keyed(sheet), score.scales[0].points);
    differences.note(sheet, "band", band_in(table, keyed(sheet)), band_of(score.scales[0]));
}

}  // namespace

TEST_CASE("CES-D: every sum from 0 to 60 is below or at the cut-off, whichever items make it",
          "[instruments][domain]") {
    const Released cesd{"library/ces-d-1.0"};
    Differences differences;

    for (int points = 0; points <= 60; ++points)
        for (std::size_t first = 0; first < 20; ++first) {
            const auto sheet = sheet_with(points, first);
            REQUIRE(keyed(sheet) == points);
            check(cesd, sheet, differences);
        }

    CHECK(differences.text().empty());
}

TEST_CASE("CES-D: each item gives what its line of the key says, with the others at each option",
          "[instruments][domain]") {
    const Released cesd{"library/ces-d-1.0"};
    Differences differences;

    for (int others = 0; others < 4; ++others)
        for (std::size_t item = 0; item < 20; ++item)
            for (int rating = 0; rating < 4; ++rating) {
                Sheet sheet(20, others);
                sheet[item] = rating;
                check(cesd, sheet, differences);
            }

    CHECK(differences.text().empty());
    CHECK(words(cesd.score(Sheet(20, 0)).scales[0].points) == "12");  // 4 reversed x 3
    CHECK(words(cesd.score(Sheet(20, 3)).scales[0].points) == "48");  // 16 others x 3
}

TEST_CASE("CES-D: with more than four items missing no band is given, however they came out",
          "[instruments][domain]") {
    const Released cesd{"library/ces-d-1.0"};

    for (std::size_t missing = 1; missing <= 20; ++missing) {
        auto sheet = sheet_with(60, 0);
        for (std::size_t item = 0; item < missing; ++item) sheet[item] = Missing::unanswered;
        const auto total = cesd.score(sheet).scales[0];
        CHECK(words(total.points) == "none");
        CHECK(band_of(total) == (missing <= 4 ? "at-cut-off" : "none"));  // 16 x 3 = 48 and more
    }
}
