// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/assessments.h"

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

struct Draft {
    std::string in_case, id;
};

Draft a_draft(City& city, const std::string& instrument = "home-levels") {
    const auto in_case = city.create("alva", "/cases", a_person());
    return {in_case, city.create("alva", "/cases/" + in_case + "/assessments",
                                 {{"instrument", instrument}})};
}

Reply patch(City& city, const std::string& id, const json& responses, int seen,
            const std::string& editor = "editor-1") {
    return city.send("alva", "PATCH", "/assessments/" + id + "/responses",
                     {{"responses", responses}},
                     {{"if-match", "\"" + std::to_string(seen) + "\""}, {"x-editor", editor}});
}

}  // namespace

TEST_CASE("a draft keeps the version and digest it was begun with", "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    const auto digest = body_of(city.get("alva", "/instruments/home-levels"))["digest"];
    city.add_instrument("home-levels-1.1.xml");

    const auto shown = body_of(city.get("alva", "/assessments/" + draft.id));

    CHECK(shown["instrument"] ==
          json{{"id", "home-levels"}, {"version", "1.0"}, {"digest", digest}});
    CHECK(faults_of(patch(city, draft.id, {{"F3", rated(1)}}, 1)) ==
          std::vector<std::string>{"responses.F3 unknown_item"});
    const auto newer = city.create("alva", "/cases/" + draft.in_case + "/assessments",
                                   {{"instrument", "home-levels"}});
    CHECK(body_of(city.get("alva", "/assessments/" + newer))["instrument"]["version"] == "1.1");
}

TEST_CASE("a change is saved with its result and a new revision", "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);

    const auto reply =
        patch(city, draft.id, {{"F1", rated(2, "Ser rädd ut")}, {"F2", missing("not_known")}}, 1);

    REQUIRE(reply.status == 200);
    const auto saved = body_of(reply);
    CHECK(header_of(reply, "ETag") == "\"" + std::to_string(saved["revision"].get<int>()) + "\"");
    CHECK(saved["others"].empty());
    CHECK(saved["result"]["scales"][0]["lowest"] == "2");
    const auto shown = city.get("alva", "/assessments/" + draft.id);
    CHECK(header_of(shown, "ETag") == header_of(reply, "ETag"));
    CHECK(body_of(shown)["responses"]["F1"]["evidence"] == "Ser rädd ut");
    CHECK(body_of(shown)["responses"]["F2"]["missing"] == "not_known");
    CHECK(body_of(shown)["result"] == saved["result"]);
}

TEST_CASE("evidence alone leaves the rating as it was", "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    const int first =
        body_of(patch(city, draft.id, {{"F1", rated(2, "Ser rädd ut")}}, 1))["revision"];

    const json change{
        {"evidence", ""}, {"sources", {"skolan"}}, {"at", "2026-03-02T09:05:00.000Z"}};
    REQUIRE(patch(city, draft.id, {{"F1", change}}, first).status == 200);

    const auto kept = body_of(city.get("alva", "/assessments/" + draft.id))["responses"]["F1"];
    CHECK(kept["rating"] == 2);
    CHECK(kept["evidence"] == "");
    CHECK(kept["sources"] == json{"skolan"});
}

TEST_CASE("an item that another form changed since is contested and nothing is saved",
          "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    REQUIRE(patch(city, draft.id, {{"F1", rated(2)}}, 1, "editor-1").status == 200);

    const auto reply = patch(city, draft.id, {{"F1", rated(0)}, {"F2", rated(1)}}, 1, "editor-2");

    CHECK(reply.status == 412);
    CHECK(reason_of(reply) == "contested");
    CHECK(body_of(reply)["others"]["F1"]["rating"] == 2);
    CHECK(body_of(reply)["others"]["F1"]["editor"] == "editor-1");
    const auto shown = body_of(city.get("alva", "/assessments/" + draft.id));
    CHECK(shown["responses"]["F1"]["rating"] == 2);
    CHECK_FALSE(shown["responses"].contains("F2"));
    CHECK(body_of(reply)["revision"] == shown["revision"]);
}

TEST_CASE("an old revision saves what nobody else touched and shows the others' items",
          "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    REQUIRE(patch(city, draft.id, {{"F1", rated(2)}}, 1, "editor-1").status == 200);

    const auto reply = patch(city, draft.id, {{"F2", rated(1)}}, 1, "editor-2");

    REQUIRE(reply.status == 200);
    CHECK(body_of(reply)["others"]["F1"]["rating"] == 2);
    CHECK(body_of(reply)["result"]["scales"][0]["points"] == "3");  // both forms' ratings
}

TEST_CASE("one's own newer change is never contested by oneself", "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    REQUIRE(patch(city, draft.id, {{"F1", rated(2)}}, 1).status == 200);

    CHECK(patch(city, draft.id, {{"F1", rated(1)}}, 1).status == 200);
}

TEST_CASE("a save says which revision and which form it comes from", "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    const auto target = "/assessments/" + draft.id + "/responses";
    const json body{{"responses", {{"F1", rated(1)}}}};
    const auto send = [&](const Headers& headers) {
        return city.send("alva", "PATCH", target, body, headers);
    };

    CHECK(send({{"x-editor", "e"}}).status == 428);
    CHECK(send({{"x-editor", "e"}, {"if-match", "W/\"1\""}}).status == 400);
    CHECK(send({{"x-editor", "e"}, {"if-match", "\"99\""}}).status == 412);
    CHECK(faults_of(send({{"if-match", "\"1\""}})) ==
          std::vector<std::string>{"X-Editor required"});
    CHECK(faults_of(send({{"if-match", "\"1\""}, {"x-editor", "a b"}})) ==
          std::vector<std::string>{"X-Editor not_allowed"});
}

TEST_CASE("every response that cannot be kept is named at once", "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    const json both{{"rating", 1}, {"missing", "not_known"}, {"at", "2026-03-02T09:00:00.000Z"}};

    const auto reply = patch(city, draft.id, {{"F1", both}, {"F2", rated(9)}, {"F9", rated(1)}}, 1);
    const auto timeless = patch(
        city, draft.id, {{"F1", {{"rating", 1}, {"at", "noon"}}}, {"F2", {{"rating", 1.5}}}}, 1);

    CHECK(reply.status == 422);
    CHECK(faults_of(reply) == std::vector<std::string>{"responses.F1 rating_and_missing",
                                                       "responses.F2 rating_out_of_range",
                                                       "responses.F9 unknown_item"});
    CHECK(faults_of(timeless) == std::vector<std::string>{"responses.F1.at not_a_time",
                                                          "responses.F2.at required",
                                                          "responses.F2.rating wrong_type"});
    CHECK(body_of(city.get("alva", "/assessments/" + draft.id))["responses"].empty());
}

TEST_CASE("who has the case goes on with a draft whose assessor works there no more, and signs it as their own",
          "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    const auto account = [&](const std::string& who) { return city.services.city->account_by_username(who)->id; };
    const std::string assessor = GENERATE("bo", "cilla");   // cilla: the case came from her district
    auto another = *city.services.vault(City::home)->assessment(storage::AssessmentId{draft.id}, {"system", city.now, ""});
    another.id = storage::AssessmentId{storage::random_id()};
    another.assessor = account(assessor).value;
    REQUIRE(city.services.vault(City::home)->add_assessment(another, {"system", city.now, ""}, {}));
    const auto path = "/assessments/" + another.id.value;
    if (assessor == "bo") {
        CHECK(body_of(city.get("alva", path))["mine"] == false);
        CHECK(reason_of(patch(city, another.id.value, {{"F1", rated(1)}}, 1)) == "not_assessor");
        REQUIRE(city.services.city->disable_account(account("bo"), {"admin", city.now, ""}));
    }

    CHECK(body_of(city.get("alva", path))["mine"] == true);
    CHECK(body_of(city.get("sven", path + "?reason=x"))["mine"] == false);
    CHECK(patch(city, another.id.value, {{"F1", rated(1, "syns")}}, 1).status == 200);
    storage::Signing signing;
    signing.result = "{}";
    signing.seen = 2;
    REQUIRE(city.services.vault(City::home)->sign(another.id, signing, {account("alva").value, city.now, ""}, {}));
    CHECK(city.services.vault(City::home)->ownership(another.id)->assessor == account("alva").value);
}

TEST_CASE("only the assessor changes a draft; others of the district read it with a reason",
          "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);

    const auto changed =
        city.send("bo", "PATCH", "/assessments/" + draft.id + "/responses",
                  {{"responses", {{"F1", rated(1)}}}}, {{"if-match", "\"1\""}, {"x-editor", "e"}});

    CHECK(changed.status == 403);
    CHECK(reason_of(changed) == "not_assessor");
    for (const char* const part : {"", "/result"}) {
        const auto target = "/assessments/" + draft.id + part;
        CHECK(reason_of(city.get("bo", target)) == "reason_required");
        CHECK(city.get("sven", target + "?reason=Handledning").status == 200);
        CHECK(city.get("alva", target).status == 200);
    }
    CHECK(body_of(city.get("bo", "/assessments/" + draft.id + "?reason=x"))["mine"] == false);
}

TEST_CASE("an assessor reads the own draft in another's case without a reason",
          "[service][assessments]") {
    City city;
    const auto in_case = city.create("alva", "/cases", a_person());
    const auto id =
        city.create("bo", "/cases/" + in_case + "/assessments", {{"instrument", "home-levels"}});

    CHECK(city.get("bo", "/assessments/" + id).status == 200);
    CHECK(city.get("alva", "/assessments/" + id).status == 200);  // the case is hers
}

TEST_CASE("a screening grows into the whole instrument without retyping",
          "[service][assessments]") {
    City city;
    const auto screening = a_draft(city, "lika-8");
    REQUIRE(patch(city, screening.id,
                  {{"I1", rated(2, "Ser rädd ut")}, {"I3", missing("not_known")}}, 1)
                .status == 200);
    city.now += std::chrono::minutes{1};

    const auto whole = city.create("alva", "/cases/" + screening.in_case + "/assessments",
                                   {{"instrument", "lika-36"}});

    const auto carried = body_of(city.get("alva", "/assessments/" + whole))["responses"];
    REQUIRE(carried.size() == 2);
    CHECK(carried["I1"]["rating"] == 2);
    CHECK(carried["I1"]["evidence"] == "Ser rädd ut");
    CHECK(carried["I3"]["missing"] == "not_known");
}

TEST_CASE("the earlier rating by the same instrument is not carried over",
          "[service][assessments]") {
    City city;
    const auto screening = a_draft(city, "lika-8");
    REQUIRE(patch(city, screening.id, {{"I1", rated(2)}}, 1).status == 200);
    city.now += std::chrono::minutes{1};
    const auto target = "/cases/" + screening.in_case + "/assessments";
    const auto first = city.create("alva", target, {{"instrument", "lika-36"}});
    REQUIRE_FALSE(body_of(city.get("alva", "/assessments/" + first))["responses"].empty());
    city.now += std::chrono::minutes{1};

    const auto second = city.create("alva", target, {{"instrument", "lika-36"}});

    CHECK(body_of(city.get("alva", "/assessments/" + second))["responses"].empty());
}

TEST_CASE("an assessment is begun with an instrument the library has", "[service][assessments]") {
    City city;
    const auto in_case = city.create("alva", "/cases", a_person());
    const auto target = "/cases/" + in_case + "/assessments";

    CHECK(faults_of(city.post("alva", target, {{"instrument", "nothing"}})) ==
          std::vector<std::string>{"instrument unknown_instrument"});
    CHECK(faults_of(city.post("alva", target, {{"instrument", "lika-8"}, {"version", "0.1"}})) ==
          std::vector<std::string>{"version unknown_version"});
}

TEST_CASE("ratings of another's case are carried over only with a reason, because that is reading",
          "[service][assessments]") {
    City city;
    const auto screening = a_draft(city, "lika-8");
    REQUIRE(patch(city, screening.id, {{"I1", rated(2, "Ser rädd ut")}}, 1).status == 200);
    city.now += std::chrono::minutes{1};
    const auto target = "/cases/" + screening.in_case + "/assessments";

    const auto told = city.create("bo", target + "?reason=Vikarie", {{"instrument", "lika-36"}});
    const auto silent = city.create("bo", target, {{"instrument", "lika-36"}});

    CHECK(body_of(city.get("bo", "/assessments/" + silent))["responses"].empty());
    CHECK(body_of(city.get("bo", "/assessments/" + told))["responses"]["I1"]["rating"] == 2);
}

TEST_CASE("what only the assessor may do leaves a refused entry in the log",
          "[service][assessments]") {
    City city;
    const auto draft = a_draft(city);
    REQUIRE(city.post("bo", "/assessments/" + draft.id + "/sign", json::object(),
                      {{"if-match", "\"1\""}})
                .status == 403);

    const auto log = body_of(city.get("sven", "/log?case=" + draft.in_case))["items"];

    REQUIRE_FALSE(log.empty());
    CHECK(log[0]["action"] == "assessment_sign");
    CHECK(log[0]["actor"] == "bo");
    CHECK(log[0]["outcome"] == "refused");
}

TEST_CASE("what is typed into the log's search never enters the log", "[service][log]") {
    City city;
    REQUIRE(city.get("sven", "/log?case=Anna%20Andersson").status == 200);

    const auto log = city.get("sven", "/log");

    CHECK(log.body.find("Andersson") == std::string::npos);
    CHECK(log.body.find("log_read") != std::string::npos);
}
