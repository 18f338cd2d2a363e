// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/consistency/city_release.h"

namespace lika::engine::consistency {

/// What is true of a demonstration city. Districts by their place.
struct DemonstrationTruth {
    std::vector<std::size_t> leaning;      ///< put more in the high band for the same case: their odds are 1.8 times the city's
    std::vector<std::size_t> overriding;   ///< raise Low to Some more often than others
    std::vector<std::size_t> small;        ///< fewer than 20 assessments
    std::vector<std::size_t> biased;       ///< items rated higher for girls than for boys in the same situation
};

/// A made-up city of 14 districts over 12 months, with 36 factors as risk and as protection and levels low, some, high. Its
/// districts differ in size and in age, signs and urgency of their cases, which is no leaning; workers differ a little.
struct DemonstrationCity {
    OutcomeScheme scheme;
    Period period;
    std::vector<std::string> ids;
    std::vector<Outcomes> districts;
    std::vector<JointTable> pairs;   ///< of the cases that were rated twice
    DemonstrationTruth truth;
};

/// `has_differences` false: nothing is true of it but that one district is small. `scale`: so many times as many assessments in
/// every district but the small one. The same city every time for a seed.
DemonstrationCity demonstration_city(std::uint64_t seed, bool has_differences = true, double scale = 1);

}  // namespace lika::engine::consistency
