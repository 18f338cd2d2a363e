// SPDX-License-Identifier: EUPL-1.2
#include "storage/rotate.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "storage/checkpoint.h"
#include "storage/detail/rows.h"
#include "storage/detail/store.h"
#include "storage/detail/vault_key.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

void nobody_listens(const char*) {}

/// A closed vault with a case, a draft and a concern.
struct Closed : District {
    Closed() {
        in_case = some_case();
        REQUIRE(vault->add_case(in_case, worker(), {}));
        REQUIRE(vault->add_assessment(some_draft(in_case.id), worker(), {}));
        REQUIRE(vault->add_concern(some_concern(), worker(), {}));
        vault.reset();
    }
    lika::engine::Result<std::uint64_t> rotate(const RotationProgress& progress = nobody_listens) const {
        return lika::storage::rotate(folder.vaults(), "norr", key, supervisor(5), progress);
    }
    std::vector<TableDigest> rows() const {
        const auto opened = detail::open_keys(folder.vaults(), "norr", key);
        REQUIRE(opened);
        detail::Connection connection{opened->database, opened->keys.cipher, detail::Connection::For::reading};
        auto tables = detail::digest_tables(connection);
        std::erase_if(tables, [](const auto& table) { return table.table == "log" || table.table == "log_head"; });
        return tables;
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        const auto reading = detail::VaultFiles{folder.vaults(), "norr"}.database.filename().string() + "-";
        for (const auto& entry : fs::directory_iterator{folder.vaults()})
            if (!entry.path().filename().string().starts_with(reading)) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
    std::vector<VaultFault> faults() const { return verify_vault(folder.vaults(), "norr", key, {}); }

    Case in_case;
};

}  // namespace

TEST_CASE("a rotated vault has every row, another data key and one more entry", "[storage][rotate]") {
    const Closed norr;
    const auto rows = norr.rows();
    const auto old_cipher = std::string{detail::open_keys(norr.folder.vaults(), "norr", norr.key)->keys.cipher.view()};

    CHECK(*norr.rotate() == 2);

    CHECK(norr.rows() == rows);
    CHECK(norr.files() == std::vector<std::string>{"norr-2.db", "norr.key"});
    CHECK(detail::open_keys(norr.folder.vaults(), "norr", norr.key)->keys.cipher.view() != old_cipher);
    CHECK(norr.faults().empty());
    const auto vault = Vault::open(norr.folder.vaults(), "norr", norr.key);
    REQUIRE(vault);
    const auto newest = (*vault)->log("", 1, "", worker())->items.at(0);
    CHECK(newest.action == "data_key_rotated");
    CHECK(newest.object == "2");
    CHECK(newest.actor == "supervisor-1");
}

TEST_CASE("work goes on after a rotation, and after the next", "[storage][rotate]") {
    Closed norr;
    for (std::uint64_t generation = 2; generation < 5; ++generation) {
        REQUIRE(*norr.rotate() == generation);
        norr.reopen();
        REQUIRE(norr.vault->add_case(some_case("Ny"), worker(), {}));
        norr.vault.reset();
        CHECK(norr.faults().empty());
        CHECK(vault_status(norr.folder.vaults(), "norr", norr.key)->generation == generation);
    }
    CHECK(norr.files() == std::vector<std::string>{"norr-4.db", "norr.key"});
}

TEST_CASE("the old wrapped key and the old file, put back together, are an older vault the checkpoints tell of",
          "[storage][rotate]") {
    Closed norr;
    const auto old = contents(norr.folder.vaults());
    REQUIRE(norr.rotate());
    const auto place = norr.folder.path() / "elsewhere";
    fs::create_directories(place);
    REQUIRE(write_checkpoint(norr.folder.vaults(), "norr", norr.key, place, at(9), false));
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key, checkpoint_file(place, "norr")).empty());

    for (const auto& [file, bytes] : old) write(file, bytes);

    const auto found = verify_vault(norr.folder.vaults(), "norr", norr.key, checkpoint_file(place, "norr"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].reason == "rolled_back");
}

TEST_CASE("a vault that somebody has open is not rotated", "[storage][rotate]") {
    Closed norr;
    norr.reopen();

    CHECK(norr.rotate().error().reason == "vault_in_use");

    CHECK(norr.vault->add_case(some_case("Ny"), worker(), {}));
    norr.vault.reset();
    CHECK(norr.faults().empty());
    CHECK(norr.rotate());
}

TEST_CASE("a damaged vault is not rotated as if it were sound", "[storage][rotate]") {
    const Closed norr;
    auto bytes = content(norr.folder.database("norr"));
    bytes[bytes.size() - 3000] = static_cast<char>(bytes[bytes.size() - 3000] ^ 1);
    write(norr.folder.database("norr"), bytes);

    const auto refused = norr.rotate();

    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "vault_damaged");
    CHECK(norr.files() == std::vector<std::string>{"norr.db", "norr.key"});
}

TEST_CASE("a rotation that is stopped leaves one vault, and the next run finishes", "[storage][rotate]") {
    const Closed norr;
    const auto rows = norr.rows();
    for (const std::string stop : {"copying", "checking", "switching"}) {
        CHECK_FALSE(norr.rotate([&](const char* stage) {
            if (stage == stop) throw std::runtime_error{"stopped"};
        }));
        CHECK(norr.rows() == rows);
        CHECK(norr.faults().empty());
    }
    CHECK(*norr.rotate() == 2);
    CHECK(norr.files() == std::vector<std::string>{"norr-2.db", "norr.key"});
}

TEST_CASE("an old file that a stop after the switch left goes at the next opening", "[storage][rotate]") {
    Closed norr;
    const auto old = content(norr.folder.database("norr"));
    REQUIRE(norr.rotate());
    write(norr.folder.database("norr"), old);

    norr.reopen();

    CHECK_FALSE(fs::exists(norr.folder.database("norr")));
}

TEST_CASE("a rotation under way is no fault to those who open or check the vault meanwhile", "[storage][rotate]") {
    const Closed norr;
    std::atomic<bool> is_over = false;
    std::thread rotating{[&] {
        for (int done = 0, tries = 0; done < 5 && tries < 2000; ++tries)
            done += norr.rotate() ? 1 : 0;   // vault_in_use now and then
        is_over = true;
    }};
    std::set<std::string> refused;
    while (!is_over) {
        if (const auto vault = Vault::open(norr.folder.vaults(), "norr", norr.key); !vault) refused.insert(vault.error().reason);
        for (const auto& fault : norr.faults()) refused.insert(fault.reason);
        std::this_thread::sleep_for(std::chrono::milliseconds{3});
    }
    rotating.join();

    CHECK(refused == std::set<std::string>{});
    CHECK(norr.faults().empty());
    CHECK(vault_status(norr.folder.vaults(), "norr", norr.key)->generation == 6);
}
