// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/double_ratings.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace lika::engine::consistency {
namespace {

constexpr int replicates = 1000;

}  // namespace

std::array<int, 3> of_hundred(const std::array<std::uint64_t, 3>& counts) {
    const auto all = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    std::array<int, 3> shares{};
    if (all == 0) return shares;
    std::array<std::size_t, 3> order{0, 1, 2};
    std::array<std::uint64_t, 3> remainders{};
    int left = 100;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        shares[i] = static_cast<int>(counts[i] * 100 / all);
        remainders[i] = counts[i] * 100 % all;
        left -= shares[i];
    }
    std::stable_sort(order.begin(), order.end(), [&](auto one, auto other) { return remainders[one] > remainders[other]; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++shares[order[i]];
    return shares;
}

DoubleRatings double_ratings(const Ratings& bands, std::uint64_t seed, double confidence) {
    DoubleRatings found;
    found.form = "cases rated twice, by how far apart their bands are";
    const auto twice = JointTable{bands}.ratings(bands.categories());
    for (std::size_t i = 0; i < twice.patterns(); ++i) {
        const int apart = std::abs(static_cast<int>(twice.pattern(i)[0]) - static_cast<int>(twice.pattern(i)[1]));
        (apart == 0 ? found.same : apart == 1 ? found.one_apart : found.further) += twice.times(i);
    }
    const auto all = found.same + found.one_apart + found.further;
    if (all < fewest_assessments) {
        DoubleRatings few;
        few.form = found.form;
        few.n = all;
        return undefined(few, "too_few");
    }
    found.n = all;
    found.of_hundred = of_hundred({found.same, found.one_apart, found.further});
    found.same_share = proportion(found.same, all, confidence);
    const SubjectCounts counts{twice};
    found.alpha = krippendorff_bootstrap(counts, Metric::ordinal, replicates, seed, confidence);
    found.ac2 = gwet_ac(counts, Weights::linear(counts.categories().size()), confidence);
    return found;
}

}  // namespace lika::engine::consistency
