// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "engine/responses.h"

namespace lika::service {

/// What is known of a subject as the facts an instrument may name: `age` in whole years on the day, `sex` as its word.
/// What is not known is left out; "not_recorded" is not known.
engine::Facts facts_of(const std::optional<std::string>& born_on, const std::optional<std::string>& sex, const std::string& on);

}  // namespace lika::service
