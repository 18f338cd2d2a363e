// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

// Spitzer et al. 2006.
const std::vector<PublishedBand> table{
    {"minimal", 0, 4}, {"mild", 5, 9}, {"moderate", 10, 14}, {"severe", 15, 21}};

}  // namespace

TEST_CASE("GAD-7: every one of the 16,384 answer sheets has the published sum and band",
          "[instruments][domain]") {
    const Released gad{"library/gad-7-1.0"};
    Differences differences;
    std::set<int> sums;
    std::size_t sheets = 0;

    every_sheet(gad.instrument(), [&](const Sheet& sheet) {
        const int sum = rating_sum(sheet);
        const auto score = gad.score(sheet);
        differences.note(sheet, "points", sum, score.scales[0].points);
        differences.note(sheet, "band", band_in(table, sum), band_of(score.scales[0]));
        sums.insert(sum);
        ++sheets;
    });

    CHECK(differences.text().empty());
    CHECK(sheets == 16'384);  // 4 options, 7 items
    CHECK(sums.size() == 22);
}

TEST_CASE("GAD-7: one item missing, the band is given when no rating of it could make another",
          "[instruments][domain]") {
    const Released gad{"library/gad-7-1.0"};
    Differences differences;

    for (std::size_t missing = 0; missing < 7; ++missing)
        every_sheet(gad.instrument(), [&](Sheet sheet) {
            if (sheet[missing].rating() != 0) return;
            const int sum = rating_sum(sheet);
            sheet[missing] = Missing::unanswered;
            const auto score = gad.score(sheet);
            const auto& total = score.scales[0];
            const auto least = band_in(table, sum), most = band_in(table, sum + 3);
            differences.note(sheet, "points", "none", words(total.points));
            differences.note(sheet, "lowest", sum, total.lowest);
            differences.note(sheet, "highest", sum + 3, total.highest);
            differences.note(sheet, "band", least == most ? least : "none", band_of(total));
        });

    CHECK(differences.text().empty());
}
