// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// GET /catalogues/offences: codes and bases for the form.
Reply read_offence_catalogue(const Request& request, Services& services);
/// POST /cases/{id}/offences {code, committed_on, basis, first}.
Reply add_offence(const Request& request, Services& services);
/// GET /cases/{id}/flags?reason=: each offence with what every list says of it, source and base
/// rate. Logged as a reading.
Reply read_flags(const Request& request, Services& services);

}  // namespace lika::service
