// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/instrument.h"
#include "engine/responses.h"

namespace lika::engine {

/// Counts of risk beside protection. `unknown` counts items not known or unanswered; not applicable ones are in no count.
struct ProfileCounts {
    std::size_t risk_2_or_more = 0;
    std::size_t risk_3 = 0;
    std::size_t protection_2_or_more = 0;
    std::size_t unknown = 0;

    bool operator==(const ProfileCounts&) const = default;
};

/// One level (individual, social, structural) with its domains. Never a sum, never risk minus protection.
struct ProfileRow {
    FactorLevel level = FactorLevel::individual;
    ProfileCounts counts;
    std::vector<std::pair<DomainId, ProfileCounts>> domains;
};

/// Rows for the levels the instrument has items on, individual first.
std::vector<ProfileRow> profile(const Instrument& instrument, const Responses& responses, const Facts& facts);

/// "individual", "social", "structural".
const char* to_string(FactorLevel level);
/// "none", "risk", "protection".
const char* to_string(Factor factor);

}  // namespace lika::engine
