// SPDX-License-Identifier: EUPL-1.2
#include "service/due.h"

namespace lika::service {

engine::Result<std::string> due_day(const std::vector<engine::ClockRule>& clocks, const std::string& clock,
                                    const std::string& started_on) {
    const auto day = engine::read_day(started_on);
    if (!day) return day.error();
    const auto rule = engine::clock_on(clocks, clock, *day);
    if (!rule) return engine::Error{engine::ErrorKind::failed, rule.error().reason, clock};
    return engine::to_string(engine::due_on(*rule, *day));
}

}  // namespace lika::service
