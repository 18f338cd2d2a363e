// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/stats/worked_case.h"

namespace lika::service {

/// Lists that must be as long as each other. Throws Malformed.
void need_as_long(std::size_t one, std::size_t other, const char* place);

/// A list of 0 and 1. Throws Malformed.
std::vector<bool> outcomes(const WorkedCase& worked, const char* name);

/// The names that occur in a list, numbers by size, then words; and which each entry is. Throws Malformed.
struct Grouping {
    Grouping(const WorkedCase& worked, const char* name);
    std::vector<Json> names;
    std::vector<std::size_t> of;
};

}  // namespace lika::service
