// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/move.h"
#include "storage/vault.h"
#include "tests/storage/fixture.h"
#include "tests/storage/life.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

struct Extracted {
    std::vector<std::string> contents, waiting_since;
    std::vector<Token> cases, waiting;
};

const ExtractRange everything{"lika-8", at(0), at(1000), "2000-01-01", "2999-01-01"};

Extracted extracted(Vault& vault, const ExtractRange& range = everything) {
    Extracted found;
    ExtractVisits visits;
    visits.outcome = [&](Token in_case, Token, const std::string& content) {
        found.cases.push_back(in_case);
        found.contents.push_back(content);
    };
    visits.waiting = [&](Token in_case, Token, const std::string& opened_on) {
        found.waiting.push_back(in_case);
        found.waiting_since.push_back(opened_on);
    };
    REQUIRE(vault.extract(range, visits, supervisor(90)));
    return found;
}

std::vector<Outcome> count_all(Vault& vault) {
    std::vector<Outcome> outcomes;
    const auto found = vault.uncounted(100, supervisor(80));
    REQUIRE(found);
    for (const auto& one : *found) outcomes.push_back({one.assessment.id, one.assessment.final_level.value_or("-")});
    REQUIRE(vault.count(outcomes, supervisor(81)));
    return outcomes;
}

}  // namespace

TEST_CASE("each signed assessment is counted once, with what was known of its case", "[storage][outcome]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto found = norr.vault->uncounted(100, supervisor(80));
    REQUIRE(found);
    REQUIRE(found->size() == 2);   // signed plainly, and the override that was approved in the end
    for (const auto& one : *found) {
        CHECK(one.opened_on == life.opened.opened_on);
        CHECK(one.signs == life.concern.signs);
        CHECK(one.urgency == life.concern.urgency);
        CHECK_FALSE(one.assessment.responses.empty());
    }
    CHECK(std::count_if(found->begin(), found->end(), [](const auto& one) { return one.is_first; }) == 1);

    CHECK(count_all(*norr.vault).size() == 2);
    CHECK(norr.vault->uncounted(100, supervisor(82))->empty());
    REQUIRE(norr.vault->count({{life.signed_one, "again"}}, supervisor(83)));
    CHECK(extracted(*norr.vault).contents == std::vector<std::string>{"high", "-"});
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("outcomes go with their case: purged or moved, nothing of it is counted any more, and it is where it went",
          "[storage][outcome]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    count_all(*norr.vault);
    const auto syd = Vault::create(norr.folder.vaults(), "syd", norr.key);
    REQUIRE(move_case(norr.folder.vaults(), norr.key, {"norr", "syd", life.opened.id, "worker-9"}, supervisor(85), [](const char*) {}));

    CHECK(extracted(*norr.vault).contents.empty());
    CHECK(norr.vault->uncounted(100, supervisor(86))->empty());
    CHECK(count_all(**syd).size() == 2);
    CHECK(extracted(**syd).contents.size() == 2);
    for (const std::string name : {"norr", "syd"}) CHECK(verify_vault(norr.folder.vaults(), name, norr.key).empty());
}

TEST_CASE("an extract holds what was signed in its time with its instrument alone; cases that wait are told apart",
          "[storage][outcome]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto waiting = some_case("Väntande");
    REQUIRE(norr.vault->add_case(waiting, worker(7), {}));
    count_all(*norr.vault);
    const auto signed_in = [&](const std::string& instrument, int from, int until) {
        auto range = everything;
        range.instrument = instrument;
        range.signed_from = at(from);
        range.signed_until = at(until);
        return extracted(*norr.vault, range);
    };

    CHECK(signed_in("lika-8", 0, 1000).contents.size() == 2);
    CHECK(signed_in("psc-17", 0, 1000).contents.empty());
    CHECK(signed_in("lika-8", 6, 1000).contents.size() == 1);
    CHECK(signed_in("lika-8", 0, 6).contents.size() == 1);
    CHECK(extracted(*norr.vault).waiting_since == std::vector{waiting.opened_on});
    CHECK(signed_in("lika-8", 0, 1).waiting.size() == 2);   // what is signed after the time is still waited for in it
    auto later = everything;
    later.opened_from = "2998-01-01";
    CHECK(extracted(*norr.vault, later).waiting.empty());
    CHECK(norr.vault->count({{life.signed_one, std::string(5000, 'x')}}, worker(93)).error().reason == "too_long");
}

TEST_CASE("tokens tell in one extract whose an outcome is, and in another nothing", "[storage][outcome]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    count_all(*norr.vault);
    const auto one = extracted(*norr.vault), other = extracted(*norr.vault);

    REQUIRE(one.cases.size() == 2);
    CHECK(one.cases[0] == one.cases[1]);   // two assessments of one case
    CHECK(one.cases[0] != other.cases[0]);
}
