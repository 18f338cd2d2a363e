// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/vignettes.h"

#include <algorithm>

#include "service/access.h"
#include "service/exercises/vignette_answer.h"
#include "service/idempotency.h"
#include "service/problem.h"

namespace lika::service {
namespace {

using nlohmann::json;
using storage::PanelRating;

std::string district_of(const Request& request) {
    return request.person->account.district.value_or("");
}

json rating_head(const PanelRating& rating, Names& names) {
    return {{"id", rating.id.value},
            {"level", rating.level},
            {"set_by", names(rating.set_by)},
            {"set_in", rating.set_in},
            {"set_at", storage::to_string(rating.set_at)},
            {"agreed_by", rating.agreed_by ? names(*rating.agreed_by) : json()},
            {"agreed_at", rating.agreed_at ? json(storage::to_string(*rating.agreed_at)) : json()}};
}

bool may_agree(const PanelRating& rating, const PanelRating& newest, const Request& request) {
    return rating.id == newest.id && !rating.agreed_at && rating.set_by != request.person->account.id.value &&
           rating.set_in != district_of(request);
}

/// "proposal": nobody has set anything; "set": the newest waits for another district; "agreed".
const char* state_of(const std::vector<PanelRating>& ratings) {
    if (ratings.empty()) return "proposal";
    return ratings.front().agreed_at ? "agreed" : "set";
}

json vignette_row(const Rateable& one, const std::vector<PanelRating>& ratings, Names& names) {
    const auto agreed = std::find_if(ratings.begin(), ratings.end(), [](const auto& rating) { return rating.agreed_at.has_value(); });
    return {{"id", one.vignette->id},
            {"version", one.vignette->version},
            {"title", one.vignette->title},
            {"instrument", {{"id", one.instrument->id.value}, {"version", one.instrument->version}}},
            {"state", state_of(ratings)},
            {"newest", ratings.empty() ? json() : rating_head(ratings.front(), names)},
            {"agreed", agreed == ratings.end() ? json() : rating_head(*agreed, names)}};
}

engine::Result<std::vector<PanelRating>> ratings_of(const engine::Vignette& vignette, const Services& services) {
    auto all = services.city->panel_ratings(vignette.id);
    if (all) std::erase_if(*all, [&](const auto& one) { return one.version != vignette.version; });
    return all;
}

/// The level must be one; every item that is entered must have its rating.
std::vector<FieldFault> faults_of(const Rateable& rated, const PanelRating& rating, const Fields& fields) {
    auto faults = fields.faults();
    if (!faults.empty()) return faults;
    const auto score = score_of(rated, rating.items);
    if (!score) return {{"items", score.error().reason, ""}};
    for (auto& gap : gaps_of(rated, rating.items, *score, rating.level)) {
        if (gap.field.starts_with("responses.")) gap.field.replace(0, 9, "items");
        if (gap.field == "final_level") gap.field = "level";
        faults.push_back(std::move(gap));
    }
    return faults;
}

}  // namespace

Reply list_vignettes(const Request&, Services& services) {
    Names names{services};
    auto items = json::array();
    for (std::size_t i = 0; i < services.vignettes.size(); ++i) {
        const auto& vignette = services.vignettes[i];
        if (i + 1 < services.vignettes.size() && services.vignettes[i + 1].id == vignette.id) continue;   // a newer one follows
        const auto rated = find_vignette(vignette.id, vignette.version, services);
        if (!rated) return problem(rated.error());
        const auto ratings = ratings_of(vignette, services);
        if (!ratings) return problem(ratings.error());
        items.push_back(vignette_row(*rated, *ratings, names));
    }
    return ok({{"items", items}});
}

Reply read_vignette(const Request& request, Services& services) {
    const auto rated = find_vignette(request.params.at("id"), std::nullopt, services);
    if (!rated) return problem(rated.error());
    const auto ratings = ratings_of(*rated->vignette, services);
    if (!ratings) return problem(ratings.error());
    Names names{services};
    const auto& vignette = *rated->vignette;
    auto body = vignette_row(*rated, *ratings, names);
    body["text"] = vignette.text;
    body["age"] = vignette.age;
    body["sex"] = vignette.sex;
    body["assessed_on"] = engine::to_string(vignette.assessed_on);
    body["window_from"] = engine::to_string(vignette.window_from);
    body["proposal"] = {{"level", vignette.level.value},
                        {"reason", vignette.level_reason},
                        {"items", vignette_responses_json(proposed_responses(vignette))}};
    body["ratings"] = json::array();
    for (const auto& rating : *ratings) {
        auto one = rating_head(rating, names);
        one["reason"] = rating.reason;
        one["items"] = vignette_responses_json(rating.items);
        one["may_agree"] = may_agree(rating, ratings->front(), request);
        body["ratings"].push_back(std::move(one));
    }
    return ok(body);
}

Reply set_vignette_rating(const Request& request, Services& services) {
    const auto rated = find_vignette(request.params.at("id"), std::nullopt, services);
    if (!rated) return problem(rated.error());
    Fields fields{request.body};
    PanelRating rating;
    rating.id = storage::PanelRatingId{id_of(request)};
    rating.vignette = rated->vignette->id;
    rating.version = fields.word("version", {rated->vignette->version});
    rating.level = fields.text("level", 64);
    auto reason = fields.object("reason");
    rating.reason = read_words(reason);
    auto items = fields.object("items");
    rating.items = read_reasoned_responses(items, *rated->instrument);
    rating.set_in = district_of(request);
    if (const auto faults = faults_of(*rated, rating, fields); !faults.empty()) return problem(422, "invalid", faults);
    const auto done = services.city->set_panel_rating(rating, actor_of(request, services));
    return done ? ok({{"id", rating.id.value}}, 201) : problem(done.error());
}

Reply agree_on_vignette_rating(const Request& request, Services& services) {
    const storage::PanelRatingId id{request.params.at("rating")};
    const auto rating = services.city->panel_rating(id);
    if (!rating) return problem(rating.error());
    if (rating->vignette != request.params.at("id")) return not_found();
    if (const auto faults = Fields{request.body}.faults(); !faults.empty()) return problem(422, "invalid", faults);
    const auto actor = actor_of(request, services);
    const auto done = services.city->agree_on(id, district_of(request), actor);
    if (done) return ok({{"id", id.value}}, 201);
    if (done.error().kind != engine::ErrorKind::forbidden) return problem(done.error());
    const auto logged = services.city->log_refused("panel_rating_agreed", id.value, actor);
    return logged ? problem(done.error()) : problem(logged.error());
}

}  // namespace lika::service
