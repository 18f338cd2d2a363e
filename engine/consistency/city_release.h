// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "engine/consistency/disclosure.h"
#include "engine/consistency/district_tally.h"

namespace lika::engine::consistency {

/// Of persons: too small to tell.
constexpr std::uint64_t least_told_count = 5;
constexpr bool is_small_count(std::uint64_t count) {
    return count > 0 && count < least_told_count;
}

/// What one district gives to the picture of the city.
struct DistrictPart {
    std::string id;
    const DistrictTally* tally = nullptr;
    JointTable pairs{0};   ///< levels of cases rated twice, first by second rater
};

/// Which counts may be told together, when small ones and those that would tell them are left out. A district with fewer than 20
/// is told nowhere and is in no sum: what is told of the city says nothing of it. Docs/consistency.md, "What is hidden".
struct CityRelease : Finding {
    using PerDistrict = std::vector<std::string>;   ///< ok, too_few, suppressed
    std::array<PerDistrict, counted_kinds> counted;
    PerDistrict months;              ///< in a high band by month: a district's months are told all or none
    PerDistrict pairs;               ///< how many double ratings agree, and how many do not
    PerDistrict city_months;         ///< by month
    std::set<std::string> hidden;    ///< names of all that is hidden, now and before: to be kept for the next release
};
/// Of `months` months. `hidden_before`: of the releases before. Status undefined_not_protectable: every district is then
/// suppressed that is not too_few.
CityRelease release_city(const std::vector<DistrictPart>& districts, std::size_t months, const std::set<std::string>& hidden_before);

/// Counts in rows, of which some are told whole and the others not at all, beside the sums of all columns. Takes back told rows,
/// the one that adds up to least first, until no untold small count can be worked out to within v to v + 1 by
/// somebody who knows every row's sum too: what a cell can be is then exactly between the bounds of Frechet.
void protect_rows(const std::vector<std::vector<std::uint64_t>>& rows, std::vector<bool>& is_told);

}  // namespace lika::engine::consistency
