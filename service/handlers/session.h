// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// POST /session: 401 sign_in_failed is always alike, whatever was wrong; 429 try_later while the name rests.
Reply sign_in(const Request& request, Services& services);
/// GET /session: who I am.
Reply who_am_i(const Request& request, Services& services);
/// DELETE /session: 204.
Reply sign_out(const Request& request, Services& services);

/// Whose live session the request's cookie names. Role and district are read afresh each time; a session idle or old for
/// too long, or of a disabled account, is ended. Nothing: not signed in. Errors: those of the store.
engine::Result<std::optional<Person>> person_of(const Request& request, Services& services);

}  // namespace lika::service
