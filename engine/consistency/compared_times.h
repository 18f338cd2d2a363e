// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/consistency/compared_districts.h"
#include "engine/consistency/survival.h"

namespace lika::engine::consistency {

/// Days from opening a case to its first signed assessment, of one district.
struct ComparedTime {
    std::string status = "ok";   ///< too_few; undefined_no_median: fewer than half are done
    std::uint64_t n = 0;         ///< cases, open ones among them
    Number median;
    std::optional<Interval> interval;   ///< its end is that of what is counted where it is not reached
    Number p, adjusted_p;               ///< log-rank, district against all others
    Outside outside = Outside::no;
    bool is_longer = false;
};
/// Open cases are censored, not left out; case mix is not weighed. Kaplan & Meier 1958; Brookmeyer & Crowley 1982.
struct ComparedTimes : Finding {
    ComparedTime city;       ///< of the districts that have 20 cases
    double clustering = 1;   ///< how much more than chance workers of one district differ
    std::vector<ComparedTime> districts;
};
/// `districts`: for each district the days of each of its workers. Undefined: too_few (no district has 20 cases).
ComparedTimes compare_times(const std::vector<std::vector<DayCounts>>& districts);

void believe(ComparedTime& district, double adjusted_p);

}  // namespace lika::engine::consistency
