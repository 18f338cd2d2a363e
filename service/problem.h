// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/result.h"
#include "service/http.h"

namespace lika::service {

/// One fault of a body: `{field, reason, detail}`.
struct FieldFault {
    std::string field;
    std::string reason;
    std::string detail;
};

/// application/problem+json with type, title, status, detail, reason and faults. Never a name, note or rating.
Reply problem(int status, const std::string& reason, const std::vector<FieldFault>& faults = {});

/// Kinds to status, in one table: invalid 422, not_found 404, conflict 409, forbidden 403, failed 503.
/// Every not_found answers alike: reason "not_found", no place.
Reply problem(const engine::Error& error);

}  // namespace lika::service
