// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/detail/store.h"
#include "tests/storage/fixture.h"
#include "tests/support/failing_disk.h"

using namespace lika::storage;
using namespace lika::storage::tests;
using detail::Connection;
using lika::tests::FailingDisk;

namespace {

/// A connection as a vault's commands have it.
struct Guarded {
    District norr;
    detail::VaultKeys keys = unlocked();
    Connection connection{norr.folder.database("norr"), keys.cipher, Connection::For::writing};

    Guarded() { connection.restrict(); }
    detail::VaultKeys unlocked() {
        norr.vault.reset();
        return std::move(*detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key));
    }
};

bool is_refused(Connection& connection, const std::string& sql) {
    try {
        connection.run(sql);
        return false;
    } catch (const detail::SqlFailure&) {
        return true;
    }
}

}  // namespace

TEST_CASE("an opened vault refuses each way to attach, configure, load or export",
          "[storage][guards]") {
    Guarded vault;
    for (const auto* sql : {"ATTACH ':memory:' AS x",
                            "ATTACH 'x.db' AS x KEY ''",
                            "DETACH main",
                            "PRAGMA key = 'x'",
                            "PRAGMA rekey = 'x'",
                            "PRAGMA hexkey = '00'",
                            "PRAGMA hexrekey = '00'",
                            "PRAGMA cipher = 'rc4'",
                            "PRAGMA cipher_page_size = 1024",
                            "PRAGMA cipher_use_hmac = OFF",
                            "PRAGMA cipher_migrate",
                            "PRAGMA kdf_iter = 1",
                            "PRAGMA temp_store = FILE",
                            "PRAGMA temp_store_directory = '/tmp'",
                            "PRAGMA writable_schema = ON",
                            "PRAGMA journal_mode = DELETE",
                            "PRAGMA synchronous = OFF",
                            "PRAGMA wal_autocheckpoint = 1",
                            "PRAGMA wal_checkpoint",
                            "PRAGMA foreign_keys = OFF",
                            "PRAGMA mmap_size = 1000000",
                            "PRAGMA user_version = 99",
                            "PRAGMA query_only = OFF",
                            "SELECT load_extension('x')",
                            "SELECT sqlcipher_export('main')",
                            "SELECT fts3_tokenizer('x', x'00')",
                            "CREATE VIRTUAL TABLE t USING fts4(a)",
                            "CREATE VIRTUAL TABLE t USING rtree(a, b, c)"}) {
        INFO(sql);
        CHECK(is_refused(vault.connection, sql));
    }
    CHECK_FALSE(is_refused(vault.connection, "SELECT count(*) FROM log"));
}

TEST_CASE("a vault's connection takes no huge value, no huge SQL and no second database",
          "[storage][guards]") {
    Guarded vault;
    const auto length_of = [&](std::size_t size) {
        return vault.connection.find<std::int64_t>("SELECT length(?)", std::string(size, 'x'));
    };
    Connection unguarded{vault.norr.folder.database("norr"), vault.keys.cipher,
                         Connection::For::writing};

    CHECK(length_of(16U << 20U) == 16 << 20);
    CHECK_THROWS_AS(length_of((16U << 20U) + 1), detail::SqlFailure);
    CHECK(is_refused(vault.connection, "SELECT 1 --" + std::string(64 * 1024, ' ')));
    CHECK(is_refused(unguarded, "ATTACH ':memory:' AS x"));
}

TEST_CASE("a reader can neither write nor read for ever", "[storage][guards]") {
    Guarded vault;
    Connection reader{vault.norr.folder.database("norr"), vault.keys.cipher,
                      Connection::For::reading};
    reader.restrict();
    const std::string endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    std::string reason;
    reader.set_deadline(std::chrono::steady_clock::now() + std::chrono::milliseconds{50});
    try {
        reader.run(endless);
    } catch (const detail::SqlFailure& failure) {
        reason = failure.as_error().reason;
    }

    CHECK(reason == "read_too_long");
    reader.set_deadline(std::chrono::steady_clock::now() + std::chrono::seconds{10});
    CHECK_FALSE(is_refused(reader, "SELECT count(*) FROM log"));
    CHECK(is_refused(reader, "DELETE FROM log_head"));
}

TEST_CASE("a disk that was full or read-only needs no restart afterwards", "[storage][guards]") {
    for (const int trouble : {ENOSPC, EDQUOT, EROFS}) {
        District norr;
        const auto in_case = some_case();
        REQUIRE(norr.vault->add_case(in_case, worker(), {}));
        {
            const FailingDisk disk{0, trouble};
            const auto refused = norr.vault->add_case(some_case(), worker(), {});
            CHECK(refused.error().reason == (trouble == EROFS ? "storage_failed" : "disk_full"));
            CHECK_FALSE(norr.vault->case_by_id(in_case.id, worker()));  // it cannot be logged
            CHECK(*norr.vault->assigned_to(in_case.id) == "worker-1");
        }
        CHECK(norr.vault->add_case(some_case(), worker(), {}));
        CHECK(norr.vault->case_by_id(in_case.id, worker()));
        CHECK(norr.vault->cases("", 10, "", worker())->items.size() == 2);
    }
}
