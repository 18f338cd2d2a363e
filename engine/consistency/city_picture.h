// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/city_release.h"
#include "engine/consistency/compared_districts.h"
#include "engine/consistency/compared_times.h"
#include "engine/consistency/double_ratings.h"
#include "engine/consistency/months_picture.h"

namespace lika::engine::consistency {

/// What of one district stands apart from the tables: its double ratings and its months.
struct OwnPicture {
    DoubleRatings agreement;
    MonthsPicture months;
};

/// Whether assessments agree between workers and districts of a city in one period: everything that the pages show, and nothing
/// that has to stay hidden. docs/consistency.md, "The picture of a city".
struct CityPicture {
    std::uint64_t assessments = 0;   ///< of the districts that have 20 or more
    DoubleRatings agreement;         ///< of all districts
    std::array<ComparedDistricts, counted_kinds> counted;
    ComparedTimes times;
    MonthsPicture months;
    std::vector<OwnPicture> own;     ///< by district
    std::uint64_t tests = 0;         ///< the family: districts by indicators, those that are told
    CityRelease release;             ///< `hidden` is to be given to the next picture as `hidden_before`

    const ComparedDistricts& of(Counted what) const { return counted[static_cast<std::size_t>(what)]; }
};
/// Every tally is of the same `months` months. `seed` of the bootstrap. The same answer every time.
CityPicture city_picture(const std::vector<DistrictPart>& districts, std::size_t months, std::uint64_t seed,
                         const std::set<std::string>& hidden_before = {});

}  // namespace lika::engine::consistency
