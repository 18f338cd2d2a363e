// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/districts.h"
#include "engine/consistency/middle_district.h"
#include "engine/consistency/variance.h"

namespace lika::engine::consistency {

/// Outside what chance gives 95 times in 100, or 998 times in 1,000.
enum class Outside : std::uint8_t { no, at_95, at_998 };

/// One district's count beside what a district in the middle would have made of the same cases.
struct ComparedDistrict {
    std::string status = "ok";   ///< too_few, suppressed: there are no numbers but, when suppressed, n
    std::uint64_t n = 0;         ///< what the share is of
    Number observed, expected;
    Number share;                               ///< observed of n
    Number adjusted;                            ///< what its share were, had it the cases of the city: at most 1
    std::optional<Interval> adjusted_interval;
    std::optional<Interval> expected_range;     ///< what chance allows of the observed, 95 times in 100
    std::optional<Interval> wide_range;         ///< 998 times in 1,000
    Number p, adjusted_p;                       ///< exact, mid-p, two-sided; over its family
    Outside outside = Outside::no;              ///< only if the family's false discovery rate believes it
    bool is_more = false;
};

/// Where shares of so many would lie by chance.
struct ChanceLimits {
    std::uint64_t n = 0;
    Interval at_95{}, at_998{};
};

/// Districts by one thing that is counted. `n` is what the city's share is of. Districts under 20 are in none of the city's
/// figures, and those hidden are one district in the spread and in the test, so that neither tells their counts (T15).
struct ComparedDistricts : Finding {
    LogisticPartition spread;         ///< comes first (T1): how far apart districts are for the same cases
    Number spread_share;              ///< the same as the deviation of their shares, had all the cases of the city
    std::optional<Interval> spread_interval;
    Heterogeneity heterogeneity;      ///< score test for the same cases, cases of one worker allowed to be alike
    Number share, middle_share;       ///< of the city; had a district in the middle judged all of its cases
    std::optional<Interval> share_interval;   ///< of the city's share: exact, cases of one worker allowed to be alike
    double clustering = 1;            ///< how much more than chance workers of one district differ, as a variance (T14)
    std::vector<ChanceLimits> limits; ///< about the middle share, from the smallest to the largest district
    std::vector<ComparedDistrict> districts;
};

/// What there is to compare: cells, how workers cluster, and for each district ok, suppressed or too_few.
struct DistrictCells {
    std::vector<CaseMixCell> cells;
    std::vector<std::string> status;
    double clustering = 1;
};
/// Undefined as middle_district; too_few: fewer than two districts; suppressed: none may be told. `outside` is still to be filled by `believe`.
ComparedDistricts compare_districts(const DistrictCells& data);

/// Whether a p of the family is believed decides what is outside. Benjamini & Hochberg 1995.
void believe(ComparedDistrict& district, double adjusted_p);

}  // namespace lika::engine::consistency
