// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/http.h"
#include "service/services.h"

namespace lika::service {

/// Roles as bits, so that a route can name several.
enum Role : unsigned {
    anyone = 0,             ///< no session needed
    social_worker = 1,
    school_team = 2,
    supervisor = 4,
    auditor = 8,
    administrator = 16,
    signed_in = 31
};

/// Role of an account's word; 0 for none.
unsigned role_bit(const std::string& word);

using Handler = std::function<Reply(const Request&, Services&)>;

/// One line of the API: method, path with {names}, who, and what it needs.
struct Route {
    std::string method;
    std::string path;          ///< under /api/v1: "/cases/{id}"
    unsigned roles = signed_in;
    Handler handler;
    bool creates = false;      ///< takes Idempotency-Key
};

/// The whole API, on one page (routes.cpp).
const std::vector<Route>& routes();

/// Runs a request through the checks in the order below and its handler: 404 of an unknown path, 405, 401, CSRF and
/// Origin, content type and body, 403 by role, then the handler (404, 428, 412, 422). Catches everything.
Reply dispatch(Request request, Services& services);

}  // namespace lika::service
