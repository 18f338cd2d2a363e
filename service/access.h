// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"
#include "storage/record.h"

namespace lika::service {

/// Who reads and works with a district's cases: its social workers and its supervisors. Nobody else, ever.
bool reads_cases(const storage::Account& account);

/// The vault whose cases the person may read: their own district's. nullptr for everybody else; answer not_found().
storage::Vault* case_vault(const Person& person, const Services& services);

/// The signed-in person as the log names them, now, with the `reason` of the query.
storage::Actor actor_of(const Request& request, const Services& services);

/// Not there, or not yours to know of: one answer for both.
Reply not_found();

}  // namespace lika::service
