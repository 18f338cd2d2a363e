// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// POST /assessments/{id}/sign {final_level?, override?}: freezes one's own draft as it was seen;
/// 422 names every gap. 403 not_assessor; 428; 412 stale_revision; 409 not_a_draft.
Reply sign_assessment(const Request& request, Services& services);

}  // namespace lika::service
