// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// The panel's work: supervisors set what a vignette is rated as, from the proposal on, and one of another district agrees.
/// Source: docs/http-api.md, "Vignette exercises".
Reply list_vignettes(const Request& request, Services& services);
Reply read_vignette(const Request& request, Services& services);
Reply set_vignette_rating(const Request& request, Services& services);
Reply agree_on_vignette_rating(const Request& request, Services& services);

}  // namespace lika::service
