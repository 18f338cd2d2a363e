// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// POST /cases: opens a case in one's own district, assigned to oneself.
Reply open_case(const Request& request, Services& services);
/// GET /cases?q=: who and when; never a score, a factor or an offence (lag 2001:454 7 a §).
Reply list_cases(const Request& request, Services& services);
/// GET /cases/{id}?reason=: one case, logged; 422 reason_required when it is not one's own.
Reply read_case(const Request& request, Services& services);

}  // namespace lika::service
