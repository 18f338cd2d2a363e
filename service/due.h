// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/clock.h"

namespace lika::service {

/// The last day of a statutory clock that starts on a day, by the rule that held then; days as YYYY-MM-DD.
/// Errors: invalid not_a_day; failed no_such_clock: the catalogue holds no such rule on that day.
engine::Result<std::string> due_day(const std::vector<engine::ClockRule>& clocks, const std::string& clock,
                                    const std::string& started_on);

}  // namespace lika::service
