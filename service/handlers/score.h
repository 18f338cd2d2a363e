// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// POST /score {instrument, version?, responses, facts?}: Result; nothing is kept.
/// 422: unknown_instrument, unknown_version, unknown_item, rating_out_of_range, wrong_type; all at
/// once.
Reply score(const Request& request, Services& services);

}  // namespace lika::service
