// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/consistency/compared_districts.h"

using namespace lika::engine::consistency;

namespace {

/// Districts of 1,000 like cases each, with so many of them in a high band.
DistrictCells districts_with(const std::vector<double>& events) {
    DistrictCells city;
    for (std::size_t i = 0; i < events.size(); ++i) {
        city.cells.push_back({{1, 1, 1, 1}, i, events[i], 1000});
        city.status.emplace_back("ok");
    }
    return city;
}

const std::vector<double> eleven{270, 276, 282, 288, 294, 300, 306, 312, 318, 324, 330};

std::vector<double> with_three(double events) {
    auto all = eleven;
    all.insert(all.end(), 3, events);
    return all;
}

}  // namespace

TEST_CASE("districts that are away from the middle do not move it for the others", "[engine][consistency]") {
    const auto even = compare_districts(districts_with(eleven));
    CHECK(*even.middle_share == Approx(0.3));
    for (const double events : {450.0, 150.0}) {
        const auto found = compare_districts(districts_with(with_three(events)));
        CHECK(*found.middle_share == Approx(0.3));   // the median of all 14 is 0.309, or 0.291
        for (std::size_t i = 0; i < eleven.size(); ++i) CHECK(*found.districts[i].p == Approx(*even.districts[i].p));
        for (std::size_t i = eleven.size(); i < 14; ++i) CHECK(*found.districts[i].p < 1e-6);
    }
}

TEST_CASE("a district that is not told does not make the middle, which would tell it", "[engine][consistency]") {
    auto city = districts_with({200, 260, 300, 340, 400});
    city.status[2] = city.status[3] = "suppressed";
    const auto found = compare_districts(city);
    city.cells[2].events = 330;
    city.cells[3].events = 310;   // the same together
    const auto otherwise = compare_districts(city);
    CHECK(*found.middle_share == Approx(*otherwise.middle_share).epsilon(1e-6));
    CHECK(*found.districts[1].expected == Approx(*otherwise.districts[1].expected).epsilon(1e-6));
}

TEST_CASE("where half of the districts are away from the middle it stays where all put it", "[engine][consistency]") {
    const auto found = compare_districts(districts_with({150, 200, 300, 400, 450}));
    CHECK(*found.middle_share == Approx(0.3));
}
