// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/health.h"

#include "service/access.h"
#include "service/detail/share.h"
#include "service/problem.h"

namespace lika::service {

Reply health(const Request&, Services& services) {
    const auto answers = services.city->session("none");
    if (!answers) return problem(answers.error());
    const auto trouble = services.checkpoints->trouble();
    if (!trouble.empty()) return ok({{"status", "degraded"}, {"reason", trouble}});
    return ok({{"status", "ok"}});
}

Reply openapi(const Request&, Services&) {
    static const auto description = read_file(share_folder() / "openapi.json");
    if (!description) return not_found();
    return Reply{200, *description, "application/json", {}};
}

}  // namespace lika::service
