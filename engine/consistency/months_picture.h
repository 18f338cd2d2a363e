// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/consistency/districts.h"

namespace lika::engine::consistency {

/// Months of the city or of one district, of each the share in a high band: a p-chart with two marks.
struct MonthsPicture : Finding {
    struct Month {
        std::string status = "ok";          ///< too_few, suppressed, undefined_no_observations
        std::uint64_t n = 0;
        Number share;
        std::optional<Interval> interval;   ///< of the share: Wilson
        std::optional<Interval> limits;     ///< what chance allows about the centre, 3 standard errors
        bool is_unusual = false;            ///< outside them
        bool is_long_run = false;           ///< one of eight in a row on one side of the centre
    };
    Number centre;   ///< of the months that are told
    std::vector<Month> months;
};
/// `status` of each month: what is not ok is not told.
MonthsPicture months_picture(const std::vector<DistrictShare>& shares, const std::vector<std::string>& status);
/// Of whom nothing is told: every month says why.
MonthsPicture untold_months(std::size_t months, const std::string& status);

}  // namespace lika::engine::consistency
