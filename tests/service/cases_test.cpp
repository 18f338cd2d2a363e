// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/cases.h"

#include <set>
#include <thread>

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

/// Every key of a JSON value, however deep.
void keys_of(const json& value, std::set<std::string>& keys) {
    if (value.is_object())
        for (const auto& [name, held] : value.items()) {
            keys.insert(name);
            keys_of(held, keys);
        }
    if (value.is_array())
        for (const auto& held : value) keys_of(held, keys);
}

std::vector<std::string> actions_of(const Reply& log) {
    std::vector<std::string> actions;
    const auto body = body_of(log);
    for (const auto& entry : body["items"]) actions.push_back(entry["action"]);
    return actions;
}

}  // namespace

TEST_CASE("a case is its opener's and is due four months on", "[service][cases]") {
    City city;

    const auto id = city.create("alva", "/cases", a_person());

    const auto opened = body_of(city.get("alva", "/cases/" + id));
    CHECK(opened["assigned_to"]["name"] == "Name of alva");
    CHECK(opened["due_at"] == "2026-07-02");
    CHECK(opened["subject"]["personal_number"] == "20110304-1234");
    CHECK(opened["concern"].is_null());
    CHECK(body_of(city.get("alva", "/cases"))["items"][0]["next_step"] == "start_assessment");
}

TEST_CASE("a list of cases says who and when and nothing else", "[service][cases]") {
    City city;
    const auto id = city.create("alva", "/cases", a_person());
    city.create("alva", "/cases/" + id + "/offences",
                {{"code", "robbery"},
                 {"committed_on", "2026-01-02"},
                 {"basis", "lagford"},
                 {"first", true}});
    city.create("alva", "/cases/" + id + "/assessments", {{"instrument", "lika-36"}});

    std::set<std::string> keys;
    keys_of(body_of(city.get("bo", "/cases")), keys);

    CHECK(keys == std::set<std::string>{"items", "next_cursor", "id", "subject", "name",
                                        "assigned_to_me", "due_at", "next_step"});
    CHECK(body_of(city.get("bo", "/cases"))["items"][0]["next_step"] == "continue_draft");
}

TEST_CASE("cases are searched by words of the name within the district", "[service][cases]") {
    City city;
    city.create("alva", "/cases", a_person());
    auto other = a_person();
    other["subject"]["name"] = "Åsa Provdotter";
    city.create("alva", "/cases", other);
    city.create("cilla", "/cases", a_person());

    CHECK(body_of(city.get("bo", "/cases?q=åsa"))["items"].size() == 1);
    CHECK(body_of(city.get("bo", "/cases?q=kim"))["items"].size() == 1);
    CHECK(body_of(city.get("bo", "/cases?q=Testsson Kim"))["items"].size() == 1);
    CHECK(body_of(city.get("bo", "/cases?q=nobody"))["items"].empty());
    CHECK(body_of(city.get("bo", "/cases?limit=1"))["next_cursor"].is_string());
    CHECK(city.get("bo", "/cases?limit=0").status == 422);
}

TEST_CASE("a case that is not one's own is read with a reason, and the reason is logged",
          "[service][cases]") {
    City city;
    const auto id = city.create("alva", "/cases", a_person());

    const auto without = city.get("bo", "/cases/" + id);
    const auto blank = city.get("sven", "/cases/" + id + "?reason= ");
    const auto with = city.get("bo", "/cases/" + id + "?reason=Vikarie");

    CHECK(without.status == 422);
    CHECK(reason_of(without) == "reason_required");
    CHECK(blank.status == 422);
    CHECK(with.status == 200);
    CHECK(body_of(with)["assigned_to_me"] == false);
    const auto entry = body_of(city.get("sven", "/log?case=" + id))["items"][0];
    CHECK(entry["actor"] == "bo");
    CHECK(entry["action"] == "case_read");
    CHECK(entry["reason"] == "Vikarie");
    CHECK(entry["case"] == id);
}

TEST_CASE("flags need a reason too and are logged as a reading", "[service][cases]") {
    City city;
    const auto id = city.create("alva", "/cases", a_person());
    const auto before = actions_of(city.get("sven", "/log?case=" + id)).size();

    CHECK(reason_of(city.get("bo", "/cases/" + id + "/flags")) == "reason_required");
    CHECK(city.get("bo", "/cases/" + id + "/flags?reason=Vikarie").status == 200);

    CHECK(actions_of(city.get("sven", "/log?case=" + id)).size() > before);
}

TEST_CASE("a strategic offence is flagged with its lists, source and base rate",
          "[service][cases]") {
    City city;
    const auto id = city.create("alva", "/cases", a_person());
    city.create("alva", "/cases/" + id + "/offences",
                {{"code", "robbery"},
                 {"committed_on", "2026-02-02"},
                 {"basis", "lagford"},
                 {"first", true}});

    const auto flags = body_of(city.get("alva", "/cases/" + id + "/flags"));

    REQUIRE(flags["items"].size() == 1);
    const auto& flag = flags["items"][0];
    CHECK(flag["raised"] == true);
    CHECK(flag["by_analogy"] == true);  // 14 years old
    CHECK(flag["offence"]["name"]["sv"].get<std::string>().find("Rån") == 0);
    REQUIRE(flag["lists"].size() >= 2);
    for (const auto& list : flag["lists"])
        CHECK_FALSE(list["base_rate"]["source"].get<std::string>().empty());
    CHECK(body_of(city.get("alva", "/cases/" + id))["offences"][0]["code"] == "robbery");
}

TEST_CASE("an offence of an unknown code or basis or of tomorrow is refused", "[service][cases]") {
    City city;
    const auto id = city.create("alva", "/cases", a_person());

    const auto reply = city.post("alva", "/cases/" + id + "/offences",
                                 {{"code", "x"}, {"committed_on", "2026-03-03"}, {"basis", "y"}});

    CHECK(faults_of(reply) == std::vector<std::string>{"basis not_allowed", "code not_allowed",
                                                       "committed_on in_the_future",
                                                       "first required"});
}

TEST_CASE("two requests with one key at once make one case", "[service][cases]") {
    City city;
    const Headers key{{"idempotency-key", "twice"}};
    std::vector<Reply> replies(4);
    std::vector<std::thread> senders;
    service::Request request;

    for (auto& reply : replies)
        senders.emplace_back([&city, &reply, &key] {
            reply = city.silent("alva", "POST", "/cases", a_person(), key);
        });
    for (auto& sender : senders) sender.join();

    for (const auto& reply : replies) {
        CHECK(reply.status == 201);
        CHECK(reply.body == replies.front().body);
    }
    CHECK(body_of(city.get("alva", "/cases"))["items"].size() == 1);
}

TEST_CASE("an administrator reads the city's log and a supervisor the district's",
          "[service][log]") {
    City city;
    const auto id = city.create("alva", "/cases", a_person());

    const auto district = city.get("sven", "/log");
    const auto of_city = city.get("admin", "/log");

    const auto actions = actions_of(district);
    CHECK(std::count(actions.begin(), actions.end(), "case_opened") == 1);
    const auto city_actions = actions_of(of_city);
    CHECK(std::count(city_actions.begin(), city_actions.end(), "case_opened") == 0);
    CHECK_FALSE(city_actions.empty());
    CHECK(body_of(city.get("admin", "/log?case=" + id))["items"].empty());
    CHECK(body_of(city.get("sara", "/log?case=" + id))["items"].empty());
}
