// SPDX-License-Identifier: EUPL-1.2
#include "service/access.h"

#include "service/problem.h"

namespace lika::service {

bool reads_cases(const storage::Account& account) {
    const bool of_the_role = account.role == "social_worker" || account.role == "supervisor";
    return of_the_role && account.district && !account.disabled;
}

storage::Vault* case_vault(const Person& person, const Services& services) {
    if (!reads_cases(person.account)) return nullptr;
    return services.vault(*person.account.district);
}

storage::Actor actor_of(const Request& request, const Services& services) {
    const auto reason = request.query.find("reason");
    return {request.person ? request.person->account.id.value : "system", services.now(),
            reason == request.query.end() ? "" : reason->second};
}

Reply not_found() { return problem(404, "not_found"); }

}  // namespace lika::service
