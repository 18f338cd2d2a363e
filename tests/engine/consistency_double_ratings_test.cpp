// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/double_ratings.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace lika::engine::consistency;

namespace {

/// `low`, `some` and `high`; counts of first by second rater.
Ratings banded(const std::vector<std::vector<std::uint64_t>>& table) {
    JointTable counts{3};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) counts.at(i, j) = table[i][j];
    return counts.ratings({1, 2, 3});
}

}  // namespace

TEST_CASE("of 100 cases rated twice is said how many got the same band, one apart, further", "[engine][consistency]") {
    const auto found = double_ratings(banded({{30, 5, 1}, {4, 28, 6}, {0, 3, 23}}), 1);
    REQUIRE(found.is_ok());
    CHECK(found.n == 100);
    CHECK(found.same == 81);
    CHECK(found.one_apart == 18);
    CHECK(found.further == 1);
    CHECK(found.of_hundred == std::array{81, 18, 1});
    CHECK(*found.same_share.share == Approx(0.81));
    CHECK(found.same_share.wilson->low < 0.81);
    CHECK(found.alpha.interval->low < *found.alpha.alpha);
    CHECK(found.alpha.interval->high > *found.alpha.alpha);
    CHECK(*found.ac2.coefficient > *found.alpha.alpha - 0.2);
    CHECK(double_ratings(banded({{30, 5, 1}, {4, 28, 6}, {0, 3, 23}}), 1).alpha.interval == found.alpha.interval);
}

TEST_CASE("under 20 cases rated twice nothing is said but how many there are", "[engine][consistency]") {
    const auto few = double_ratings(banded({{10, 2, 0}, {1, 6, 0}, {0, 0, 0}}), 1);
    CHECK(few.status == "too_few");
    CHECK(few.n == 19);
    CHECK(few.same == 0);
    CHECK_FALSE(few.same_share.share);
    CHECK_FALSE(few.alpha.alpha);
    CHECK(double_ratings(banded({{11, 2, 0}, {1, 6, 0}, {0, 0, 0}}), 1).is_ok());
}

TEST_CASE("cases whose second rating is still to come are not counted as agreement or disagreement", "[engine][consistency]") {
    auto bands = banded({{30, 5, 1}, {4, 28, 6}, {0, 3, 23}});
    const Code waiting[] = {1, no_rating};
    bands.add(waiting, 500);
    const auto found = double_ratings(bands, 1);
    CHECK(found.n == 100);
    CHECK(found.same == 81);
}

TEST_CASE("three shares as whole numbers make 100 and are each within one of the share", "[engine][consistency]") {
    for (std::uint64_t same = 0; same <= 60; ++same)
        for (std::uint64_t near = 0; near <= 25; ++near)
            for (std::uint64_t further = 0; further <= 8; ++further) {
                const auto all = same + near + further;
                const auto shares = of_hundred({same, near, further});
                if (all == 0) {
                    CHECK(shares == std::array{0, 0, 0});
                    continue;
                }
                const std::uint64_t counts[] = {same, near, further};
                int sum = 0;
                bool is_near = true;
                for (std::size_t i = 0; i < 3; ++i) {
                    sum += shares[i];
                    is_near = is_near && std::fabs(shares[i] - 100.0 * static_cast<double>(counts[i]) / static_cast<double>(all)) < 1 &&
                              (counts[i] > 0 || shares[i] == 0);
                }
                if (sum != 100 || !is_near) FAIL_CHECK(same << ' ' << near << ' ' << further);
            }
}
