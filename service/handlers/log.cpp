// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/log.h"

#include "service/access.h"
#include "service/page.h"
#include "service/problem.h"

namespace lika::service {
namespace {

nlohmann::json null_if_empty(const std::string& text) {
    return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

Reply log_page(const engine::Result<storage::Page<storage::LogEntry>>& page,
               const Services& services) {
    if (!page) return problem(page.error());
    Names names{services};
    auto items = nlohmann::json::array();
    for (const auto& entry : page->items)
        items.push_back({{"sequence", entry.sequence},
                         {"at", storage::to_string(entry.at)},
                         {"actor", names.username(entry.actor)},
                         {"action", entry.action},
                         {"case", null_if_empty(entry.subject)},
                         {"reason", null_if_empty(entry.reason)},
                         {"outcome", entry.outcome}});
    return ok(page_json(std::move(items), page->next));
}

}  // namespace

Reply read_log(const Request& request, Services& services) {
    const auto found = request.query.find("case");
    const std::string of_case = found == request.query.end() ? "" : found->second;
    const auto actor = actor_of(request, services);
    const bool of_the_city = request.person->account.role == "administrator";
    const auto vault = of_the_city ? nullptr : case_vault(*request.person, services);
    if (!of_the_city && vault == nullptr) return not_found();

    const auto asked = asked_page(request);
    if (!asked) return problem(asked.error());
    if (vault != nullptr)
        return log_page(vault->log(of_case, asked->limit, asked->cursor, actor), services);
    // The city's log is about no case.
    if (!of_case.empty()) return ok(page_json(nlohmann::json::array(), ""));
    return log_page(services.city->log(asked->limit, asked->cursor, actor), services);
}

}  // namespace lika::service
