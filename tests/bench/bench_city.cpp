// SPDX-License-Identifier: EUPL-1.2
// bench_city [ASSESSMENTS=1000000]: the picture of a city of 14 districts, from outcomes in memory and from tallies.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "engine/consistency/city_items.h"
#include "engine/consistency/city_picture.h"
#include "engine/consistency/demonstration.h"

using namespace lika::engine::consistency;

namespace {

constexpr double assessments_at_scale_1 = 15'600;
constexpr int rounds = 5;

/// The fastest of some rounds, in milliseconds of one core.
template <class Work>
double fastest(Work&& work) {
    double best = 1e300;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::clock();
        work();
        best = std::min(best, 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

}  // namespace

int main(int count, char** words) {
    const double wanted = count > 1 ? std::atof(words[1]) : 1e6;
    auto city = demonstration_city(1, true, wanted / assessments_at_scale_1);
    std::size_t rows = 0;
    for (const auto& outcomes : city.districts) rows += outcomes.rows.size();
    std::vector<DistrictTally> tallies;
    const double tallying = fastest([&] {
        tallies.clear();
        for (const auto& outcomes : city.districts) tallies.push_back(tally(outcomes, city.scheme, city.period));
    });
    std::vector<DistrictPart> parts;
    for (std::size_t i = 0; i < tallies.size(); ++i) parts.push_back({city.ids[i], &tallies[i], city.pairs[i]});
    CityPicture picture;
    const double releasing = fastest([&] { release_city(parts, city.period.months, {}); });
    const double picturing = fastest([&] { picture = city_picture(parts, city.period.months, 1); });
    ItemsPicture items;
    const double itemising = fastest([&] { items = items_picture(parts, picture.release.counted[3]); });
    std::printf("%9zu rows: tallies %8.1f ms (%.0f ns a row), disclosure %.1f ms, picture %.1f ms, items %.1f ms\n", rows, tallying,
                tallying * 1e6 / static_cast<double>(rows), releasing, picturing, itemising);
    return picture.assessments > 0 && !items.items.empty() ? 0 : 1;
}
