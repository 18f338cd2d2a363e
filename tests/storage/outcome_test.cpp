// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/move.h"
#include "storage/vault.h"
#include "tests/storage/fixture.h"
#include "tests/storage/life.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// What an extract of the whole time gives, as "case content".
std::vector<std::string> extracted(Vault& vault) {
    std::vector<std::string> rows;
    REQUIRE(vault.extract("lika-8", at(0), at(1000), [&](const auto& in_case, const auto&, const auto& content) {
        rows.push_back(in_case + " " + content);
    }, supervisor(90)));
    return rows;
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
    CHECK(extracted(*norr.vault).size() == 2);
    REQUIRE(norr.vault->count({{life.signed_one, "again"}}, supervisor(83)));
    CHECK(extracted(*norr.vault) == std::vector<std::string>{life.opened.id.value + " high", life.opened.id.value + " -"});
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("outcomes go with their case: purged or moved, nothing of it is counted any more, and it is where it went",
          "[storage][outcome]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    count_all(*norr.vault);
    const auto syd = Vault::create(norr.folder.vaults(), "syd", norr.key);
    REQUIRE(move_case(norr.folder.vaults(), norr.key, {"norr", "syd", life.opened.id, "worker-9"}, supervisor(85), [](const char*) {}));

    CHECK(extracted(*norr.vault).empty());
    CHECK(norr.vault->uncounted(100, supervisor(86))->empty());
    CHECK(count_all(**syd).size() == 2);
    CHECK(extracted(**syd).size() == 2);
    for (const std::string name : {"norr", "syd"}) CHECK(verify_vault(norr.folder.vaults(), name, norr.key).empty());
}

TEST_CASE("an extract holds what was signed in its time with its instrument alone; cases that wait are told apart",
          "[storage][outcome]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto waiting = some_case("Väntande");
    REQUIRE(norr.vault->add_case(waiting, worker(7), {}));
    count_all(*norr.vault);
    const auto rows = [&](const std::string& instrument, int from, int until) {
        int found = 0;
        REQUIRE(norr.vault->extract(instrument, at(from), at(until), [&](const auto&, const auto&, const auto&) { ++found; }, worker(90)));
        return found;
    };

    CHECK(rows("lika-8", 0, 1000) == 2);
    CHECK(rows("psc-17", 0, 1000) == 0);
    CHECK(rows("lika-8", 6, 1000) == 1);
    CHECK(rows("lika-8", 0, 6) == 1);
    const auto open = norr.vault->waiting_cases("lika-8", waiting.opened_on, worker(91));
    REQUIRE(open);
    REQUIRE(open->size() == 1);
    CHECK(open->front().id == waiting.id);
    CHECK(norr.vault->waiting_cases("lika-8", "2999-01-01", worker(92))->empty());
    CHECK(norr.vault->count({{life.signed_one, std::string(5000, 'x')}}, worker(93)).error().reason == "too_long");
}
