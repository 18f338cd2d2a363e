// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// POST /cases/{id}/assessments {instrument, version?}: a draft, with what an earlier assessment of
/// the case by another instrument holds for the same items (lika-8 grows into lika-36 without
/// retyping).
Reply begin_assessment(const Request& request, Services& services);
/// GET /assessments/{id}?reason=: a draft scored now, or a signed one as it was frozen. ETag: its
/// revision. Logged.
Reply read_assessment(const Request& request, Services& services);
/// GET /assessments/{id}/result?reason=: Result with state, levels and override. Logged.
Reply read_result(const Request& request, Services& services);

}  // namespace lika::service
