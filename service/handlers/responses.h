// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// PATCH /assessments/{id}/responses: saves the changed items of one's own draft and answers with
/// its result. 403 not_assessor; 428; 412 contested when another editor changed the same item
/// since; 409 not_a_draft; 422.
Reply patch_responses(const Request& request, Services& services);

}  // namespace lika::service
