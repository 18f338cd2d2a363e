// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/instruments.h"

#include "service/json.h"
#include "service/page.h"
#include "service/problem.h"

namespace lika::service {

Reply list_instruments(const Request& request, Services& services) {
    const auto asked = asked_page(request);
    if (!asked) return problem(asked.error());

    std::vector<nlohmann::json> rows;
    for (const auto& instrument : services.library.all())
        rows.push_back(instrument_row(*instrument));
    const auto page = cut_page(rows, *asked);
    return page ? ok(*page) : problem(page.error());
}

Reply read_instrument(const Request& request, Services& services) {
    const auto version = request.query.find("version");
    const auto found = services.library.find(engine::InstrumentId{request.params.at("id")},
                                             version == request.query.end() ? "" : version->second);
    return found ? ok(instrument_json(**found)) : problem(found.error());
}

}  // namespace lika::service
