// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/exercise_figures.h"

#include <catch2/catch.hpp>

using namespace lika::engine::consistency;

namespace {

using Bands = std::vector<Code>;
using Told = std::vector<std::string>;

/// Raters 0, 1, 2 ... in groups of these sizes.
std::vector<std::vector<std::size_t>> apart(const std::vector<std::size_t>& sizes) {
    std::vector<std::vector<std::size_t>> groups;
    std::size_t next = 0;
    for (const auto size : sizes) {
        auto& group = groups.emplace_back();
        while (group.size() < size) group.push_back(next++);
    }
    return groups;
}

/// Two vignettes, low (0) and high (2) by the panel; raters of each district with their bands.
ExerciseFigures figures_of(const std::vector<std::vector<Bands>>& districts) {
    std::vector<Bands> raters;
    std::vector<std::size_t> of;
    for (std::size_t d = 0; d < districts.size(); ++d)
        for (const auto& bands : districts[d]) {
            raters.push_back(bands);
            of.push_back(d);
        }
    return exercise_figures({3, raters, {0, 2}, of, districts.size()}, 1);
}

}  // namespace

TEST_CASE("an exercise says for the city and a district the share at the panel's level, one step apart, and the lean",
          "[engine][consistency][exercises]") {
    const std::vector<Bands> exact(4, Bands{0, 2});
    auto north = exact;
    north.push_back({1, 2});                                   // one step up on the first
    const std::vector<Bands> south{{0, 1}, {0, 1}, {0, 2}, {0, 0}, {0, 2}, {1, no_rating}};

    const auto found = figures_of({north, south});

    REQUIRE(found.districts[0].is_ok());
    CHECK(found.districts[0].n == 5);
    CHECK(found.districts[0].answers == 10);
    CHECK(*found.districts[0].as_agreed.value == Approx(0.9));
    CHECK(*found.districts[0].one_apart.value == Approx(0.1));
    CHECK(*found.districts[0].lean.value == Approx(0.1));      // one of five raters leans by a half
    CHECK(found.districts[0].lean.interval->low < 0);
    CHECK(found.districts[1].answers == 11);
    CHECK(*found.districts[1].as_agreed.value == Approx(7.0 / 11));
    CHECK(*found.districts[1].one_apart.value == Approx(3.0 / 11));
    CHECK(*found.districts[1].lean.value == Approx((-0.5 - 0.5 + 0 - 1 + 0 + 1) / 6));
    CHECK(found.city.n == 11);
    CHECK(*found.city.as_agreed.value == Approx(16.0 / 21));
    CHECK(found.vignettes[0].n == 11);
    CHECK(*found.vignettes[0].as_agreed.value == Approx(9.0 / 11));
    CHECK(found.vignettes[1].n == 10);
    CHECK(found.alpha.interval.has_value() == found.alpha.value.has_value());
}

TEST_CASE("ten answers of five raters are as uncertain as five", "[engine][consistency][exercises]") {
    const auto found = figures_of({std::vector<Bands>(5, Bands{0, 2})});
    CHECK(*found.city.as_agreed.value == 1);
    CHECK(found.city.as_agreed.interval->low == Approx(0.4782).margin(0.0001));   // 0.025 to the power of 1/5
    CHECK(found.city.as_agreed.interval->high == 1);
}

TEST_CASE("where all lean alike no interval can be made, and no number is told", "[engine][consistency][exercises]") {
    const auto found = figures_of({std::vector<Bands>(6, Bands{1, 2})});
    CHECK(found.city.lean.status == "undefined_no_variation");
    CHECK_FALSE(found.city.lean.value);
    CHECK(*found.city.as_agreed.value == Approx(0.5));
}

TEST_CASE("of under five raters nothing is told, and another district is hidden so that they cannot be worked out",
          "[engine][consistency][exercises]") {
    CHECK(told_groups(apart({6, 7, 5})) == Told{"ok", "ok", "ok"});
    CHECK(told_groups(apart({6, 7, 4})) == Told{"suppressed", "ok", "too_few"});
    CHECK(told_groups(apart({9, 1, 1, 6})) == Told{"ok", "too_few", "too_few", "suppressed"});   // two together are too few still
    CHECK(told_groups(apart({9, 3, 2, 6})) == Told{"ok", "too_few", "too_few", "ok"});
    CHECK(told_groups(apart({9, 0, 6})) == Told{"ok", "too_few", "ok"});                          // nobody hides behind nobody
    CHECK(told_groups(apart({9, 0, 4})) == Told{"suppressed", "too_few", "too_few"});
    CHECK(told_groups({{0, 1, 2}, {0, 1, 2}, {0, 1, 2, 3, 4, 5}}) == Told{"too_few", "too_few", "suppressed"});   // the same three

    const std::vector<Bands> six(6, Bands{0, 1}), two(2, Bands{2, 2});
    const auto found = figures_of({six, two});
    CHECK(found.city.is_ok());
    CHECK(found.city.n == 8);
    for (const auto& hidden : found.districts) {
        CHECK_FALSE(hidden.is_ok());
        CHECK(hidden.n == 0);
        CHECK(hidden.answers == 0);
        CHECK_FALSE(hidden.as_agreed.value);
        CHECK_FALSE(hidden.lean.value);
    }
    CHECK(figures_of({std::vector<Bands>(4, Bands{0, 1})}).city.status == "too_few");
    CHECK(figures_of({{}}).city.status == "too_few");
}
