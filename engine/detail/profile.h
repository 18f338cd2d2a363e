// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/detail/evaluate.h"
#include "engine/profile.h"

namespace lika::engine::detail {

/// The profile of responses whose applicability is already settled.
std::vector<ProfileRow> profile_of(const Instrument& instrument, const Known& known);

}  // namespace lika::engine::detail
