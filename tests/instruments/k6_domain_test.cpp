// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "tests/support/released.h"

using namespace lika::tests;

namespace {

// 13 and over: Kessler et al. 2003. 5 to 12: Prochaska et al. 2012.
const std::vector<PublishedBand> table{{"low", 0, 4}, {"moderate", 5, 12}, {"serious", 13, 24}};

}  // namespace

TEST_CASE("K6: every one of the 15,625 answer sheets has the published sum and band",
          "[instruments][domain]") {
    const Released k6{"library/k6-1.0"};
    Differences differences;
    std::set<int> sums;
    std::size_t sheets = 0;

    every_sheet(k6.instrument(), [&](const Sheet& sheet) {
        const int sum = rating_sum(sheet);
        const auto score = k6.score(sheet);
        differences.note(sheet, "points", sum, score.scales[0].points);
        differences.note(sheet, "band", band_in(table, sum), band_of(score.scales[0]));
        sums.insert(sum);
        ++sheets;
    });

    CHECK(differences.text().empty());
    CHECK(sheets == 15'625);  // 5 options, 6 items
    CHECK(sums.size() == 25);
}
