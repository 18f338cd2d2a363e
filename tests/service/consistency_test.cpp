// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/consistency.h"

#include "tests/support/city.h"

using namespace lika;
using namespace lika::test;
using nlohmann::json;

namespace {

const std::string name_of_all = "Namn som ingen ser";

/// Signs an assessment of a new case in the district, as its vault keeps it: last month, by one of two workers.
void sign_one(City& city, const std::string& district, int number, bool is_high) {
    const auto vault = city.services.vault(district);
    const storage::Actor actor{"worker-" + std::to_string(number % 2), city.now - std::chrono::days{20}, ""};
    storage::Case opened;
    opened.id = storage::CaseId{storage::random_id()};
    opened.subject.name = name_of_all;
    opened.subject.born_on = number % 3 == 0 ? "2009-04-01" : "2012-04-01";
    opened.subject.sex = number % 2 == 0 ? "female" : "male";
    opened.assigned_to = actor.account;
    opened.opened_at = actor.at;
    opened.opened_on = "2026-02-01";
    opened.due_on = "2026-06-01";
    REQUIRE(vault->add_case(opened, actor, {}));
    const auto instrument = *city.services.library.find(engine::InstrumentId{"lika-36"}, "");
    storage::Assessment draft;
    draft.id = storage::AssessmentId{storage::random_id()};
    draft.in_case = opened.id;
    draft.instrument = "lika-36";
    draft.version = instrument->version;
    draft.digest = instrument->digest;
    draft.assessor = actor.account;
    draft.started_at = actor.at;
    draft.assessed_on = "2026-02-10";
    REQUIRE(vault->add_assessment(draft, actor, {}));
    std::vector<storage::ResponseChange> changes;
    for (const auto& item : instrument->items) {
        if (!item.entered() || item.judgement) continue;
        auto& change = changes.emplace_back();
        change.item = item.id.value;
        change.sets_response = true;
        if (number % 5 == 0 && changes.size() % 4 == 0)
            change.missing = "not_known";
        else
            change.rating = (number + static_cast<int>(changes.size())) % 3;
        change.at = "2026-02-10T10:00:00.000Z";
    }
    REQUIRE(vault->save_responses(draft.id, changes, 1, "e", actor));
    storage::Signing signing;
    signing.final_level = (is_high ? instrument->levels.back() : instrument->levels.front()).id.value;
    signing.scored_level = signing.final_level;
    signing.result = "{}";
    signing.seen = 2;
    REQUIRE(vault->sign(draft.id, signing, actor, {}));
}

/// Home puts half of its cases in a high band, away one of ten.
City& filled(City& city, int each = 60) {
    for (int i = 0; i < each; ++i) {
        sign_one(city, City::home, i, i % 2 == 0);
        sign_one(city, City::away, i, i % 10 == 0);
    }
    return city;
}

std::size_t entries(City& city, const std::string& action) {
    const auto page = city.services.vault(City::home)->log("", 200, "", {"x", city.now, ""});
    return static_cast<std::size_t>(
        std::count_if(page->items.begin(), page->items.end(), [&](const auto& entry) { return entry.action == action; }));
}

}  // namespace

TEST_CASE("a supervisor sees the own district against the city, an auditor all districts, others nothing", "[service][consistency]") {
    City city;
    filled(city);
    const auto seen = body_of(city.get("sven", "/consistency"));
    CHECK(seen["own"] == City::home);
    CHECK(seen["period"] == json{{"from", "2025-03-01"}, {"to", "2026-02-28"}});
    CHECK(seen["assessments"] == 120);
    REQUIRE(seen["high_band"]["status"] == "ok");
    std::map<std::string, json> districts;
    for (const auto& one : seen["high_band"]["districts"]) districts[one["district"]] = one;
    CHECK(districts[City::home]["observed"] == 30);
    CHECK(districts[City::home]["n"] == 60);
    CHECK(districts[City::away]["observed"] == 6);
    CHECK(seen["over_time"]["own"].is_object());
    CHECK(seen["overrides_up"]["status"] == "not_scored");   // the assessor sets the level of lika-36
    for (const auto& one : seen["overrides_down"]["districts"]) CHECK(one["status"] == "not_scored");
    for (const auto& found : {seen["agreement"], seen["agreement"]["alpha"], seen["agreement"]["ac2"]})
        CHECK(found["status"] == "too_few");

    const auto audited = body_of(city.get("audit", "/consistency"));
    CHECK(audited["own"].is_null());
    CHECK(audited["over_time"]["own"].is_null());
    CHECK(city.get("audit", "/consistency/items").status == 200);
    CHECK(city.silent("audit", "GET", "/consistency.csv").status == 200);
    for (const auto* other : {"alva", "skola", "admin"})
        for (const auto* path : {"/consistency", "/consistency/items", "/consistency.csv"})
            CHECK(city.silent(other, "GET", path).status == 403);
    CHECK(city.silent("sven", "GET", "/consistency/items").status == 403);
    CHECK(city.silent("", "GET", "/consistency").status == 401);
    CHECK(city.get("sven", "/consistency?instrument=nothing").status == 404);
}

TEST_CASE("no name, id of a person or worker leaves a district with its figures", "[service][consistency]") {
    City city;
    filled(city, 25);
    for (const auto* path : {"/consistency", "/consistency/items", "/consistency.csv"}) {
        const auto text = city.silent("audit", "GET", path).body;
        REQUIRE_FALSE(text.empty());
        for (const auto& word : {name_of_all, std::string{"worker-"}, std::string{"2012-04"}})
            CHECK(text.find(word) == std::string::npos);
        const auto cases = city.services.vault(City::home)->cases("", 100, "", {"x", city.now, ""});
        for (const auto& one : cases->items) CHECK(text.find(one.id.value) == std::string::npos);
    }
}

TEST_CASE("under 20 assessments nothing is told of a district, and the city's figures say nothing of it", "[service][consistency]") {
    City city;
    filled(city, 30);
    const auto before = body_of(city.get("audit", "/consistency"))["assessments"];
    CHECK(before == 60);
    City small;
    for (int i = 0; i < 19; ++i) sign_one(small, City::home, i, true);
    for (int i = 0; i < 40; ++i) sign_one(small, City::away, i, i % 4 == 0);

    const auto seen = body_of(small.get("sven", "/consistency"));

    CHECK(seen["assessments"] == 40);
    for (const auto& one : seen["high_band"]["districts"]) {
        if (one["district"] != City::home) continue;
        CHECK(one["status"] == "too_few");
        for (const auto* number : {"n", "observed", "expected", "share", "adjusted_p"}) CHECK(one[number].is_null());
    }
}

TEST_CASE("an extract has its purpose in the log, is made at most once an hour, and counts each assessment once", "[service][consistency]") {
    City city;
    filled(city, 22);
    city.get("sven", "/consistency");
    const auto extracts = entries(city, "outcomes_extracted");
    CHECK(extracts == 1);
    CHECK(entries(city, "outcomes_counted") == 1);
    city.get("audit", "/consistency");
    CHECK(entries(city, "outcomes_extracted") == extracts);
    const auto page = city.services.vault(City::home)->log("", 200, "", {"x", city.now, ""});
    for (const auto& entry : page->items)
        if (entry.action == "outcomes_extracted") CHECK(entry.reason == "purpose=consistency");

    city.now += std::chrono::minutes{61};
    for (const auto* who : {"sven", "audit"}) city.sign_in(who);
    sign_one(city, City::home, 100, true);
    CHECK(body_of(city.get("audit", "/consistency"))["assessments"] == 45);
    CHECK(entries(city, "outcomes_counted") == 2);
}

TEST_CASE("an action is recorded once, followed up once, by the own district alone, and the auditor sees it without a name", "[service][consistency]") {
    City city;
    filled(city, 22);
    const json wanted{{"indicator", "high_band"}, {"what", "Gå igenom tio bedömningar"}, {"due_on", "2026-04-01"}};
    const auto made = city.post("sven", "/consistency/actions", wanted, {{"idempotency-key", "one"}});
    REQUIRE(made.status == 201);
    const std::string id = body_of(made)["id"];
    CHECK(body_of(city.post("sven", "/consistency/actions", wanted, {{"idempotency-key", "one"}}))["id"] == id);
    auto other = wanted;
    other["what"] = "Annat";
    CHECK(reason_of(city.post("sven", "/consistency/actions", other, {{"idempotency-key", "one"}})) == "key_reused");
    CHECK(faults_of(city.post("sven", "/consistency/actions", {{"indicator", "x"}, {"what", ""}, {"due_on", "igår"}})).size() == 3);
    CHECK(city.silent("audit", "POST", "/consistency/actions", wanted).status == 403);

    const auto path = "/consistency/actions/" + id + "/follow-up";
    CHECK(city.post("sara", path, {{"outcome", "inte min"}}).status == 404);
    CHECK(city.post("sven", path, {{"outcome", "Åtta av tio lika"}}).status == 201);
    CHECK(city.post("sven", path, {{"outcome", "Åtta av tio lika"}}).status == 201);
    CHECK(reason_of(city.post("sven", path, {{"outcome", "annat"}})) == "already_followed_up");
    const auto mine = body_of(city.get("sven", "/consistency"))["actions"];
    REQUIRE(mine.size() == 1);
    CHECK(mine[0]["followed_up"]["outcome"] == "Åtta av tio lika");
    CHECK(mine[0]["by"]["name"].is_string());
    CHECK(body_of(city.get("sara", "/consistency"))["actions"].empty());
    const auto audited = body_of(city.get("audit", "/consistency"))["actions"];
    REQUIRE(audited.size() == 1);
    CHECK(audited[0]["by"].is_null());
}

TEST_CASE("what was hidden once in a period stays hidden after a restart", "[service][consistency]") {
    City city;
    for (int i = 0; i < 30; ++i) sign_one(city, City::home, i, i < 2);   // two in a high band: too few to show
    for (int i = 0; i < 30; ++i) sign_one(city, City::away, i, i % 2 == 0);
    const auto status = [&] {
        const auto seen = body_of(city.get("audit", "/consistency"));
        for (const auto& one : seen["high_band"]["districts"])
            if (one["district"] == City::home) return one["status"].get<std::string>();
        return seen.dump();
    };
    CHECK(status() == "suppressed");
    for (int i = 0; i < 10; ++i) sign_one(city, City::home, 100 + i, true);
    city.restart();
    city.services.figures = service::new_figures_desk();
    CHECK(status() == "suppressed");
}
