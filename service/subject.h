// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "service/json_read.h"
#include "service/services.h"
#include "storage/vault.h"

namespace lika::service {

/// Reads name, personal_number and, if `born_on_required`, born_on (else optional); faults go to
/// `fields`.
storage::Subject read_subject(Fields& fields, bool born_on_required, const std::string& today);

/// A new case for the subject, opened now by the person and assigned to them. Errors: as due_day.
engine::Result<storage::Case> new_case(const storage::Subject& subject, const Request& request,
                                       const Services& services);

}  // namespace lika::service
