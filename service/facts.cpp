// SPDX-License-Identifier: EUPL-1.2
#include "service/facts.h"

#include "engine/clock.h"

namespace lika::service {

engine::Facts facts_of(const std::optional<std::string>& born_on, const std::optional<std::string>& sex, const std::string& on) {
    engine::Facts facts;
    const auto day = engine::read_day(on);
    if (born_on && day)
        if (const auto born = engine::read_day(*born_on)) facts["age"] = std::int64_t{engine::years_between(*born, *day)};
    if (sex && *sex != "not_recorded") facts["sex"] = *sex;
    return facts;
}

}  // namespace lika::service
