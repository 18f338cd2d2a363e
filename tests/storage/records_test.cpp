// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/records.h"
#include "storage/detail/rows.h"

#include <catch2/catch.hpp>
#include <random>

#include "storage/city.h"
#include "storage/detail/file.h"
#include "storage/detail/log.h"
#include "storage/detail/page.h"
#include "storage/detail/schema.h"
#include "storage/detail/store.h"
#include "storage/detail/text.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;
using detail::Connection;
using detail::RecordSum;

namespace {

detail::VaultKeys keys_of(const Folder& folder, const std::string& name, const Keyring& key) {
    return std::move(*detail::unlock({folder.vaults(), name}, name, key));
}

/// A vault with a row in every table, closed.
struct Full : District {
    Case opened = some_case("Ett");
    AssessmentId draft, refused;

    Full() {
        const Once once{"worker-1", "key-1", "digest", 201, "{}", ""};
        REQUIRE(vault->add_case(opened, worker(), once));
        REQUIRE(vault->add_concern(some_concern(), worker(), {}));
        OffenceRecord offence;
        offence.id = OffenceId{random_id()};
        offence.in_case = opened.id;
        offence.code = "robbery";
        offence.committed_on = "2026-02-01";
        offence.basis = "convicted";
        offence.recorded_at = at(1);
        REQUIRE(vault->add_offence(offence, worker(), {}));
        draft = drafted();
        refused = drafted();
        Signing signing;
        signing.final_level = "high";
        signing.discretionary = Override{"up", "other", "skäl", "", "", ""};
        signing.result = "{}";
        signing.seen = 2;
        REQUIRE(vault->sign(refused, signing, worker(), {}));
        REQUIRE(vault->approve(refused, false, "nej", supervisor(), {}));
        vault.reset();
    }
    AssessmentId drafted() {
        const auto made = some_draft(opened.id);
        REQUIRE(vault->add_assessment(made, worker(), {}));
        REQUIRE(vault->save_responses(made.id, {rated("I1", 2, "underlag"), rated("I2", 1, "b")}, 1,
                                      "tab", worker()));
        return made.id;
    }
    std::vector<std::string> faults() const {
        std::vector<std::string> reasons;
        for (const auto& fault : verify_vault(folder.vaults(), "norr", key))
            reasons.push_back(fault.reason);
        return reasons;
    }
    Connection with_key() const {
        return {folder.database("norr"), keys_of(folder, "norr", key).cipher,
                Connection::For::writing};
    }
};

using Reasons = std::vector<std::string>;
const std::vector<std::string> tables{"once",       "subject_case", "concern",         "offence",
                                      "assessment", "response",     "decided_override"};

RecordSum some_sum(std::mt19937_64& chance) {
    std::string bytes;
    // Words of all ones and of zeros too: they are where a carry goes wrong.
    for (int i = 0; i < 4; ++i) {
        const auto kind = chance() % 4;
        const auto word = kind == 0 ? 0 : kind == 1 ? ~std::uint64_t{0} : chance();
        for (unsigned shift = 0; shift < 64; shift += 8)
            bytes += static_cast<char>((word >> shift) & 0xFFU);
    }
    return RecordSum{bytes};
}

}  // namespace

TEST_CASE("a sum of records is a group: order does not matter, and taking undoes adding",
          "[storage][records]") {
    std::mt19937_64 chance{20261126};
    for (int i = 0; i < 20'000; ++i) {
        const auto a = some_sum(chance), b = some_sum(chance);
        auto there = a, other = b, back = a;
        there += b;
        other += a;
        back -= b;

        REQUIRE(there == other);
        there -= b;
        back += b;
        REQUIRE(there == a);
        REQUIRE(back == a);
        REQUIRE(RecordSum{a.bytes()} == a);
    }
    RecordSum all{std::string(32, '\xFF')};
    all += RecordSum{std::string{'\x01'} + std::string(31, '\0')};
    CHECK(all == RecordSum{});
}

TEST_CASE("no command leaves a record that its vault's sum does not have", "[storage][records]") {
    Full norr;
    CHECK(norr.faults().empty());

    norr.reopen();
    REQUIRE(norr.vault->save_responses(norr.draft, {rated("I1", 1, "nytt")}, 2, "tab", worker()));
    Signing signing;
    signing.result = "{}";
    signing.seen = 3;
    REQUIRE(norr.vault->sign(norr.draft, signing, worker(), {}));  // its responses are removed
    CHECK(norr.vault->sign(norr.draft, signing, worker(), {}).error().reason == "not_a_draft");
    CHECK(norr.faults().empty());
}

TEST_CASE("a city's records are followed, but for when a session was last seen",
          "[storage][records]") {
    Folder folder;
    const auto key = Keyring::create(folder.keys());
    {
        const auto city = City::create(folder.vaults(), *key);
        Account account;
        account.id = AccountId{"a"};
        account.username = "anna";
        REQUIRE((*city)->add_account(account, worker()));
        REQUIRE((*city)->signed_in({"digest", account.id, "csrf", at(0), at(0)}, 0, worker()));
        REQUIRE((*city)->touch_session("digest", at(9)));
    }
    CHECK(verify_vault(folder.vaults(), "city", *key).empty());

    Connection{folder.database("city"), keys_of(folder, "city", *key).cipher,
               Connection::For::writing}
        .run("UPDATE account SET role = 'administrator'");
    CHECK(verify_vault(folder.vaults(), "city", *key).at(0).reason == "records_changed");
}

TEST_CASE("a record changed, removed or doubled behind the log is found, in every table",
          "[storage][records]") {
    Full norr;
    const auto good = content(norr.folder.database("norr"));
    const std::vector<std::string> changes{
        "UPDATE once SET answer = 'x'",
        "UPDATE subject_case SET assigned_to = 'worker-2'",
        "UPDATE subject_case SET school = 'x'",  // a value where there was none
        "UPDATE subject_case SET personal_number = NULL",
        "UPDATE concern SET text = ''",
        "UPDATE offence SET basis = 'suspected'",
        "UPDATE assessment SET assessor = 'worker-2'",
        "UPDATE response SET rating = rating + 1 WHERE item = 'I1'",
        "UPDATE response SET rating = '2x' WHERE item = 'I1'",
        "UPDATE response SET item = CASE item WHEN 'I1' THEN 'X2' ELSE 'X1' END",
        "UPDATE decided_override SET approved = 1",
        "INSERT INTO decided_override SELECT * FROM decided_override"};
    for (const auto& sql : changes) {
        INFO(sql);
        write(norr.folder.database("norr"), good);
        norr.with_key().run(sql);
        CHECK(norr.faults() == Reasons{"records_changed"});
    }
    for (const auto& table : tables) {
        INFO(table);
        write(norr.folder.database("norr"), good);
        {
            auto connection = norr.with_key();
            connection.run("PRAGMA foreign_keys = OFF");
            connection.run("DROP TRIGGER assessment_with_responses");
            const auto key = detail::order_of(connection, table);
            connection.run("DELETE FROM " + table + " WHERE (" + key + ") = (SELECT " + key +
                           " FROM " + table + " ORDER BY " + key + " LIMIT 1)");
            REQUIRE(connection.changes() == 1);
        }
        CHECK(norr.faults() == Reasons{"records_changed"});
    }
    write(norr.folder.database("norr"), good);
    CHECK(norr.faults().empty());
}

TEST_CASE("no assessment is removed while its responses stay", "[storage][records]") {
    const Full norr;
    auto connection = norr.with_key();
    CHECK_THROWS_AS(connection.run("DELETE FROM assessment WHERE id = ?", norr.draft), detail::SqlFailure);
    CHECK(connection.find<int>("SELECT count(*) FROM assessment WHERE id = ?", norr.draft) == 1);
    connection.run("DELETE FROM response");
    connection.run("DELETE FROM assessment WHERE id = ?", norr.draft);
    CHECK(connection.changes() == 1);
}

TEST_CASE("every page of a vault put back to what it was before is found", "[storage][records]") {
    Full norr;
    const auto file = norr.folder.database("norr");
    const auto before = content(file);
    norr.reopen();
    REQUIRE(norr.vault->save_responses(norr.draft, {rated("I1", 0, "annat")}, 2, "tab", worker()));
    norr.vault.reset();
    const auto after = content(file);
    REQUIRE(after.size() == before.size());

    int replaced = 0;
    for (std::size_t page = 0; page < after.size(); page += detail::page_size) {
        auto mixed = after;
        mixed.replace(page, detail::page_size, before.substr(page, detail::page_size));
        if (mixed == after) continue;
        ++replaced;
        write(file, mixed);
        INFO("page " << page / detail::page_size + 1);
        CHECK_FALSE(norr.faults().empty());
    }
    CHECK(replaced >= 4);  // response, assessment, log, log_head
}

TEST_CASE("an act is refused while the log's head is not that of its last entry",
          "[storage][records]") {
    Full norr;
    norr.with_key().run("DELETE FROM log WHERE sequence = (SELECT max(sequence) FROM log)");
    const auto before = norr.faults();
    REQUIRE(before == Reasons{"entry_missing"});

    norr.reopen();
    CHECK(norr.vault->add_case(some_case(), worker(), {}).error().reason == "log_broken");
    CHECK(norr.vault->case_by_id(norr.opened.id, worker()).error().reason == "log_broken");
    norr.vault.reset();
    CHECK(norr.faults() == before);
}

TEST_CASE("a change without its entry does not happen", "[storage][records]") {
    Folder folder;
    const auto key = Keyring::create(folder.keys());
    const auto store = detail::Store::create(folder.vaults(), "norr", *key, "vault");
    REQUIRE(store);
    const auto insert = [](Connection& connection) -> lika::engine::Result<void> {
        connection.run(
            "INSERT INTO once (account, key, request_digest, status, answer, headers)"
            " VALUES ('a', 'k', '', 1, '', '')");
        return {};
    };

    CHECK((*store)->write(insert).error().reason == "storage_failed");
    CHECK((*store)
              ->act(worker(), [&](detail::Act& act) { return insert(act.connection); })
              .error()
              .reason == "storage_failed");
    const auto count = (*store)->read([](Connection& connection) -> lika::engine::Result<int> {
        return *connection.find<int>("SELECT count(*) FROM once");
    });
    CHECK(*count == 0);
}

namespace {

/// A table as it was in schema 1, with its rows.
void take_back(Connection& connection, const std::string& table, const std::string& columns,
               const std::string& declared) {
    connection.run("ALTER TABLE " + table + " RENAME TO later");
    connection.run("CREATE TABLE " + table + " (" + declared + ")");
    connection.run("INSERT INTO " + table + " SELECT " + columns + " FROM later");
    connection.run("DROP TABLE later");
}

void take_back_later_schemas(Connection& connection) {
    connection.run("DROP TRIGGER assessment_with_responses");
    take_back(connection, "response",
              "assessment, item, rating, missing, evidence, sources, at, editor, revision",
              "assessment TEXT NOT NULL REFERENCES assessment (id), item TEXT NOT NULL, rating "
              "INTEGER, missing TEXT NOT NULL, evidence TEXT NOT NULL, sources TEXT NOT NULL, at "
              "TEXT NOT NULL, editor TEXT NOT NULL, revision INTEGER NOT NULL, UNIQUE (assessment, "
              "item)");
    connection.run("UPDATE assessment SET revision = 2 WHERE state = 'draft'");
    for (const auto* table : {"retention_fact", "purge_proposal", "purge_item", "sent_case", "sent_part", "received_case", "outcome", "uncounted", "given_back", "double_rating", "double_draw"})
        connection.run(std::string{"DROP TABLE "} + table);
    for (const auto* index : {"concern_of_case", "concern_of_number", "once_about", "case_by_opening"})
        connection.run(std::string{"DROP INDEX "} + index);
    take_back(connection, "once", "account, key, request_digest, status, answer, headers",
              "account TEXT NOT NULL, key TEXT NOT NULL, request_digest TEXT NOT NULL, status "
              "INTEGER NOT NULL, answer TEXT NOT NULL, headers TEXT NOT NULL, PRIMARY KEY (account, "
              "key)");
}

}  // namespace

TEST_CASE("a vault of the first schema is sealed when it is opened", "[storage][records]") {
    Full norr;
    {
        auto connection = norr.with_key();
        take_back_later_schemas(connection);
        connection.run("DROP TABLE log_head");
        connection.run(
            "CREATE TABLE log_head (one INTEGER PRIMARY KEY CHECK (one = 1), sequence "
            "INTEGER NOT NULL, mac BLOB NOT NULL)");
        const auto keys = keys_of(norr.folder, "norr", norr.key);
        detail::Blob last;
        std::int64_t sequence = 0;
        {
            auto row = connection.query("SELECT sequence, mac FROM log ORDER BY sequence DESC");
            REQUIRE(row.step());
            row.into(sequence, last);
        }
        const auto head = detail::keyed_mac(
            keys.log, detail::sized("lika-head-1") +
                          detail::number_bytes(static_cast<std::uint64_t>(sequence)) + last.bytes);
        connection.run("INSERT INTO log_head VALUES (1, ?, ?)", sequence, detail::Blob{head});
        connection.run("PRAGMA user_version = 1");
    }
    CHECK(norr.faults().empty());
    norr.reopen();
    CHECK(norr.faults().empty());
    const auto draft = norr.vault->assessment(norr.draft, worker());
    REQUIRE(draft);
    CHECK(draft->revision == 2);
    REQUIRE(draft->responses.size() == 2);
    CHECK(draft->responses[0].item == "I1");
    CHECK(draft->responses[0].rating == 2);
    CHECK(draft->responses[0].evidence == "underlag");
    CHECK(norr.vault->save_responses(norr.draft, {rated("I3", 1, "c")}, 2, "tab", worker())->revision == 3);
    REQUIRE(norr.vault->add_case(some_case(), worker(), {}));
    norr.vault.reset();
    CHECK(norr.faults().empty());
    norr.with_key().run("UPDATE subject_case SET name = 'x'");
    CHECK(norr.faults() == Reasons{"records_changed"});
}

TEST_CASE("a migration that changes rows keeps what was right right and what was wrong wrong",
          "[storage][records]") {
    Full right, wrong;
    wrong.with_key().run("UPDATE subject_case SET name = 'x'");
    for (const auto* norr : {&right, &wrong}) {
        const auto keys = keys_of(norr->folder, "norr", norr->key);
        auto connection = norr->with_key();
        const auto before = detail::sum_records(connection, keys.log);
        connection.run(
            "ALTER TABLE subject_case ADD COLUMN municipality TEXT NOT NULL DEFAULT 's'");
        connection.run("DELETE FROM once");
        detail::carry_head(connection, keys.log, before);
    }

    CHECK(right.faults().empty());
    CHECK(wrong.faults() == Reasons{"records_changed"});
}

TEST_CASE("a column added without values changes no record", "[storage][records]") {
    Full norr;

    norr.with_key().run("ALTER TABLE subject_case ADD COLUMN municipality TEXT");

    CHECK(norr.faults().empty());
}
