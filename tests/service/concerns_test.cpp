// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/concerns.h"

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

TEST_CASE("a concern reaches the pupil's district and the reporter gets a receipt",
          "[service][concerns]") {
    City city;

    const auto reply = city.post("skola", "/concerns", a_concern(City::away));

    REQUIRE(reply.status == 201);
    const auto id = body_of(reply)["id"].get<std::string>();
    CHECK(header_of(reply, "Location") == "/api/v1/concerns/" + id);
    const std::regex receipt{"^LK-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$"};
    CHECK(std::regex_match(body_of(reply)["receipt"].get<std::string>(), receipt));
    const auto listed = body_of(city.get("cilla", "/concerns"))["items"];
    REQUIRE(listed.size() == 1);
    CHECK(listed[0]["id"] == id);
    CHECK(listed[0]["subject"]["name"] == "Kim Testsson");
    CHECK(body_of(city.get("alva", "/concerns"))["items"].empty());
}

TEST_CASE("the clocks of a concern start on the Stockholm day of receipt", "[service][concerns]") {
    City city;
    city.now = *storage::read_instant("2026-03-02T23:30:00.000Z");  // 00:30 on 3 March in Stockholm
    city.sign_in("skola");
    city.sign_in("alva");

    const auto id = city.create("skola", "/concerns", a_concern(City::home));

    const auto concern = body_of(city.get("alva", "/concerns/" + id));
    CHECK(concern["received_at"] == "2026-03-02T23:30:00.000Z");
    CHECK(concern["protection_due_at"] == "2026-03-03");
    CHECK(concern["due_at"] == "2026-03-17");  // 3 March + 14 days
}

TEST_CASE("an ended district's concern goes to its successor", "[service][concerns]") {
    City city;

    const auto id = city.create("skola", "/concerns", a_concern("alvsjo"));

    CHECK(city.get("sven", "/concerns/" + id).status == 200);
    CHECK(body_of(city.get("skola", "/concerns/" + id))["district"] == City::home);
}

TEST_CASE("a school team reads what it wrote and never what came of it", "[service][concerns]") {
    City city;
    const auto id = city.create("skola", "/concerns", a_concern(City::away));
    city.post("cilla", "/concerns/" + id + "/decision",
              {{"open", true}, {"reason", "Behov av utredning"}});

    const auto receipt = body_of(city.get("skola", "/concerns/" + id));

    CHECK(receipt["text"] == "Slagen i hemmet");
    CHECK(receipt["state"] == "received");
    CHECK_FALSE(receipt.contains("case"));
    CHECK_FALSE(receipt.contains("due_at"));
    CHECK(body_of(city.get("skola", "/concerns"))["items"][0]["state"] == "received");
}

TEST_CASE("a school team sees its own receipts only", "[service][concerns]") {
    City city;
    const auto own = city.create("skola", "/concerns", a_concern(City::home));
    city.now += std::chrono::seconds{1};
    const auto own_away = city.create("skola", "/concerns", a_concern(City::away));
    const auto others = city.create("skola2", "/concerns", a_concern(City::home));

    const auto listed = body_of(city.get("skola", "/concerns"))["items"];

    REQUIRE(listed.size() == 2);
    CHECK(listed[0]["id"] == own_away);  // newest first, whatever the district
    CHECK(listed[1]["id"] == own);
    CHECK(city.get("skola", "/concerns/" + others).status == 404);
    const auto second = body_of(city.get("skola", "/concerns?limit=1&cursor=1"));
    CHECK(second["items"][0]["id"] == own);
    CHECK(second["next_cursor"].is_null());
}

TEST_CASE("a social worker reports to another district and reads it no more",
          "[service][concerns]") {
    City city;

    const auto id = city.create("alva", "/concerns", a_concern(City::away));

    CHECK(city.get("alva", "/concerns/" + id).status == 404);
    CHECK(city.get("cilla", "/concerns/" + id).status == 200);
}

TEST_CASE("every fault of a concern is named at once and nothing of it repeated",
          "[service][concerns]") {
    City city;
    const json body{{"subject",
                     {{"name", " "},
                      {"born_on", "2031-01-01"},
                      {"personal_number", "20110304-123"},
                      {"district", "atlantis"},
                      {"nickname", "Kim Testsson"}}},
                    {"signs", {"absence", "absence"}},
                    {"urgency", "now"}};

    const auto reply = city.post("skola", "/concerns", body);

    CHECK(reply.status == 422);
    CHECK(faults_of(reply) ==
          std::vector<std::string>{"signs not_allowed", "subject.born_on in_the_future",
                                   "subject.district unknown_district", "subject.name required",
                                   "subject.nickname unknown_field",
                                   "subject.personal_number not_a_personal_number", "text required",
                                   "urgency not_allowed"});
    CHECK(reply.body.find("20110304") == std::string::npos);
}

TEST_CASE("opening a concern makes a case for the decider", "[service][concerns]") {
    City city;
    const auto id = city.create("skola", "/concerns", a_concern(City::home));

    const auto reply = city.post("alva", "/concerns/" + id + "/decision",
                                 {{"open", true}, {"reason", "Behov av utredning"}});

    REQUIRE(reply.status == 200);
    const auto decided = body_of(reply);
    CHECK(decided["state"] == "opened");
    const auto opened = body_of(city.get("alva", "/cases/" + decided["case"].get<std::string>()));
    CHECK(opened["assigned_to_me"] == true);
    CHECK(opened["concern"] == id);
    CHECK(opened["due_at"] == "2026-07-02");              // four months
    CHECK(opened["subject"]["born_on"] == "2011-03-04");  // from the number
    CHECK(body_of(city.get("sven", "/concerns/" + id))["case"] == decided["case"]);
}

TEST_CASE("opening a second concern of the same number joins the case", "[service][concerns]") {
    City city;
    const auto existing = city.create("bo", "/cases", a_person());
    const auto id = city.create("skola", "/concerns", a_concern(City::home));

    const auto decided = body_of(city.post("alva", "/concerns/" + id + "/decision",
                                           {{"open", true}, {"reason", "Hör till ärendet"}}));

    CHECK(decided["case"] == existing);
    CHECK(body_of(city.get("bo", "/cases/" + existing))["assigned_to_me"] == true);
    CHECK(body_of(city.get("alva", "/cases"))["items"].size() == 1);
}

TEST_CASE("a concern is decided once", "[service][concerns]") {
    City city;
    const auto id = city.create("skola", "/concerns", a_concern(City::home));
    const json close{{"open", false}, {"reason", "Ingen oro"}};
    REQUIRE(body_of(city.post("alva", "/concerns/" + id + "/decision", close))["state"] ==
            "closed");

    const auto again = city.post("bo", "/concerns/" + id + "/decision", close);

    CHECK(again.status == 409);
    CHECK(reason_of(again) == "already_decided");
}

TEST_CASE("the same key and body give the same receipt, also after a restart",
          "[service][concerns]") {
    City city;
    const Headers key{{"idempotency-key", "k-1"}};
    const auto first = city.post("skola", "/concerns", a_concern(City::home), key);
    city.now += std::chrono::minutes{5};
    city.restart();

    const auto again = city.post("skola", "/concerns", a_concern(City::home), key);
    const auto elsewhere = city.post("skola", "/concerns", a_concern(City::away), key);
    const auto of_another = city.post("skola2", "/concerns", a_concern(City::home), key);

    CHECK(again.status == 201);
    CHECK(again.body == first.body);
    CHECK(again.headers == first.headers);
    CHECK(elsewhere.status == 409);
    CHECK(reason_of(elsewhere) == "key_reused");
    CHECK(of_another.status == 201);  // a key is its account's
    CHECK(body_of(city.get("sven", "/concerns"))["items"].size() == 2);
}
