// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/district.h"

namespace lika::service {

/// What makes an account, before it has an id and a password.
struct AccountWish {
    std::string username;
    std::string name;
    std::string role;
    std::optional<std::string> district;
};

/// Every fault as "field: reason"; empty: the account may be made. `standing` are the districts that stand today.
/// username_malformed (3 to 64 of a-z 0-9 . _ -), name_malformed, unknown_role, district_required (social workers and
/// supervisors), district_refused (auditors and administrators serve the whole city), unknown_district.
std::vector<std::string> account_faults(const AccountWish& wish, const std::vector<engine::District>& standing);

}  // namespace lika::service
