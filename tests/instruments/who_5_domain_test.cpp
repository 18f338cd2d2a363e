// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

// Topp et al. 2015, on the percentage score: at most 28, at most 50.
const std::vector<PublishedBand> table{
    {"likely-depression", 0, 28}, {"reduced", 29, 50}, {"adequate", 51, 100}};

}  // namespace

TEST_CASE("WHO-5: every one of the 7,776 answer sheets has the published percentage and band",
          "[instruments][domain]") {
    const Released who{"non-commercial/who-5-1.0"};
    Differences differences;
    std::set<int> sums;
    std::size_t sheets = 0;

    every_sheet(who.instrument(), [&](const Sheet& sheet) {
        const int raw = rating_sum(sheet), percentage = raw * 4;
        const auto score = who.score(sheet);
        differences.note(sheet, "raw", raw, score.scales[0].points);
        differences.note(sheet, "percentage", percentage, score.scales[1].points);
        differences.note(sheet, "band", band_in(table, percentage), band_of(score.scales[1]));
        sums.insert(raw);
        ++sheets;
    });

    CHECK(differences.text().empty());
    CHECK(sheets == 7'776);  // 6 options, 5 items
    CHECK(sums.size() == 26);
}

TEST_CASE("WHO-5: with any items missing there are no points", "[instruments][domain]") {
    const Released who{"non-commercial/who-5-1.0"};
    Differences differences;

    for (unsigned missing = 1; missing < 32; ++missing)
        for (int rating = 0; rating <= 5; ++rating) {
            Sheet sheet(5, rating);
            for (std::size_t item = 0; item < 5; ++item)
                if (((missing >> item) & 1U) != 0) sheet[item] = Missing::not_known;
            const auto score = who.score(sheet);
            for (const auto& scale : score.scales)
                differences.note(sheet, "points", "none", words(scale.points));
        }

    CHECK(differences.text().empty());
}
