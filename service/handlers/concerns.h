// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// POST /concerns: kept in the vault of the pupil's district; the reporter gets a receipt.
Reply add_concern(const Request& request, Services& services);
/// GET /concerns: the district's for its social workers and supervisors; a school team's own
/// receipts, from every district.
Reply list_concerns(const Request& request, Services& services);
/// GET /concerns/{id}: the whole concern, or to a school team what it wrote itself and never what
/// came of it.
Reply read_concern(const Request& request, Services& services);
/// POST /concerns/{id}/decision {open, reason}: opening joins the case of the person's number or
/// makes one for the decider.
Reply decide_concern(const Request& request, Services& services);

}  // namespace lika::service
