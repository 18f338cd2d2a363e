// SPDX-License-Identifier: EUPL-1.2
#include "service/routes.h"

#include "service/handlers/health.h"
#include "service/handlers/session.h"

namespace lika::service {

unsigned role_bit(const std::string& word) {
    if (word == "social_worker") return social_worker;
    if (word == "school_team") return school_team;
    if (word == "supervisor") return supervisor;
    if (word == "auditor") return auditor;
    if (word == "administrator") return administrator;
    return 0;
}

const std::vector<Route>& routes() {
    // method, path under /api/v1, who, handler, takes Idempotency-Key
    static const std::vector<Route> table{
        {"POST", "/session", anyone, sign_in},
        {"GET", "/session", signed_in, who_am_i},
        {"DELETE", "/session", signed_in, sign_out},
        {"GET", "/openapi.json", anyone, openapi},
    };
    return table;
}

}  // namespace lika::service
