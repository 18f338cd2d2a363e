// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// GET /districts: those that stand today, in Swedish order.
Reply list_districts(const Request& request, Services& services);

}  // namespace lika::service
