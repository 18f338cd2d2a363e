// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "engine/events.h"
#include "service/score_input.h"

namespace lika::service {

/// Reads lists of events, `{"priors":[{"on":"2024-03-01","kind":"a-e","group":"s1"}]}`, and sets the numbers counted from
/// them. `on` and `group` may be absent or null; an empty list says that nothing happened; a list that is null is not given.
///
/// Gives every fault, place "priors" or "priors 2" for its second event: wrong_type, not_a_day, unknown_field, and those of
/// engine::count_events. With faults nothing is set.
std::vector<LineFault> set_events(const nlohmann::json& entered, const engine::Instrument& instrument,
                                  engine::Responses& responses);

}  // namespace lika::service
