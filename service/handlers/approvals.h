// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// GET /approvals: discretionary overrides that await approval in the supervisor's district, oldest
/// first.
Reply list_approvals(const Request& request, Services& services);
/// POST /assessments/{id}/approval {approve, reason}: approved is signed, refused is a draft again.
/// 403 own_assessment, which is logged; 409 not_awaiting_approval.
Reply approve_assessment(const Request& request, Services& services);

}  // namespace lika::service
