// SPDX-License-Identifier: EUPL-1.2
#include "service/routes.h"

#include <set>

#include "tests/support/city.h"
#include "tests/support/double_ratings.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

const std::map<std::string, std::string> person_in_role{{"social_worker", "alva"},
                                                        {"school_team", "skola"},
                                                        {"supervisor", "sven"},
                                                        {"auditor", "audit"},
                                                        {"administrator", "admin"}};
const std::set<std::string> everybody{"social_worker", "school_team", "supervisor", "auditor",
                                      "administrator"};
const std::set<std::string> readers{"social_worker", "supervisor"};
const std::set<std::string> workers{"social_worker"};
const std::set<std::string> supervisors{"supervisor"};

/// Who may, as the contract's table says; empty: anyone, signed in or not.
const std::map<std::string, std::set<std::string>> who_may{
    {"POST /session", {}},
    {"GET /session", everybody},
    {"DELETE /session", everybody},
    {"GET /openapi.json", {}},
    {"GET /districts", everybody},
    {"GET /instruments", everybody},
    {"GET /instruments/{id}", everybody},
    {"POST /score", everybody},
    {"GET /catalogues/offences", everybody},
    {"POST /concerns", {"school_team", "social_worker"}},
    {"GET /concerns", {"school_team", "social_worker", "supervisor"}},
    {"GET /concerns/{id}", {"school_team", "social_worker", "supervisor"}},
    {"POST /concerns/{id}/decision", workers},
    {"POST /cases", readers},
    {"GET /cases", readers},
    {"GET /cases/{id}", readers},
    {"POST /cases/{id}/offences", readers},
    {"GET /cases/{id}/flags", readers},
    {"POST /cases/{id}/assessments", workers},
    {"GET /assessments/{id}", readers},
    {"PATCH /assessments/{id}/responses", workers},
    {"POST /assessments/{id}/sign", workers},
    {"POST /assessments/{id}/approval", supervisors},
    {"GET /assessments/{id}/result", readers},
    {"GET /approvals", supervisors},
    {"POST /double-ratings", supervisors},
    {"GET /double-ratings", readers},
    {"GET /double-ratings/{id}", readers},
    {"POST /double-ratings/{id}/begin", workers},
    {"POST /double-ratings/{id}/discussion", readers},
    {"POST /double-ratings/{id}/give-back", readers},
    {"GET /consistency", {"supervisor", "auditor"}},
    {"GET /consistency/items", {"auditor"}},
    {"GET /consistency.csv", {"auditor"}},
    {"POST /consistency/actions", supervisors},
    {"POST /consistency/actions/{id}/follow-up", supervisors},
    {"GET /vignettes", supervisors},
    {"GET /vignettes/{id}", supervisors},
    {"POST /vignettes/{id}/ratings", supervisors},
    {"POST /vignettes/{id}/ratings/{rating}/agreement", supervisors},
    {"GET /exercises", {"social_worker", "supervisor", "auditor"}},
    {"POST /exercises", supervisors},
    {"POST /exercises/{id}/close", supervisors},
    {"GET /exercises/{id}/figures", {"supervisor", "auditor"}},
    {"GET /exercises/{id}/vignettes/{place}", workers},
    {"PATCH /exercises/{id}/vignettes/{place}", workers},
    {"POST /exercises/{id}/vignettes/{place}/done", workers},
    {"GET /log", {"supervisor", "administrator"}},
};

std::string line_of(const service::Route& route) {
    return route.method + " " + route.path;
}

/// The first vignette of an exercise; a panel's rating bears its vignette's id before "/".
std::string with_id(std::string path, const std::string& id) {
    const auto cut = id.find('/');
    const auto rating = cut == std::string::npos ? id : id.substr(cut + 1);
    for (const auto& [name, value] :
         std::map<std::string, std::string>{{"{id}", id.substr(0, cut)}, {"{rating}", rating}, {"{place}", "1"}})
        if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    return path;
}

/// What the path's id names, and a body and headers with which its owner is not refused.
struct Probe {
    std::string kind;
    json body;
    Headers headers;
};

const std::map<std::string, Probe> probes{
    {"GET /instruments/{id}", {"public", {}, {}}},
    {"GET /concerns/{id}", {"concern", {}, {}}},
    {"POST /concerns/{id}/decision", {"concern", {{"open", false}, {"reason", "Ingen oro"}}, {}}},
    {"GET /cases/{id}", {"case", {}, {}}},
    {"POST /cases/{id}/offences",
     {"case",
      {{"code", "robbery"}, {"committed_on", "2026-01-02"}, {"basis", "lagford"}, {"first", true}},
      {}}},
    {"GET /cases/{id}/flags", {"case", {}, {}}},
    {"POST /cases/{id}/assessments", {"case", {{"instrument", "home-levels"}}, {}}},
    {"GET /assessments/{id}", {"assessment", {}, {}}},
    {"PATCH /assessments/{id}/responses",
     {"assessment",
      {{"responses", {{"F1", rated(1)}}}},
      {{"if-match", "\"1\""}, {"x-editor", "e1"}}}},
    {"POST /assessments/{id}/sign",
     {"assessment", {{"final_level", "low"}}, {{"if-match", "\"1\""}}}},
    {"POST /assessments/{id}/approval",
     {"assessment", {{"approve", true}, {"reason", "Rimligt"}}, {}}},
    {"GET /assessments/{id}/result", {"assessment", {}, {}}},
    {"GET /double-ratings/{id}", {"double_rating", {}, {}}},
    {"POST /double-ratings/{id}/begin", {"double_rating", json::object(), {}}},
    {"POST /double-ratings/{id}/discussion", {"double_rating", {{"text", "Vi såg lika"}}, {}}},
    {"POST /double-ratings/{id}/give-back", {"double_rating", {{"reason", "Jag känner familjen"}}, {}}},
    {"POST /consistency/actions/{id}/follow-up", {"action", {{"outcome", "Gjort"}}, {}}},
    {"GET /vignettes/{id}", {"vignette", {}, {}}},
    {"POST /vignettes/{id}/ratings", {"vignette", json::object(), {}}},
    {"POST /vignettes/{id}/ratings/{rating}/agreement", {"rating", json::object(), {}}},
    {"POST /exercises/{id}/close", {"exercise", json::object(), {}}},
    {"GET /exercises/{id}/figures", {"exercise", {}, {}}},
    {"GET /exercises/{id}/vignettes/{place}", {"exercise", {}, {}}},
    {"PATCH /exercises/{id}/vignettes/{place}", {"exercise", {{"responses", json::object()}}, {}}},
    {"POST /exercises/{id}/vignettes/{place}/done", {"exercise", {{"final_level", "low"}}, {}}},
};

/// The whole city's, not one district's.
const std::set<std::string> of_all{"vignette", "rating", "exercise"};

/// An action that the supervisor of home has recorded.
std::string an_action(City& city) {
    return city.create("sven", "/consistency/actions", {{"indicator", "missing"}, {"what", "Se över"}, {"due_on", "2026-04-01"}});
}

/// What the supervisor of home has set and that of away agreed on.
std::string a_rating(City& city) {
    const auto proposal = body_of(city.get("sven", "/vignettes/v1-lo-low"))["proposal"];
    const json body{{"version", "1.0"}, {"level", proposal["level"]}, {"reason", proposal["reason"]}, {"items", proposal["items"]}};
    const auto id = "v1-lo-low/" + city.create("sven", "/vignettes/v1-lo-low/ratings", body);
    CHECK(city.post("sara", with_id("/vignettes/{id}/ratings/{rating}/agreement", id), json::object()).status == 201);
    return id;
}

std::string an_exercise(City& city) {
    return city.create("sven", "/exercises", {{"title", "Hösten"}, {"last_day", "2026-04-01"}, {"vignettes", {"v1-lo-low"}}});
}

}  // namespace

TEST_CASE("the description names every route and nothing else", "[service][routes]") {
    std::ifstream file{std::string{PROJECT_SOURCE} + "/docs/openapi.json"};
    const auto description = json::parse(file);
    std::set<std::string> described, served;
    for (const auto& [path, methods] : description["paths"].items())
        for (const auto& [verb, unused] : methods.items()) {
            std::string method = verb;
            for (auto& letter : method) letter = static_cast<char>(std::toupper(letter));
            described.insert(method + " " + path);
        }

    for (const auto& route : service::routes()) served.insert(line_of(route));

    CHECK(described == served);
}

TEST_CASE("every role meets every route as the contract's table says", "[service][routes]") {
    City city;
    for (const auto& route : service::routes()) {
        const auto line = line_of(route);
        INFO(line);
        REQUIRE(who_may.contains(line));
        const auto& allowed = who_may.at(line);
        const auto path = with_id(route.path, "AAAAAAAAAAAAAAAAAAAAAA");
        const json body =
            route.method == "GET" || route.method == "DELETE" ? json() : json::object();

        if (!allowed.empty()) CHECK(city.send("", route.method, path, body).status == 401);
        for (const auto& [role, username] : person_in_role) {
            INFO(role);
            const auto reply = city.send(username, route.method, path, body);
            const bool refused = reply.status == 403 || (reply.status == 401 && !allowed.empty());
            CHECK(refused == (!allowed.empty() && !allowed.contains(role)));
            if (refused) CHECK(reason_of(reply) == "role_may_not");
            if (route.method == "DELETE") city.sign_in(username);
        }
    }
    CHECK(who_may.size() == service::routes().size());
}

TEST_CASE("what is another district's answers byte for byte as what is not there",
          "[service][routes]") {
    City city;
    const std::string nowhere = "AAAAAAAAAAAAAAAAAAAAAA";
    const auto in_case = city.create("alva", "/cases", a_person());
    const std::map<std::string, std::string> there{
        {"case", in_case},
        {"concern", city.create("skola", "/concerns", a_concern(City::home))},
        {"assessment", city.create("alva", "/cases/" + in_case + "/assessments",
                                   {{"instrument", "home-levels"}})},
        {"double_rating", a_double_rating(city)},
        {"action", an_action(city)}};

    for (const auto& route : service::routes()) {
        const auto line = line_of(route);
        if (route.path.find('{') == std::string::npos) continue;
        INFO(line);
        REQUIRE(probes.contains(line));
        const auto& probe = probes.at(line);
        if (probe.kind == "public" || of_all.contains(probe.kind)) continue;
        const auto& roles = who_may.at(line);
        for (const auto& [role, stranger] : std::map<std::string, std::string>{
                 {"social_worker", "cilla"}, {"supervisor", "sara"}, {"school_team", "skola2"}}) {
            if (!roles.contains(role)) continue;
            const auto send = [&, &as = stranger](const std::string& id) {
                return city.send(as, route.method, with_id(route.path, id), probe.body,
                                 probe.headers);
            };
            const auto foreign = send(there.at(probe.kind)), absent = send(nowhere);
            CHECK(foreign.status == 404);
            CHECK(foreign.status == absent.status);
            CHECK(foreign.body == absent.body);
            CHECK(foreign.content_type == absent.content_type);
            CHECK(foreign.headers == absent.headers);
        }
        const std::string owner = roles.contains("social_worker") ? "alva" : "sven";
        const auto own = city.send(owner, route.method, with_id(route.path, there.at(probe.kind)),
                                   probe.body, probe.headers);
        CHECK(own.status != 404);
    }
}

TEST_CASE("not there comes before a missing revision, a missing reason and a wrong body",
          "[service][routes]") {
    City city;
    for (const auto& route : service::routes()) {
        const auto line = line_of(route);
        if (route.path.find('{') == std::string::npos || probes.at(line).kind == "public") continue;
        INFO(line);
        const json wrong = route.method == "GET" ? json() : json{{"unknown", 1}};
        const std::string who = who_may.at(line).contains("social_worker") ? "alva" : "sven";
        CHECK(city.send(who, route.method, with_id(route.path, "AAAAAAAAAAAAAAAAAAAAAA"), wrong)
                  .status == 404);
    }
}

TEST_CASE("an unknown field is refused by its name on every path that takes a body",
          "[service][routes]") {
    City city;
    const auto in_case = city.create("alva", "/cases", a_person());
    const auto concern = city.create("skola", "/concerns", a_concern(City::home));
    const auto draft =
        city.create("alva", "/cases/" + in_case + "/assessments", {{"instrument", "home-levels"}});
    const std::map<std::string, std::string> there{
        {"case", in_case}, {"concern", concern}, {"assessment", draft},
        {"double_rating", a_double_rating(city)}, {"action", an_action(city)},
        {"vignette", "v1-lo-low"}, {"rating", a_rating(city)}, {"exercise", an_exercise(city)}};

    for (const auto& route : service::routes()) {
        const auto line = line_of(route);
        if (route.method == "GET" || route.method == "DELETE") continue;
        INFO(line);
        const auto probe = probes.find(line);
        const auto path =
            probe == probes.end() ? route.path : with_id(route.path, there.at(probe->second.kind));
        const auto& roles = who_may.at(line);
        const std::string who = roles.empty() || roles.contains("social_worker") ? "alva" : "sven";
        const auto reply = city.send(who, route.method, path, {{"surprise", 1}},
                                     probe == probes.end() ? Headers{} : probe->second.headers);
        CHECK(reply.status == 422);
        const auto faults = faults_of(reply);
        CHECK(std::count(faults.begin(), faults.end(), "surprise unknown_field") == 1);
    }
}
