// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// GET /log?case=: the access log, newest first; a supervisor's district, or the city for an
/// administrator.
Reply read_log(const Request& request, Services& services);

}  // namespace lika::service
