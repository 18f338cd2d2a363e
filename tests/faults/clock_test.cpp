// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/faults/acts.h"

using namespace lika;
using namespace lika::storage;
using namespace lika::storage::tests;

TEST_CASE("the log follows its sequence when the clock goes back, leaps or repeats an hour",
          "[faults][clock]") {
    District norr;
    const std::vector<std::string> times{
        "2026-03-02T08:00:00.000Z", "2028-02-29T23:59:59.999Z", "2028-02-28T00:00:00.000Z",
        "2026-10-25T00:59:59.999Z", "2026-10-25T01:00:00.000Z", "2026-10-25T00:30:00.000Z",
        "1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2026-03-02T08:00:00.000Z"};
    for (std::size_t i = 0; i < times.size(); ++i) {
        const Actor actor{"worker-1", *read_instant(times[i]), ""};
        auto opened = some_case();
        opened.id = CaseId{"case-" + std::to_string(i)};
        opened.opened_at = actor.at;
        auto concern = some_concern();
        concern.received_at = actor.at;
        REQUIRE(norr.vault->add_case(opened, actor, {}));
        REQUIRE(norr.vault->add_concern(concern, actor, {}));
    }

    norr.reopen();
    const auto log = norr.vault->log("", 1000, "", supervisor());
    REQUIRE(log);
    std::vector<std::string> said;  // the log is read newest first
    for (const auto& entry : log->items)
        if (entry.action == "case_opened") said.insert(said.begin(), to_string(entry.at));
    CHECK(said == times);
    std::size_t found = 0;
    std::string cursor;
    do {
        const auto page = norr.vault->concerns("", 2, cursor, supervisor());
        REQUIRE(page);
        found += page->items.size();
        cursor = page->next;
    } while (!cursor.empty());
    CHECK(found == times.size());
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}
