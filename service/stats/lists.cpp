// SPDX-License-Identifier: EUPL-1.2
#include "service/stats/lists.h"

#include <algorithm>

namespace lika::service {

void need_as_long(std::size_t one, std::size_t other, const char* place) {
    if (one != other) throw Malformed{"lists_differ_in_length", place};
}

Grouping::Grouping(const WorkedCase& worked, const char* name) {
    const auto place = std::string{"data."} + name;
    if (!worked.data().contains(name) || !worked.data().at(name).is_array())
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
