// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/district.h"
#include "service/demo/chance.h"
#include "storage/city.h"

namespace lika::service::demo {

/// One of the demonstration's staff, with the password in the clear for users.json.
struct Staff {
    storage::Account account;
    std::string password;
};

/// Two social workers and a supervisor in every district, one social worker more with a one-time code in the first, two
/// school teams, an auditor and an administrator. Names come from chance; ids, passwords and keys are random.
/// Errors (failed): out_of_memory.
engine::Result<std::vector<Staff>> made_up_staff(Chance& chance, const std::vector<engine::District>& districts);

/// The text of users.json: a list of {username, password, totp_secret, role, district, name}.
std::string users_json(const std::vector<Staff>& staff);

}  // namespace lika::service::demo
