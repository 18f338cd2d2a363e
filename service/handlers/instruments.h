// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// GET /instruments: the library, every version.
Reply list_instruments(const Request& request, Services& services);
/// GET /instruments/{id}?version=: one definition; the newest version when none is asked for.
Reply read_instrument(const Request& request, Services& services);

}  // namespace lika::service
