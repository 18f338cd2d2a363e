// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/signing.h"

#include "service/handlers/approvals.h"
#include "service/scoring.h"
#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

const json because{{"reason_code", "recent_change"},
                   {"reason", "Läget har ändrats sedan förra veckan, se bilaga."}};

/// A draft of home-levels with F1 = 2 and F2 = 1: three points, moderate.
struct Drafted {
    City city;
    std::string in_case = city.create("alva", "/cases", a_person());
    std::string id =
        city.create("alva", "/cases/" + in_case + "/assessments", {{"instrument", "home-levels"}});
    int revision = 1;

    Drafted() { city.secrets.push_back("Läget har ändrats"); }

    void rate(const json& responses) {
        const auto reply =
            city.send("alva", "PATCH", "/assessments/" + id + "/responses",
                      {{"responses", responses}}, {{"if-match", etag()}, {"x-editor", "e1"}});
        REQUIRE(reply.status == 200);
        revision = body_of(reply)["revision"];
    }
    void rate_all() { rate({{"F1", rated(2, "Ser rädd ut")}, {"F2", rated(1)}}); }
    std::string etag() const { return "\"" + std::to_string(revision) + "\""; }

    Reply sign(const json& body, Headers headers = {}) {
        headers.emplace("if-match", etag());
        return city.post("alva", "/assessments/" + id + "/sign", body, headers);
    }
    Reply approve(bool yes, const std::string& who = "sven", const Headers& headers = {}) {
        return city.post(who, "/assessments/" + id + "/approval",
                         {{"approve", yes}, {"reason", "Enligt samtal"}}, headers);
    }
    json shown() { return body_of(city.get("alva", "/assessments/" + id)); }
};

/// Every item of an instrument at its lowest rating.
json lowest_ratings(const engine::Instrument& instrument) {
    json responses = json::object();
    for (const auto& item : instrument.items)
        responses[item.id.value] = rated(item.options.front().rating);
    return responses;
}

}  // namespace

TEST_CASE("a draft with the scored level is signed and frozen", "[service][signing]") {
    Drafted draft;
    draft.rate_all();

    const auto reply = draft.sign({{"final_level", "moderate"}});

    REQUIRE(reply.status == 200);
    CHECK(body_of(reply) == json{{"id", draft.id},
                                 {"state", "signed"},
                                 {"scored_level", "moderate"},
                                 {"final_level", "moderate"},
                                 {"override", nullptr}});
    const auto shown = draft.shown();
    CHECK(shown["state"] == "signed");
    CHECK(shown["signed_at"] == "2026-03-02T09:10:00.000Z");
    CHECK(shown["responses"]["F1"]["evidence"] == "Ser rädd ut");
    const auto result = body_of(draft.city.get("alva", "/assessments/" + draft.id + "/result"));
    CHECK(result["scales"][0]["points"] == "3");  // 2 + 1
    CHECK(result["final_level"] == "moderate");
    CHECK(body_of(draft.city.get("alva", "/cases"))["items"][0]["next_step"] == "follow_up");
}

TEST_CASE("what was signed is shown as it was frozen, also without its instrument",
          "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    REQUIRE(draft.sign({{"final_level", "moderate"}}).status == 200);
    const auto before = draft.shown();
    draft.city.services.library = instruments::Library{};
    draft.city.restart();

    CHECK(draft.shown() == before);
}

TEST_CASE("signing names every gap at once", "[service][signing]") {
    Drafted draft;
    draft.rate({{"F1", rated(2)}});

    const auto reply = draft.sign(json::object());

    CHECK(reply.status == 422);
    CHECK(faults_of(reply) == std::vector<std::string>{"final_level final_level_required",
                                                       "responses.F1 evidence_missing",
                                                       "responses.F2 unanswered"});
    CHECK(draft.shown()["state"] == "draft");
}

TEST_CASE("a wrong field and the gaps are told together", "[service][signing]") {
    Drafted draft;
    draft.rate({{"F1", rated(1)}});

    const auto reply = draft.sign({{"final_level", 3}, {"comment", "x"}});

    CHECK(faults_of(reply) == std::vector<std::string>{"comment unknown_field",
                                                       "final_level wrong_type",
                                                       "responses.F2 unanswered"});
}

TEST_CASE("a final level is required of lika-36 and refused by an instrument without levels",
          "[service][signing]") {
    Drafted draft;
    const auto target = "/cases/" + draft.in_case + "/assessments";
    const auto whole = draft.city.services.library.find(engine::InstrumentId{"lika-36"});
    const auto screening = draft.city.services.library.find(engine::InstrumentId{"gad-7"});
    REQUIRE(whole);
    REQUIRE(screening);

    draft.id = draft.city.create("alva", target, {{"instrument", "lika-36"}});
    draft.revision = 1;
    draft.rate(lowest_ratings(**whole));
    CHECK(faults_of(draft.sign(json::object())) ==
          std::vector<std::string>{"final_level final_level_required"});
    CHECK(body_of(draft.sign({{"final_level", "some"}}))["state"] == "signed");

    draft.id = draft.city.create("alva", target, {{"instrument", "gad-7"}});
    draft.revision = 1;
    draft.rate(lowest_ratings(**screening));
    CHECK(faults_of(draft.sign({{"final_level", "low"}})) ==
          std::vector<std::string>{"final_level final_level_refused"});
    CHECK(body_of(draft.sign(json::object()))["state"] == "signed");
}

TEST_CASE("a rating of 2 or 3 in lika-36 needs evidence", "[service][signing]") {
    Drafted draft;
    const auto whole = draft.city.services.library.find(engine::InstrumentId{"lika-36"});
    REQUIRE(whole);
    draft.id = draft.city.create("alva", "/cases/" + draft.in_case + "/assessments",
                                 {{"instrument", "lika-36"}});
    auto responses = lowest_ratings(**whole);
    responses["I1"] = rated(2, "  ");
    responses["I1-protection"] = rated(3);
    responses["F1"] = rated(1);
    draft.rate(responses);

    CHECK(faults_of(draft.sign({{"final_level", "low"}})) ==
          std::vector<std::string>{"responses.I1 evidence_missing",
                                   "responses.I1-protection evidence_missing"});
}

TEST_CASE("a level other than the scored one awaits a supervisor's approval",
          "[service][signing]") {
    Drafted draft;
    draft.rate_all();

    const auto reply = draft.sign({{"final_level", "high"}, {"override", because}});

    REQUIRE(reply.status == 200);
    CHECK(body_of(reply)["state"] == "awaiting_approval");
    CHECK(body_of(reply)["override"]["direction"] == "up");
    CHECK(body_of(draft.city.get("alva", "/cases"))["items"][0]["next_step"] == "await_approval");
    const auto waiting = body_of(draft.city.get("sven", "/approvals"))["items"];
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0]["assessment"] == draft.id);
    CHECK(waiting[0]["scored_level"] == "moderate");
    CHECK(waiting[0]["final_level"] == "high");
    CHECK(body_of(draft.city.get("sara", "/approvals"))["items"].empty());

    CHECK(body_of(draft.approve(true))["state"] == "signed");

    const auto shown = draft.shown();
    CHECK(shown["state"] == "signed");
    CHECK(shown["scored_level"] == "moderate");
    CHECK(shown["final_level"] == "high");
    CHECK(shown["override"]["author"]["name"] == "Name of alva");
    CHECK(shown["override"]["approver"]["name"] == "Name of sven");
    CHECK(body_of(draft.city.get("sven", "/approvals"))["items"].empty());
}

TEST_CASE("an approval that names another revision than the one that waits is refused",
          "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    REQUIRE(draft.sign({{"final_level", "high"}, {"override", because}}).status == 200);
    const int waiting = draft.shown()["revision"];
    const auto named = [](int revision) {
        return Headers{{"if-match", "\"" + std::to_string(revision) + "\""}};
    };

    CHECK(draft.approve(true, "sven", named(waiting - 1)).status == 412);
    CHECK(draft.shown()["state"] == "awaiting_approval");
    CHECK(draft.approve(true, "sven", named(waiting)).status == 200);
}

TEST_CASE("an override that is refused is a draft again", "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    REQUIRE(draft.sign({{"final_level", "low"}, {"override", because}}).status == 200);

    CHECK(body_of(draft.approve(false))["state"] == "draft");

    auto shown = draft.shown();
    CHECK(shown["state"] == "draft");
    draft.revision = shown["revision"];
    CHECK(draft.sign({{"final_level", "moderate"}}).status == 200);
}

TEST_CASE("an override needs a code and thirty characters, and only where the levels differ",
          "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    const json curt{{"reason_code", "whim"}, {"reason", "För kort"}};

    CHECK(faults_of(draft.sign({{"final_level", "high"}})) ==
          std::vector<std::string>{"override override_required"});
    CHECK(faults_of(draft.sign({{"final_level", "high"}, {"override", curt}})) ==
          std::vector<std::string>{"override.reason reason_too_short",
                                   "override.reason_code unknown_reason_code"});
    CHECK(faults_of(draft.sign({{"final_level", "moderate"}, {"override", because}})) ==
          std::vector<std::string>{"override override_refused"});
    CHECK(faults_of(draft.sign({{"final_level", "worst"}})) ==
          std::vector<std::string>{"final_level unknown_level"});
}

TEST_CASE("nobody approves an assessment of their own", "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    REQUIRE(draft.sign({{"final_level", "high"}, {"override", because}}).status == 200);
    // The assessor has become a supervisor since.
    auto request = service::Request{};
    const auto account = draft.city.services.city->account_by_username("alva");
    REQUIRE(account);
    request.method = "POST";
    request.params["id"] = draft.id;
    request.person = service::Person{*account, {}};
    request.person->account.role = "supervisor";
    request.body = {{"approve", true}, {"reason", "Enligt samtal"}};

    const auto reply = service::approve_assessment(request, draft.city.services);

    CHECK(reply.status == 403);
    CHECK(reason_of(reply) == "own_assessment");
    CHECK(draft.shown()["state"] == "awaiting_approval");
    const auto log = body_of(draft.city.get("sven", "/log"))["items"];
    CHECK(std::any_of(log.begin(), log.end(),
                      [](const json& entry) { return entry["outcome"] == "refused"; }));
}

TEST_CASE("only what awaits approval is approved, once", "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    CHECK(reason_of(draft.approve(true)) == "not_awaiting_approval");
    REQUIRE(draft.sign({{"final_level", "high"}, {"override", because}}).status == 200);
    const Headers key{{"idempotency-key", "a-1"}};
    const auto first = draft.approve(true, "sven", key);

    const auto again = draft.approve(true, "sven", key);
    const auto turned = draft.approve(false, "sven", key);
    const auto without_key = draft.approve(true);

    CHECK(first.status == 200);
    CHECK(again.body == first.body);
    CHECK(reason_of(turned) == "key_reused");
    CHECK(without_key.status == 409);
}

TEST_CASE("what is signed is neither changed nor signed again", "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    REQUIRE(draft.sign({{"final_level", "moderate"}}).status == 200);
    draft.revision = draft.shown()["revision"];

    const auto changed = draft.city.send("alva", "PATCH", "/assessments/" + draft.id + "/responses",
                                         {{"responses", {{"F2", rated(0)}}}},
                                         {{"if-match", draft.etag()}, {"x-editor", "e1"}});

    CHECK(changed.status == 409);
    CHECK(reason_of(changed) == "not_a_draft");
    CHECK(draft.sign({{"final_level", "moderate"}}).status == 409);
}

TEST_CASE("signing needs the revision that was seen", "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    const auto target = "/assessments/" + draft.id + "/sign";
    const json body{{"final_level", "moderate"}};

    CHECK(draft.city.post("alva", target, body).status == 428);
    CHECK(draft.city.post("alva", target, body, {{"if-match", "\"1\""}}).status == 412);
    CHECK(draft.city.post("bo", target, body, {{"if-match", draft.etag()}}).status == 403);
    CHECK(draft.shown()["state"] == "draft");
}

TEST_CASE("signing again with the same key gives the same answer, also after a restart",
          "[service][signing]") {
    Drafted draft;
    draft.rate_all();
    const Headers key{{"idempotency-key", "s-1"}};
    const auto first = draft.sign({{"final_level", "moderate"}}, key);
    draft.city.restart();

    const auto again = draft.sign({{"final_level", "moderate"}}, key);
    const auto other = draft.sign({{"final_level", "low"}}, key);

    CHECK(first.status == 200);
    CHECK(again.status == 200);
    CHECK(again.body == first.body);
    CHECK(other.status == 409);
    CHECK(reason_of(other) == "key_reused");
}

TEST_CASE("the age of the young person is a fact on the day the draft was begun",
          "[service][assessments]") {
    storage::Vault::Ownership draft;
    draft.born_on = "2011-03-04";
    draft.sex = "male";
    draft.assessed_on = "2026-03-03";

    const auto facts = service::facts_of(draft);

    CHECK(facts.at("age") == engine::Fact{std::int64_t{14}});  // fifteen tomorrow
    CHECK(facts.at("sex") == engine::Fact{std::string{"male"}});
    draft.sex = "not_recorded";
    draft.born_on.reset();
    CHECK(service::facts_of(draft).empty());
}
