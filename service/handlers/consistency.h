// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

// Whether districts assess alike. docs/http-api.md, "Consistency".
Reply read_consistency(const Request& request, Services& services);
Reply read_consistency_items(const Request& request, Services& services);
Reply download_consistency(const Request& request, Services& services);
Reply record_action(const Request& request, Services& services);
Reply follow_up_action(const Request& request, Services& services);

}  // namespace lika::service
