// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/json_read.h"
#include "service/services.h"
#include "storage/vault.h"

namespace lika::service {

/// Reads name, personal_number and, if `born_on_required`, born_on (else optional); faults go to `fields`.
storage::Subject read_subject(Fields& fields, bool born_on_required, const std::string& today);

/// The last day of a statutory clock that started on `started_on`.
/// Errors (failed): no_such_clock: the catalogue holds no such rule on that day.
engine::Result<std::string> clock_due(const Services& services, const std::string& clock,
                                      const std::string& started_on);

/// A new case for the subject, opened now by the person and assigned to them. Errors: as clock_due.
engine::Result<storage::Case> new_case(const storage::Subject& subject, const Request& request,
                                       const Services& services);

}  // namespace lika::service
