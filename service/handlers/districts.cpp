// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/districts.h"

#include "engine/district.h"
#include "service/problem.h"

namespace lika::service {

Reply list_districts(const Request&, Services& services) {
    const auto today = engine::read_day(services.today());
    if (!today) return problem(today.error());

    auto items = nlohmann::json::array();
    for (const auto& district : engine::districts_on(services.catalogues.districts, *today))
        items.push_back({{"id", district.id.value}, {"name", district.name}});
    return ok({{"items", std::move(items)}});
}

}  // namespace lika::service
