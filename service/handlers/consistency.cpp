// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/consistency.h"

#include <algorithm>

#include "service/access.h"
#include "service/consistency/picture_json.h"
#include "service/json_read.h"
#include "service/problem.h"
#include "storage/password.h"

namespace lika::service {
namespace {

using nlohmann::json;

constexpr std::size_t id_size = 22, longest_text = 2000;

/// The district that is shown beside the city: nothing for an auditor.
std::optional<std::string> own_district(const Request& request) {
    const auto& account = request.person->account;
    return account.role == "supervisor" ? account.district : std::nullopt;
}

engine::Result<std::shared_ptr<const CityFigures>> figures_for(const Request& request, Services& services) {
    const auto asked = request.query.find("instrument");
    const storage::Actor actor{request.person->account.id.value, services.now(), "purpose=consistency"};
    return city_figures(asked == request.query.end() ? "lika-36" : asked->second, actor, services);
}

/// An auditor sees no name: only their own district reads who recorded an action.
json action_json(const storage::CityAction& action, bool is_own, Names& names) {
    const auto followed_up = action.followed_up_at
                                 ? json{{"at", storage::to_string(*action.followed_up_at)}, {"outcome", action.outcome.value_or("")}}
                                 : json();
    return {{"id", action.id.value},       {"indicator", action.indicator}, {"district", action.district},
            {"what", action.what},         {"due_on", action.due_on},       {"by", is_own ? names(action.recorded_by) : json()},
            {"recorded_at", storage::to_string(action.recorded_at)},        {"followed_up", followed_up}};
}

/// The same request gives the same id, so that it is recorded once.
std::string id_of(const Request& request) {
    const auto key = request.header("idempotency-key");
    return key.empty() ? storage::random_id() : storage::digest(request.person->account.id.value + "\n" + key).substr(0, id_size);
}

}  // namespace

Reply read_consistency(const Request& request, Services& services) {
    const auto figures = figures_for(request, services);
    if (!figures) return problem(figures.error());
    const auto own = own_district(request);
    const auto actions = services.city->actions(own);
    if (!actions) return problem(actions.error());
    auto body = picture_json(**figures, own, services);
    Names names{services};
    body["actions"] = json::array();
    for (const auto& action : *actions) body["actions"].push_back(action_json(action, own.has_value(), names));
    return ok(body);
}

Reply read_consistency_items(const Request& request, Services& services) {
    const auto figures = figures_for(request, services);
    return figures ? ok(items_json(**figures)) : problem(figures.error());
}

Reply download_consistency(const Request& request, Services& services) {
    const auto figures = figures_for(request, services);
    if (!figures) return problem(figures.error());
    return {200, figures_csv(**figures, services), "text/csv", {{"Content-Disposition", "attachment; filename=\"consistency.csv\""}}};
}

Reply record_action(const Request& request, Services& services) {
    Fields fields{request.body};
    storage::CityAction action;
    action.indicator =
        fields.word("indicator", {"agreement", "high_band", "overrides_up", "overrides_down", "missing", "time", "over_time"});
    action.what = fields.text("what", longest_text);
    action.due_on = fields.day("due_on");
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    action.id = storage::CityActionId{id_of(request)};
    action.district = own_district(request).value_or("");
    const auto done = services.city->record_action(action, actor_of(request, services));
    return done ? ok({{"id", action.id.value}}, 201) : problem(done.error());
}

Reply follow_up_action(const Request& request, Services& services) {
    const storage::CityActionId id{request.params.at("id")};
    const auto own = services.city->actions(own_district(request).value_or(""));
    if (!own) return problem(own.error());
    if (std::none_of(own->begin(), own->end(), [&](const auto& action) { return action.id == id; })) return not_found();
    Fields fields{request.body};
    const auto outcome = fields.text("outcome", longest_text);
    if (const auto faults = fields.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto done = services.city->follow_up(id, own_district(request).value_or(""), outcome, actor_of(request, services));
    return done ? ok({{"id", id.value}}, 201) : problem(done.error());
}

}  // namespace lika::service
