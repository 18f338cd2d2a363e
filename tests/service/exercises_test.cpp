// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/exercises.h"

#include <set>

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

const std::vector<std::string> shipped{"v1-lo-low", "v2-kim-some", "v3-robin-high", "v4-mika-unknown"};

json proposal_of(City& city, const std::string& vignette) {
    const json proposal = body_of(city.get("sven", "/vignettes/" + vignette))["proposal"];
    return {{"version", "1.0"}, {"level", proposal["level"]}, {"reason", proposal["reason"]}, {"items", proposal["items"]}};
}

std::string agree(const std::string& vignette, const std::string& rating) {
    return "/vignettes/" + vignette + "/ratings/" + rating + "/agreement";
}

/// Set by sven of home, agreed on by sara of away.
std::string set_gold(City& city, const std::string& vignette, const std::string& level = "") {
    auto body = proposal_of(city, vignette);
    if (!level.empty()) body["level"] = level;
    const auto id = city.create("sven", "/vignettes/" + vignette + "/ratings", body);
    REQUIRE(city.post("sara", agree(vignette, id), json::object()).status == 201);
    return id;
}

std::string open_exercise(City& city, const std::vector<std::string>& vignettes = {"v1-lo-low"}) {
    return city.create("sven", "/exercises", {{"title", "Hösten"}, {"last_day", "2026-03-20"}, {"vignettes", vignettes}});
}

std::string task(const std::string& exercise, int place = 1) {
    return "/exercises/" + exercise + "/vignettes/" + std::to_string(place);
}

/// Every item as the panel, but for its first.
json nearly_as_panel(City& city, const std::string& vignette) {
    auto said = json::object();
    const auto proposal = proposal_of(city, vignette);
    for (const auto& [item, one] : proposal["items"].items()) {
        said[item] = one;
        said[item].erase("reason");
    }
    said["I1"] = {{"missing", "not_known"}};
    return said;
}

Reply answer(City& city, const std::string& who, const std::string& exercise, const std::string& level, int place = 1,
             const std::string& vignette = "v1-lo-low") {
    REQUIRE(city.send(who, "PATCH", task(exercise, place), {{"responses", nearly_as_panel(city, vignette)}}).status == 200);
    return city.post(who, task(exercise, place) + "/done", {{"final_level", level}});
}

/// Made-up accounts of a district that have done the exercise's vignettes with these levels.
void answer_as(City& city, const std::string& exercise, const std::string& district, int raters, const std::string& level) {
    const auto all = city.services.city->exercises();
    for (const auto& one : *all)
        for (const auto& vignette : one.vignettes)
            for (int i = 0; one.id.value == exercise && i < raters; ++i) {
                storage::ExerciseAnswer done;
                done.exercise = one.id;
                done.vignette = vignette.vignette;
                done.district = district;
                done.level = level;
                const std::string account = "rater-" + district + "-" + level + std::to_string(i);
                REQUIRE(city.services.city->finish_answer(done, "2026-03-02", {account, city.now, ""}));
            }
}

json district_of(const json& figures, const std::string& district) {
    for (const auto& one : figures["districts"])
        if (one["district"] == district) return one;
    return {};
}

}  // namespace

TEST_CASE("a panel starts from the proposal, says every item with a reason, and is supervisors of two districts", "[service][exercises]") {
    City city;
    const auto before = body_of(city.get("sven", "/vignettes"));
    REQUIRE(before["items"].size() == shipped.size());
    for (const auto& one : before["items"]) CHECK(one["state"] == "proposal");
    auto body = proposal_of(city, "v1-lo-low");
    CHECK(body["items"].size() == 72);

    auto lacking = body;
    lacking["items"].erase("I3");
    lacking["level"] = "dire";
    CHECK(faults_of(city.post("sven", "/vignettes/v1-lo-low/ratings", lacking)) ==
          std::vector<std::string>{"items.I3 unanswered", "level unknown_level"});
    auto bare = body;
    bare["items"]["I1"] = {{"rating", 9}};
    bare["items"]["I99"] = {{"rating", 1}};
    bare["version"] = "0.9";
    CHECK(faults_of(city.post("sven", "/vignettes/v1-lo-low/ratings", bare)) ==
          std::vector<std::string>{"items.I1 rating_out_of_range", "items.I1.reason required", "items.I1.reason.sv required",
                                   "items.I99 unknown_item", "version not_allowed"});

    body["level"] = "some";
    body["reason"] = {{"sv", "Vi satte nivån tillsammans."}};
    const auto set = city.post("sven", "/vignettes/v1-lo-low/ratings", body, {{"idempotency-key", "k"}});
    REQUIRE(set.status == 201);
    const std::string id = body_of(set)["id"];
    CHECK(body_of(city.post("sven", "/vignettes/v1-lo-low/ratings", body, {{"idempotency-key", "k"}}))["id"] == id);
    CHECK(city.post("sven", agree("v1-lo-low", id), json::object()).status == 403);
    CHECK(reason_of(city.post("sven", agree("v1-lo-low", id), json::object())) == "own_rating");
    CHECK(city.post("sara", agree("v2-kim-some", id), json::object()).status == 404);
    const auto seen = body_of(city.get("sara", "/vignettes/v1-lo-low"));
    CHECK(seen["state"] == "set");
    CHECK(seen["ratings"][0]["may_agree"] == true);
    CHECK(body_of(city.get("sven", "/vignettes/v1-lo-low"))["ratings"][0]["may_agree"] == false);
    CHECK(city.post("sara", agree("v1-lo-low", id), json::object()).status == 201);

    const auto agreed = body_of(city.get("sven", "/vignettes"))["items"][0];
    CHECK(agreed["state"] == "agreed");
    CHECK(agreed["agreed"]["level"] == "some");
    CHECK(agreed["agreed"]["agreed_by"]["name"] == "Name of sara");
    CHECK(city.get("sven", "/vignettes/v9").status == 404);
}

TEST_CASE("an exercise is opened on what is agreed alone, with a title, vignettes of one instrument and a day to come",
          "[service][exercises]") {
    City city;
    const json wanted{{"title", "Hösten"}, {"last_day", "2026-03-20"}, {"vignettes", {"v1-lo-low"}}};
    const auto early = city.post("sven", "/exercises", wanted);
    CHECK(early.status == 409);
    CHECK(faults_of(early) == std::vector<std::string>{"v1-lo-low not_agreed"});
    set_gold(city, "v1-lo-low");
    CHECK(faults_of(city.post("sven", "/exercises", {{"title", " "}, {"last_day", "2026-03-01"}, {"vignettes", {"v9"}}})) ==
          std::vector<std::string>{"last_day in_the_past", "title required", "vignettes unknown_vignette"});
    CHECK(faults_of(city.post("sven", "/exercises", {{"title", "x"}, {"last_day", "2026-03-20"}})) ==
          std::vector<std::string>{"vignettes required"});

    const auto made = city.post("sven", "/exercises", wanted, {{"idempotency-key", "one"}});
    REQUIRE(made.status == 201);
    CHECK(body_of(city.post("sven", "/exercises", wanted, {{"idempotency-key", "one"}})) == body_of(made));
    const auto seen = body_of(city.get("cilla", "/exercises"))["items"];   // of every district
    REQUIRE(seen.size() == 1);
    CHECK(seen[0]["open"] == true);
    CHECK(seen[0]["mine"][0]["state"] == "not_begun");
    CHECK(body_of(city.get("audit", "/exercises"))["items"][0]["mine"].is_null());
    CHECK(body_of(city.get("audit", "/exercises"))["items"][0]["answered"].is_null());
}

TEST_CASE("who answers sees neither the panel's rating, its proposal nor a vignette's telling name before being done",
          "[service][exercises]") {
    City city;
    for (const auto& one : shipped) set_gold(city, one);
    const auto id = open_exercise(city, shipped);
    const auto proposal = proposal_of(city, "v1-lo-low");
    for (int place = 1; place <= 4; ++place) {
        const auto reply = city.get("alva", task(id, place));
        REQUIRE(reply.status == 200);
        const auto seen = body_of(reply);
        CHECK(seen["feedback"].is_null());
        CHECK(seen["text"]["sv"].get<std::string>().size() > 1500);
        for (const auto& word : shipped) CHECK(reply.body.find(word) == std::string::npos);
        CHECK(reply.body.find(proposal["reason"]["en"].get<std::string>()) == std::string::npos);
        CHECK(reply.body.find(proposal["items"]["I1"]["reason"]["sv"].get<std::string>()) == std::string::npos);
    }
    const auto list = city.get("alva", "/exercises");
    for (const auto& word : shipped) CHECK(list.body.find(word) == std::string::npos);
    const json mine = body_of(list)["items"][0]["mine"];
    CHECK(mine.size() == 4);
    for (const auto& one : mine) CHECK(one["panel_level"].is_null());
    for (const auto* path : {"/vignettes", "/vignettes/v1-lo-low"}) CHECK(city.get("alva", path).status == 403);
    CHECK(city.get("alva", task(id, 0)).status == 404);
    CHECK(city.get("alva", task(id, 5)).status == 404);
    CHECK(city.get("alva", "/exercises/" + id + "/vignettes/one").status == 404);
}

TEST_CASE("the order of the vignettes is another for each exercise and says nothing of them", "[service][exercises]") {
    City city;
    for (const auto& one : shipped) set_gold(city, one);
    std::set<std::string> orders;
    for (int i = 0; i < 8; ++i) {
        const auto id = open_exercise(city, shipped);
        const auto all = body_of(city.get("alva", "/exercises"))["items"];
        for (const auto& one : all)
            if (one["id"] == id) {
                std::string order;
                for (const auto& vignette : one["mine"]) order += vignette["title"]["sv"].get<std::string>() + "\n";
                orders.insert(order);
            }
    }
    CHECK(orders.size() > 1);
}

TEST_CASE("an answer is saved item by item, scored as an assessment, and done only when whole", "[service][exercises]") {
    City city;
    set_gold(city, "v1-lo-low");
    const auto id = open_exercise(city);
    CHECK(faults_of(city.send("alva", "PATCH", task(id),
                              {{"responses", {{"I1", {{"rating", 8}}}, {"I2", {{"rating", 1}, {"missing", "not_known"}}}, {"X", {}}}}})) ==
          std::vector<std::string>{"responses.I1 rating_out_of_range", "responses.I2 rating_and_missing", "responses.X unknown_item"});
    const auto saved = city.send("alva", "PATCH", task(id), {{"responses", {{"I1", {{"rating", 2}}}, {"I2", {{"missing", "not_known"}}}}}});
    REQUIRE(saved.status == 200);
    CHECK(body_of(saved)["responses"] == json{{"I1", {{"rating", 2}}}, {"I2", {{"missing", "not_known"}}}});
    CHECK(body_of(saved)["result"]["scored_level"].is_null());   // lika-36 is judged
    city.send("alva", "PATCH", task(id), {{"responses", {{"I2", {{"missing", "unanswered"}}}}}});
    CHECK(body_of(city.get("alva", task(id)))["responses"] == json{{"I1", {{"rating", 2}}}});
    CHECK(body_of(city.get("alva", "/exercises"))["items"][0]["mine"][0]["state"] == "begun");

    const auto early = city.post("alva", task(id) + "/done", {{"final_level", "dire"}});
    CHECK(early.status == 422);
    const auto faults = faults_of(early);
    CHECK(faults.size() == 72);   // 71 items, and the level
    CHECK(std::count(faults.begin(), faults.end(), "final_level unknown_level") == 1);
    CHECK(std::count(faults.begin(), faults.end(), "responses.I2 unanswered") == 1);

    const auto done = answer(city, "alva", id, "some");
    REQUIRE(done.status == 200);
    CHECK(city.post("alva", task(id) + "/done", {{"final_level", "some"}}).body == done.body);
    CHECK(reason_of(city.post("alva", task(id) + "/done", {{"final_level", "high"}})) == "already_done");
    CHECK(reason_of(city.send("alva", "PATCH", task(id), {{"responses", {{"I1", {{"rating", 0}}}}}})) == "already_done");
}

TEST_CASE("feedback tells the one who answered, and nobody else, the level beside the panel's and what differs", "[service][exercises]") {
    City city;
    set_gold(city, "v1-lo-low");
    const auto id = open_exercise(city);
    const auto done = body_of(answer(city, "alva", id, "some"));
    const auto& feedback = done["feedback"];
    CHECK(feedback["panel_level"] == "low");
    CHECK(feedback["steps"] == 1);
    CHECK_FALSE(feedback["reason"]["sv"].get<std::string>().empty());
    std::vector<std::string> differ;
    for (const auto& one : feedback["items"])
        if (one["mine"] != one["panel"]) differ.push_back(one["item"]);
    CHECK(differ == std::vector<std::string>{"I1"});
    CHECK(feedback["items"].size() == 72);

    CHECK(body_of(city.get("bo", task(id)))["feedback"].is_null());
    CHECK(body_of(city.get("bo", task(id)))["responses"].empty());
    CHECK(body_of(city.get("bo", "/exercises"))["items"][0]["mine"][0]["level"].is_null());
    CHECK(body_of(city.get("alva", "/exercises"))["items"][0]["mine"][0]["panel_level"] == "low");
    for (const auto* other : {"sven", "audit", "admin", "skola"}) CHECK(city.get(other, task(id)).status == 403);
    const auto counted = body_of(city.get("sven", "/exercises"))["items"][0]["answered"];
    CHECK(counted == json{{"any", 1}, {"all", 1}});
    CHECK(body_of(city.get("sara", "/exercises"))["items"][0]["answered"] == json{{"any", 0}, {"all", 0}});
}

TEST_CASE("a rating the panel changes while an exercise is open does not change its feedback or figures", "[service][exercises]") {
    City city;
    set_gold(city, "v1-lo-low");
    const auto id = open_exercise(city);
    set_gold(city, "v1-lo-low", "high");

    CHECK(body_of(answer(city, "alva", id, "low"))["feedback"]["steps"] == 0);
    answer_as(city, id, City::home, 5, "low");
    REQUIRE(city.post("sara", "/exercises/" + id + "/close", json::object()).status == 201);
    CHECK(body_of(city.get("audit", "/exercises/" + id + "/figures"))["city"]["as_panel"]["value"] == 1.0);
}

TEST_CASE("figures there are when the exercise is closed or its last day is over, and then no answer is taken", "[service][exercises]") {
    City city;
    set_gold(city, "v1-lo-low");
    const auto id = open_exercise(city);
    const auto figures = "/exercises/" + id + "/figures";
    answer_as(city, id, City::home, 6, "low");
    CHECK(reason_of(city.get("sven", figures)) == "exercise_open");
    for (const auto* other : {"alva", "admin", "skola"}) CHECK(city.get(other, figures).status == 403);
    REQUIRE(city.post("sven", "/exercises/" + id + "/close", json::object()).status == 201);
    REQUIRE(city.post("sven", "/exercises/" + id + "/close", json::object()).status == 201);
    CHECK(city.get("sven", figures).status == 200);
    CHECK(reason_of(city.send("alva", "PATCH", task(id), {{"responses", json::object()}})) == "exercise_closed");
    CHECK(body_of(city.get("alva", "/exercises"))["items"][0]["open"] == false);

    const auto second = open_exercise(city);
    city.now += std::chrono::days{19};
    for (const auto* who : {"audit", "alva"}) city.sign_in(who);
    const auto empty = body_of(city.get("audit", "/exercises/" + second + "/figures"));   // nobody answered
    CHECK(empty["city"]["status"] == "too_few");
    CHECK(reason_of(city.send("alva", "PATCH", task(second), {{"responses", json::object()}})) == "exercise_closed");
}

TEST_CASE("figures say how the city and its districts did, without a worker in them", "[service][exercises]") {
    City city;
    set_gold(city, "v1-lo-low");
    set_gold(city, "v3-robin-high");
    const auto id = open_exercise(city, {"v1-lo-low", "v3-robin-high"});
    answer_as(city, id, City::home, 4, "low");
    answer_as(city, id, City::home, 2, "some");
    answer_as(city, id, City::away, 7, "high");
    city.post("sven", "/exercises/" + id + "/close", json::object());

    const auto reply = city.get("audit", "/exercises/" + id + "/figures");
    const auto seen = body_of(reply);

    CHECK(reply.body.find("rater-") == std::string::npos);
    CHECK(seen["city"]["raters"] == 13);
    CHECK(seen["city"]["answers"] == 26);
    CHECK(seen["city"]["as_panel"]["value"].get<double>() == Approx(11.0 / 26));   // 4 on the low one, 7 on the high one
    REQUIRE(seen["districts"].size() == 2);
    const auto home = district_of(seen, City::home);
    CHECK(home["as_panel"]["value"].get<double>() == Approx(4.0 / 12));
    CHECK(home["as_panel"]["low"] < home["as_panel"]["value"]);
    CHECK(home["lean"]["value"].get<double>() < 0);
    CHECK(district_of(seen, City::away)["lean"]["status"] == "undefined_no_variation");
    REQUIRE(seen["vignettes"].size() == 2);
    for (const auto& one : seen["vignettes"]) CHECK(one["raters"] == 13);

    const auto own = body_of(city.get("sara", "/exercises/" + id + "/figures"));
    CHECK(own["own"] == City::away);
    REQUIRE(own["districts"].size() == 1);
    CHECK(own["districts"][0]["district"] == City::away);
    CHECK(own["city"] == seen["city"]);
}

TEST_CASE("a district with under five who answered is hidden, and so is the one from which it could be worked out",
          "[service][exercises]") {
    City city;
    set_gold(city, "v1-lo-low");
    const auto id = open_exercise(city);
    answer_as(city, id, City::home, 8, "low");
    answer_as(city, id, City::away, 4, "high");
    city.post("sven", "/exercises/" + id + "/close", json::object());

    const auto seen = body_of(city.get("audit", "/exercises/" + id + "/figures"));

    CHECK(seen["city"]["status"] == "ok");
    CHECK(district_of(seen, City::away)["status"] == "too_few");
    CHECK(district_of(seen, City::home)["status"] == "suppressed");
    for (const auto& one : seen["districts"]) {
        CHECK(one["raters"].is_null());
        CHECK(one["answers"].is_null());
        for (const auto* figure : {"as_panel", "one_apart", "lean"}) CHECK(one[figure]["value"].is_null());
    }
    const auto page = city.services.city->log(50, "", {"x", city.now, ""});
    const auto read = std::find_if(page->items.begin(), page->items.end(), [](const auto& e) { return e.action == "exercise_answers_read"; });
    REQUIRE(read != page->items.end());
    CHECK(read->reason == "purpose=consistency");
}
