// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/clock.h"
#include "engine/id.h"

namespace lika::engine {

/// A district board, by its days.
struct District {
    DistrictId id;
    std::string name;
    std::string board;
    Day valid_from{};
    std::optional<Day> valid_to;
    std::optional<DistrictId> successor;
    std::string source;
    std::string status;
};

/// The district that answers for `asked` on the day: itself while it stands, else its successor, and so on.
/// Errors (not_found): unknown_district (also before it began).
Result<DistrictId> resolve_district(const std::vector<District>& districts, const DistrictId& asked, Day on);

/// Those that stand on the day, in Swedish order of name.
std::vector<District> districts_on(const std::vector<District>& districts, Day on);

}  // namespace lika::engine
