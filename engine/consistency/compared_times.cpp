// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/compared_times.h"

#include <algorithm>
#include <cmath>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/double_ratings.h"

namespace lika::engine::consistency {
namespace {

constexpr double believed = 0.05, rarely = 0.002;

/// For each day how many are still at risk and to how many it happens.
struct RiskTable {
    explicit RiskTable(const DayCounts& days) : events(DayCounts::most_days + 1), at_risk(DayCounts::most_days + 1) {
        double left = static_cast<double>(days.n());
        for (std::size_t day = 0; day < days.happened.size(); ++day) {
            at_risk[day] = left;
            events[day] = days.happened[day];
            left -= static_cast<double>(days.happened[day]) + static_cast<double>(days.not_yet[day]);
        }
    }
    std::vector<double> events, at_risk;
};

struct LogRankPart {
    double observed = 0, expected = 0, variance = 0;
};

/// Of one group in `all`, itself among them.
LogRankPart against(const RiskTable& one, const RiskTable& all) {
    LogRankPart found;
    for (std::size_t day = 0; day < all.events.size(); ++day) {
        const double n = all.at_risk[day], d = all.events[day];
        if (d <= 0) continue;
        const double share = one.at_risk[day] / n;
        found.observed += one.events[day];
        found.expected += d * share;
        if (n > 1) found.variance += d * share * (1 - share) * (n - d) / (n - 1);
    }
    return found;
}

/// Squares of what each worker's count differs by from that of the own district, over what chance gives.
double clustering_of(const std::vector<std::vector<DayCounts>>& districts) {
    double squares = 0, by_chance = 0;
    for (const auto& workers : districts) {
        DayCounts sum;
        for (const auto& days : workers) sum.add(days);
        if (sum.n() < fewest_assessments) continue;
        const RiskTable all{sum};
        for (const auto& days : workers) {
            const auto part = against(RiskTable{days}, all);
            squares += (part.observed - part.expected) * (part.observed - part.expected);
            by_chance += part.variance;
        }
    }
    return by_chance > 0 ? std::max(1.0, squares / by_chance) : 1;
}

ComparedTime time_of(const DayCounts& days) {
    ComparedTime found;
    found.n = days.n();
    if (found.n < fewest_assessments) {
        found.status = "too_few";
        found.n = 0;
        return found;
    }
    const auto curve = kaplan_meier(days);
    if (!curve.median) {
        found.status = "undefined_no_median";
        return found;
    }
    found.median = curve.median;
    found.interval = {curve.median_low.value_or(*curve.median), curve.median_high.value_or(static_cast<double>(DayCounts::most_days))};
    return found;
}

}  // namespace

ComparedTimes compare_times(const std::vector<std::vector<DayCounts>>& districts) {
    ComparedTimes found;
    found.form = "Kaplan-Meier median, Brookmeyer-Crowley interval; log-rank, district against the others";
    found.convention = "C11";
    found.clustering = clustering_of(districts);
    std::vector<DayCounts> days(districts.size());
    DayCounts city;
    for (std::size_t i = 0; i < districts.size(); ++i) {
        for (const auto& worker : districts[i]) days[i].add(worker);
        found.districts.push_back(time_of(days[i]));
        if (found.districts.back().status != "too_few") city.add(days[i]);
    }
    found.city = time_of(city);
    found.n = city.n();
    if (found.city.status == "too_few") return undefined(found, "too_few");
    const RiskTable all{city};
    for (std::size_t i = 0; i < districts.size(); ++i) {
        auto& one = found.districts[i];
        if (one.status != "ok") continue;
        const auto part = against(RiskTable{days[i]}, all);
        if (part.variance <= 0) continue;   // there is no other district
        const double apart = part.observed - part.expected;
        one.p = detail::chi_squared_tail(1, apart * apart / (part.variance * found.clustering));
        one.is_longer = apart < 0;
    }
    return found;
}

void believe(ComparedTime& district, double adjusted_p) {
    district.adjusted_p = adjusted_p;
    district.outside = adjusted_p > believed ? Outside::no : *district.p < rarely ? Outside::at_998 : Outside::at_95;
}

}  // namespace lika::engine::consistency
