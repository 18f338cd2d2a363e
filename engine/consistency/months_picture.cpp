// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/months_picture.h"

#include "engine/consistency/control_charts.h"
#include "engine/consistency/proportions.h"

namespace lika::engine::consistency {

MonthsPicture months_picture(const std::vector<DistrictShare>& shares, const std::vector<std::string>& status) {
    std::vector<DistrictShare> told;
    for (std::size_t i = 0; i < shares.size(); ++i) told.push_back(status[i] == "ok" ? shares[i] : DistrictShare{});
    const auto chart = share_chart(told);
    MonthsPicture found;
    static_cast<Finding&>(found) = chart;
    found.centre = chart.centre;
    for (std::size_t i = 0; i < told.size(); ++i) {
        auto& month = found.months.emplace_back();
        month.status = status[i] == "ok" && told[i].n == 0 ? "undefined_no_observations" : status[i];
        if (month.status != "ok") continue;
        const auto& drawn = chart.months[i];
        month.n = told[i].n;
        month.share = drawn.share;
        month.interval = proportion(told[i].events, told[i].n).wilson;
        month.limits = drawn.limits;
        month.is_unusual = drawn.is_signal;
        month.is_long_run = drawn.is_run;
    }
    return found;
}

MonthsPicture untold_months(std::size_t months, const std::string& status) {
    MonthsPicture found;
    found.form = "p-chart";
    found.status = status;
    found.months.resize(months);
    for (auto& month : found.months) month.status = status;
    return found;
}

}  // namespace lika::engine::consistency
