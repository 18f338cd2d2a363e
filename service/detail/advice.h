// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/result.h"

namespace lika::service {

/// The error in one line, and in a second what a person can do about it, where there is something.
std::string with_advice(const engine::Error& error);

}  // namespace lika::service
