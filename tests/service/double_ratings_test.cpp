// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/double_ratings.h"

#include <algorithm>
#include <functional>

#include "tests/support/city.h"
#include "tests/support/double_ratings.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

/// Words that only the first assessment has.
const std::string first_saw = "Bara bo har sett detta";
const json lowered{{"final_level", "low"},
                   {"override", {{"reason_code", "other"}, {"reason", "Alva ser inget skydd behövas just nu, se bilaga."}}}};

/// A case of bo, signed as moderate, that alva is to rate.
struct Drawn {
    City city;
    SignedCase first = a_signed_case(city, "bo", first_saw);
    std::string id = draw();
    std::string second;

    std::string draw() {
        REQUIRE(body_of(city.post("sven", "/double-ratings", a_draw()))["drawn"] == 1);
        return body_of(city.get("alva", "/double-ratings"))["items"][0]["id"];
    }
    std::string path(const std::string& rest = "") const { return "/double-ratings/" + id + rest; }
    void begin() { second = city.create("alva", path("/begin"), json::object()); }
    void rate() {
        begin();
        rate_and_sign(city, "alva", second, 0, 2, "Bara alva har sett detta", {{"final_level", "moderate"}});
    }
    json row_of(const std::string& who) {
        const auto items = body_of(city.get(who, "/double-ratings"))["items"];
        return items.empty() ? json() : items[0];
    }
};

/// Another social worker of home, come after the draw.
void add_worker(City& city, const std::string& name) {
    storage::Account account;
    account.id = storage::AccountId{storage::random_id()};
    account.username = account.name = name;
    account.role = "social_worker";
    account.district = City::home;
    account.draft_key = storage::random_token(32);
    REQUIRE(city.services.city->add_account(account, {"system", city.now, ""}));
    city.sign_in(name);
}

std::vector<storage::LogEntry> log_of(City& city, const std::string& action) {
    std::vector<storage::LogEntry> found;
    const auto page = city.services.vault(City::home)->log("", 200, "", {"x", city.now, ""});
    std::copy_if(page->items.begin(), page->items.end(), std::back_inserter(found), [&](const auto& entry) { return entry.action == action; });
    return found;
}

}  // namespace

TEST_CASE("a supervisor draws in the own district, is told how many there were, and names neither case nor rater", "[service][double]") {
    City city;
    a_signed_case(city, "bo");
    a_signed_case(city, "bo");
    a_signed_case(city, "cilla");
    const auto reply = city.post("sven", "/double-ratings", a_draw(5), {{"idempotency-key", "k1"}});
    REQUIRE(reply.status == 201);
    CHECK(body_of(reply)["asked"] == 5);
    CHECK(body_of(reply)["drawn"] == 2);
    CHECK(city.post("sven", "/double-ratings", a_draw(5), {{"idempotency-key", "k1"}}).body == reply.body);
    CHECK(reason_of(city.post("sven", "/double-ratings", a_draw(4), {{"idempotency-key", "k1"}})) == "key_reused");
    CHECK(body_of(city.get("sven", "/double-ratings"))["items"].size() == 2);
    CHECK(body_of(city.get("sara", "/double-ratings"))["items"].empty());
    CHECK(body_of(city.get("cilla", "/double-ratings"))["items"].empty());
    for (const auto* field : {"case", "rater", "assessment"}) {
        auto body = a_draw();
        body[field] = "alva";
        CHECK(faults_of(city.post("sven", "/double-ratings", body)) == std::vector<std::string>{std::string{field} + " unknown_field"});
    }
}

TEST_CASE("a draw is refused with everything that is wrong with it", "[service][double]") {
    City city;
    const json wrong{{"instrument", "nothing"}, {"count", 51}, {"days", 0}, {"due_on", "2026-03-02"}};
    CHECK(faults_of(city.post("sven", "/double-ratings", wrong)) ==
          std::vector<std::string>{"count not_allowed", "days not_allowed", "due_on not_allowed", "instrument unknown_instrument"});
}

TEST_CASE("whoever is to rate sees the case without a reason, and the draw is the purpose in the log", "[service][double]") {
    Drawn drawn;
    const auto seen = body_of(drawn.city.get("alva", "/cases/" + drawn.first.in_case));
    CHECK(seen["subject"]["name"] == "Kim Testsson");
    CHECK(seen["rated_blind"] == true);
    CHECK(seen["assessments"].empty());
    CHECK(drawn.city.get("alva", "/cases/" + drawn.first.in_case + "/flags").status == 200);
    const auto reads = log_of(drawn.city, "case_read");
    CHECK(std::count_if(reads.begin(), reads.end(), [](const auto& entry) { return entry.reason == "purpose=double_rating"; }) == 2);

    const auto other = a_signed_case(drawn.city, "bo");
    CHECK(reason_of(drawn.city.get("alva", "/cases/" + other.in_case)) == "reason_required");
    drawn.rate();
    CHECK(reason_of(drawn.city.get("alva", "/cases/" + drawn.first.in_case)) == "reason_required");
}

TEST_CASE("until the second is signed no route tells its rater anything of the first", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    const auto newer = city.create("bo", "/cases/" + drawn.first.in_case + "/assessments", {{"instrument", "home-levels"}});
    REQUIRE(city.send("bo", "PATCH", "/assessments/" + newer + "/responses", {{"responses", {{"F1", rated(2, first_saw)}}}},
                      {{"if-match", "\"1\""}, {"x-editor", "e1"}})
                .status == 200);
    drawn.begin();
    const std::map<std::string, std::vector<std::string>> ids{
        {"/cases", {drawn.first.in_case}},
        {"/assessments", {drawn.first.assessment, newer, drawn.second}},
        {"/double-ratings", {drawn.id}},
        {"/concerns", {drawn.first.in_case}},
        {"/instruments", {"home-levels"}},
        {"/vignettes", {"v1-lo-low"}},
        {"/exercises", {drawn.first.in_case}},
        {"/consistency", {drawn.first.in_case}}};
    const std::vector<std::string> telling{first_saw, "Name of bo", "\"final_level\":\"moderate\"", "\"scored_level\":\"moderate\"", drawn.first.assessment, newer};
    const std::map<std::string, json> bodies{{"POST /cases/{id}/assessments", {{"instrument", "home-levels"}}},
                                             {"PATCH /assessments/{id}/responses", {{"responses", {{"F1", rated(0)}}}}}};
    std::size_t asked = 0;
    for (const auto& route : service::routes()) {
        if (route.path == "/session" || route.path == "/openapi.json" || route.path.ends_with("/give-back")) continue;
        const auto brace = route.path.find("{id}");
        const auto all = brace == std::string::npos ? std::vector<std::string>{""} : ids.at(route.path.substr(0, route.path.find('/', 1)));
        for (const auto& id : all) {
            auto path = route.path;
            if (brace != std::string::npos) path.replace(brace, 4, id);
            if (const auto more = path.find('{'); more != std::string::npos) path.replace(more, path.find('}') + 1 - more, "1");
            const auto line = route.method + " " + route.path;
            const json body = bodies.contains(line) ? bodies.at(line) : route.method == "GET" ? json() : json::object();
            for (const auto* question : {"", "?reason=Nyfiken"}) {
                const auto reply = city.silent("alva", route.method, path + question, body, {{"if-match", "\"1\""}, {"x-editor", "e2"}});
                ++asked;
                INFO(line << " " << reply.status << " " << reply.body);
                CHECK(reply.status < 500);
                for (const auto& word : telling) {
                    const bool is_of_case = word == "Name of bo" && (route.path == "/cases/{id}" || route.path == "/cases");   // has the case
                    if (!is_of_case) CHECK(reply.body.find(word) == std::string::npos);
                }
            }
        }
    }
    CHECK(asked > 50);
    for (const auto& id : {drawn.first.assessment, newer})
        for (const auto* rest : {"", "/result"})
            CHECK(reason_of(city.get("alva", "/assessments/" + id + rest + "?reason=Nyfiken")) == "double_rating_open");
    CHECK(reason_of(city.post("alva", "/cases/" + drawn.first.in_case + "/assessments", {{"instrument", "home-levels"}})) ==
          "double_rating_open");
    const auto refused = log_of(city, "assessment_read");
    CHECK(std::any_of(refused.begin(), refused.end(), [](const auto& entry) { return entry.outcome == "refused"; }));

    rate_and_sign(city, "alva", drawn.second, 0, 2, "egen", {{"final_level", "moderate"}});
    CHECK(city.get("alva", "/assessments/" + drawn.first.assessment + "?reason=Jämförelse").status == 200);
}

TEST_CASE("until it is signed nobody else sees the second, or that there is one but the supervisor", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    drawn.begin();
    REQUIRE(city.send("alva", "PATCH", "/assessments/" + drawn.second + "/responses", {{"responses", {{"F1", rated(0, "Alvas egna ord")}}}},
                      {{"if-match", "\"1\""}, {"x-editor", "e1"}})
                .status == 200);
    const auto nowhere = city.get("bo", "/assessments/AAAAAAAAAAAAAAAAAAAAAA");
    for (const auto* who : {"bo", "sven"}) {
        for (const auto* rest : {"", "/result"}) {
            const auto reply = city.get(who, "/assessments/" + drawn.second + rest + "?reason=Nyfiken");
            CHECK(reply.status == 404);
            CHECK(reply.body == nowhere.body);
        }
        const auto seen = body_of(city.get(who, "/cases/" + drawn.first.in_case + "?reason=Nyfiken"));
        REQUIRE(seen["assessments"].size() == 1);
        CHECK(seen["assessments"][0]["id"] == drawn.first.assessment);
    }
    CHECK(city.post("bo", "/assessments/" + drawn.second + "/sign", {{"final_level", "low"}}, {{"if-match", "\"2\""}}).status == 404);
    CHECK(city.post("sven", "/assessments/" + drawn.second + "/approval", {{"approve", true}, {"reason", "ja"}}).status == 404);
    CHECK(drawn.row_of("bo").is_null());
    CHECK(city.get("bo", drawn.path()).status == 404);
    const auto supervised = city.get("sven", drawn.path());
    CHECK(body_of(supervised)["state"] == "begun");
    CHECK(body_of(supervised)["comparison"].is_null());
    CHECK(body_of(supervised)["assessment"].is_null());
    for (const auto* word : {"Alvas egna ord", first_saw.c_str(), "moderate"}) CHECK(supervised.body.find(word) == std::string::npos);
    CHECK(body_of(city.get("alva", "/cases"))["items"][0]["next_step"] == "follow_up");
}

TEST_CASE("once signed both stand side by side for the two who rated and their supervisor, and for nobody else", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    drawn.rate();
    for (const auto* who : {"alva", "bo", "sven"}) {
        const auto seen = body_of(city.get(who, drawn.path()));
        CHECK(seen["state"] == "done");
        CHECK(seen["first_assessor"]["name"] == "Name of bo");
        const auto& compared = seen["comparison"];
        CHECK(compared["first"]["responses"]["F1"]["rating"] == 2);
        CHECK(compared["first"]["responses"]["F1"]["evidence"] == first_saw);
        CHECK(compared["second"]["responses"]["F1"]["rating"] == 0);
        CHECK(compared["second"]["assessor"]["name"] == "Name of alva");
        CHECK(compared["first"]["final_level"] == "moderate");
        CHECK(compared["second"]["final_level"] == "moderate");
        CHECK(city.get(who, "/assessments/" + drawn.second + "?reason=Samtal").status == 200);
    }
    add_worker(city, "dag");
    for (const auto* who : {"cilla", "sara", "dag"}) {
        CHECK(city.get(who, drawn.path()).status == 404);
        CHECK(city.get(who, "/assessments/" + drawn.second + "?reason=Nyfiken").status == 404);
    }
    CHECK(body_of(city.get("bo", "/cases/" + drawn.first.in_case))["assessments"].size() == 1);
    CHECK(body_of(city.get("sven", "/approvals"))["items"].empty());
}

TEST_CASE("a second level other than the scored one is signed with its reason and waits for nobody", "[service][double]") {
    Drawn drawn;
    drawn.city.secrets.push_back("Alva ser inget skydd");
    drawn.begin();
    CHECK(rate_and_sign(drawn.city, "alva", drawn.second, 2, 1, "egen", lowered)["state"] == "signed");
    const auto seen = body_of(drawn.city.get("sven", drawn.path()))["comparison"]["second"];
    CHECK(seen["scored_level"] == "moderate");
    CHECK(seen["final_level"] == "low");
    CHECK(seen["override"]["approver"].is_null());
    CHECK(body_of(drawn.city.get("alva", "/assessments/" + drawn.second))["state"] == "signed");
    CHECK(body_of(drawn.city.get("sven", "/approvals"))["items"].empty());
}

TEST_CASE("a draft that its rater has begun is gone on with, by nobody else, also when the rater has left", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    drawn.begin();
    CHECK(body_of(city.post("alva", drawn.path("/begin"), json::object()))["id"] == drawn.second);
    CHECK(city.post("bo", drawn.path("/begin"), json::object()).status == 404);
    CHECK(body_of(city.get("alva", "/assessments/" + drawn.second))["second"] == true);
    CHECK(body_of(city.get("alva", "/assessments/" + drawn.second))["responses"].empty());
    const auto alva = city.services.city->account_by_username("alva")->id;
    REQUIRE(city.services.city->disable_account(alva, {"admin", city.now, ""}));
    CHECK(city.get("bo", "/assessments/" + drawn.second).status == 404);
}

TEST_CASE("given back with a reason it is another's, or nobody's when none is left; the supervisor sees why", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    city.secrets.push_back("Jag känner familjen");
    drawn.begin();
    CHECK(faults_of(city.post("alva", drawn.path("/give-back"), json::object())) == std::vector<std::string>{"reason required"});
    CHECK(city.post("bo", drawn.path("/give-back"), {{"reason", "Jag vill inte"}}).status == 404);
    const json reason{{"reason", "Jag känner familjen"}};
    REQUIRE(city.post("alva", drawn.path("/give-back"), reason).status == 200);
    CHECK(city.post("alva", drawn.path("/give-back"), reason).status == 200);
    CHECK(reason_of(city.post("alva", drawn.path("/give-back"), {{"reason", "Annat"}})) == "already_given_back");

    CHECK(drawn.row_of("alva").is_null());
    CHECK(city.get("alva", drawn.path()).status == 404);
    CHECK(city.get("alva", "/assessments/" + drawn.second).status == 404);
    CHECK(city.get("alva", "/assessments/" + drawn.first.assessment + "?reason=Jour").status == 200);   // blind no more
    const auto seen = drawn.row_of("sven");
    CHECK(seen["state"] == "cancelled");   // alva and bo were all there are
    CHECK(seen["given_back"][0]["reason"] == "Jag känner familjen");
    CHECK(seen["given_back"][0]["rater"]["name"] == "Name of alva");
}

TEST_CASE("a supervisor takes a rating back only from one who works here no more", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    CHECK(reason_of(city.post("sven", drawn.path("/give-back"), {{"reason", "Byt"}})) == "not_rater");
    CHECK(drawn.row_of("sven")["rater_left"] == false);
    const auto alva = city.services.city->account_by_username("alva")->id;
    REQUIRE(city.services.city->disable_account(alva, {"admin", city.now, ""}));
    CHECK(drawn.row_of("sven")["rater_left"] == true);
    CHECK(city.post("sven", drawn.path("/give-back"), {{"reason", "Slutat"}}).status == 200);
    CHECK(drawn.row_of("sven")["state"] == "cancelled");
}

TEST_CASE("what the raters came to is recorded once, after both have rated, and changes nothing they rated", "[service][double]") {
    Drawn drawn;
    auto& city = drawn.city;
    const json text{{"text", "Vi läste F1 olika: gräl räknas först när barnet är med."}};
    city.secrets.push_back("Vi läste F1 olika");
    CHECK(reason_of(city.post("alva", drawn.path("/discussion"), text)) == "not_done");
    CHECK(city.post("bo", drawn.path("/discussion"), text).status == 404);
    drawn.rate();
    const auto before = body_of(city.get("sven", drawn.path()))["comparison"];
    CHECK(city.post("bo", drawn.path("/discussion"), text).status == 201);
    CHECK(city.post("alva", drawn.path("/discussion"), text).status == 201);
    CHECK(reason_of(city.post("alva", drawn.path("/discussion"), {{"text", "Annat"}})) == "already_discussed");
    const auto after = body_of(city.get("sven", drawn.path()));
    CHECK(after["discussion"]["text"] == text["text"]);
    CHECK(after["discussion"]["by"]["name"] == "Name of bo");
    CHECK(after["comparison"] == before);
}

namespace {

storage::Signing at_level(const engine::Instrument& instrument, std::size_t level, std::int64_t seen) {
    storage::Signing signing;
    signing.final_level = signing.scored_level = instrument.levels.at(level).id.value;
    signing.result = "{}";
    signing.seen = seen;
    return signing;
}

/// A case that "worker-1" put in one level of lika-36.
void sign_first(storage::Vault& vault, const engine::Instrument& instrument, std::size_t level, storage::Instant at) {
    const storage::Actor actor{"worker-1", at, ""};
    storage::Case opened;
    opened.id = storage::CaseId{storage::random_id()};
    opened.assigned_to = actor.account;
    opened.opened_on = "2026-02-01";
    opened.due_on = "2026-06-01";
    REQUIRE(vault.add_case(opened, actor, {}));
    storage::Assessment draft;
    draft.id = storage::AssessmentId{storage::random_id()};
    draft.in_case = opened.id;
    draft.instrument = instrument.id.value;
    draft.version = instrument.version;
    draft.digest = instrument.digest;
    draft.assessor = actor.account;
    draft.started_at = actor.at;
    draft.assessed_on = "2026-02-10";
    REQUIRE(vault.add_assessment(draft, actor, {}));
    REQUIRE(vault.sign(draft.id, at_level(instrument, level, 1), actor, {}));
}

/// So many cases in the lowest level; each rated again ten days later by "worker-2", at the level that `second` gives for its
/// number.
void rate_twice(City& city, const std::string& district, std::size_t cases, storage::Instant at,
                const std::function<std::size_t(std::size_t)>& second) {
    const auto vault = city.services.vault(district);
    const auto instrument = *city.services.library.find(engine::InstrumentId{"lika-36"}, "");
    const storage::Actor actor{"worker-2", at, ""};
    for (std::size_t i = 0; i < cases; ++i) sign_first(*vault, *instrument, 0, at - std::chrono::days{10});
    storage::DoubleDraw draw;
    draw.id = storage::DoubleDrawId{"draw"};
    draw.instrument = "lika-36";
    draw.digest = instrument->digest;
    draw.wanted = 50;
    draw.days = 30;
    draw.workers = {"worker-2"};
    REQUIRE(*vault->draw_double_ratings(draw, storage::random_below, actor) == cases);
    const auto drawn = vault->double_ratings("", actor);
    for (std::size_t i = 0; i < cases; ++i) {
        const auto id = vault->begin_double_rating((*drawn)[i].id, storage::AssessmentId{storage::random_id()}, "2026-02-20", actor);
        REQUIRE(id);
        REQUIRE(vault->sign(*id, at_level(*instrument, second(i), 1), actor, {}));
    }
}

}  // namespace

TEST_CASE("of cases rated twice the city is told in natural numbers how many got the same level", "[service][double]") {
    City city;
    rate_twice(city, City::home, 25, city.now - std::chrono::days{10}, [](std::size_t i) { return i < 18 ? 0U : i < 23 ? 1U : 2U; });

    const auto agreement = body_of(city.get("sven", "/consistency"))["agreement"];

    REQUIRE(agreement["status"] == "ok");
    CHECK(agreement["n"] == 25);
    CHECK(agreement["same"] == 72);        // 18 of 25
    CHECK(agreement["one_apart"] == 20);   // 5
    CHECK(agreement["further"] == 8);      // 2
    CHECK(body_of(city.get("sven", "/consistency"))["assessments"] == 25);   // the second ones are none
    const auto extracted = log_of(city, "pairs_extracted");
    REQUIRE(extracted.size() == 1);
    CHECK(extracted.front().reason == "purpose=consistency");
}

TEST_CASE("under 20 cases rated twice nothing is said of agreement", "[service][double]") {
    City city;
    rate_twice(city, City::home, 19, city.now - std::chrono::days{10}, [](std::size_t) { return 0U; });
    CHECK(body_of(city.get("sven", "/consistency"))["agreement"]["status"] == "too_few");
}

TEST_CASE("a second assessment counts in the month in which it was signed in Stockholm", "[service][double]") {
    const auto counted = [](const char* at) {   // from March 2025 to February 2026
        City city;
        rate_twice(city, City::home, 25, *storage::read_instant(at), [](std::size_t) { return 0U; });
        return body_of(city.get("sven", "/consistency"))["agreement"]["n"].get<int>();
    };
    CHECK(counted("2025-02-28T22:30:00.000Z") == 0);
    CHECK(counted("2025-02-28T23:30:00.000Z") == 25);   // half past midnight
    CHECK(counted("2026-02-28T22:30:00.000Z") == 25);
    CHECK(counted("2026-02-28T23:30:00.000Z") == 0);
}

TEST_CASE("every act and reading of a double rating is in the log, with its purpose and without case text", "[service][double]") {
    Drawn drawn;
    drawn.rate();
    drawn.city.get("bo", drawn.path());
    drawn.city.post("bo", drawn.path("/discussion"), {{"text", "Vi såg lika"}});
    for (const auto* action : {"double_ratings_drawn", "double_rating_drawn", "double_rating_begun", "double_rating_saved",
                               "double_rating_signed", "double_rating_read", "double_rating_discussed"}) {
        INFO(action);
        CHECK(log_of(drawn.city, action).size() == 1);
    }
    CHECK(log_of(drawn.city, "assessment_signed").size() == 1);
    for (const auto& entry : log_of(drawn.city, "double_rating_read")) CHECK(entry.reason == "purpose=double_rating");
}
