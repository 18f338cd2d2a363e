// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// GET /health, outside /api/v1: 200 when the city's vault answers, else 503. `degraded` with the reason while the logs'
/// checkpoints are not written as they should be.
Reply health(const Request& request, Services& services);
/// GET /openapi.json: the machine-readable description beside the executable.
Reply openapi(const Request& request, Services& services);

}  // namespace lika::service
