// SPDX-License-Identifier: EUPL-1.2
#include "service/stats/lists.h"

#include <algorithm>

namespace lika::service {

using engine::consistency::Interval;

void need_as_long(std::size_t one, std::size_t other, const char* place) {
    if (one != other) throw Malformed{"lists_differ_in_length", place};
}

void add_intervals(Json& result, const std::string& name, const std::vector<std::optional<Interval>>& intervals) {
    Json low = Json::array(), high = Json::array();
    for (const auto& interval : intervals) {
        low.push_back(interval ? Json(interval->low) : Json());
        high.push_back(interval ? Json(interval->high) : Json());
    }
    result[name + "_low"] = low;
    result[name + "_high"] = high;
}

Grouping::Grouping(const WorkedCase& worked, const char* name) {
    const auto place = std::string{"data."} + name;
    if (!worked.data().is_object() || !worked.data().contains(name) || !worked.data().at(name).is_array())
        throw Malformed{"missing", place};
    const auto& values = worked.data().at(name);
    for (const auto& value : values) {
        if (!value.is_string() && !value.is_number()) throw Malformed{"not_a_group", place};
        if (std::find(names.begin(), names.end(), value) == names.end()) names.push_back(value);
    }
    std::sort(names.begin(), names.end());
    for (const auto& value : values)
        of.push_back(static_cast<std::size_t>(std::find(names.begin(), names.end(), value) - names.begin()));
}

std::vector<bool> outcomes(const WorkedCase& worked, const char* name) {
    std::vector<bool> found;
    for (const auto one : worked.whole(name)) {
        if (one > 1) throw Malformed{"not_0_or_1", std::string{"data."} + name};
        found.push_back(one == 1);
    }
    return found;
}

}  // namespace lika::service
