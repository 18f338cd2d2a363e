// SPDX-License-Identifier: EUPL-1.2
#include "service/open_vaults.h"

#include <catch2/catch.hpp>
#include <thread>

#include "storage/keyring.h"
#include "tests/support/command.h"

using namespace lika;

namespace {

/// Four districts with a vault each, of which two stay open; counts how often one is opened.
struct Districts {
    Districts() {
        auto made = storage::Keyring::create(folder.path() / "keys");
        REQUIRE(made);
        key = std::make_shared<storage::Keyring>(std::move(*made));
        for (const auto& name : names) REQUIRE(storage::Vault::create(folder.path() / "vaults", name, *key));
    }

    const std::vector<std::string> names{"bromma", "farsta", "kista", "norrmalm"};
    tests::TestFolder folder;
    std::shared_ptr<storage::Keyring> key;
    std::map<std::string, int> opened;
    service::OpenVaults vaults{names, 2, [this](const std::string& name) {
                                   ++opened[name];
                                   return storage::Vault::open(folder.path() / "vaults", name, *key);
                               }};
};

}  // namespace

TEST_CASE("no more vaults stay open than were asked for; the last used do", "[service][vault]") {
    Districts city;
    for (const auto& name : city.names) REQUIRE(city.vaults.open(name));

    CHECK(city.vaults.count() == 2);
    REQUIRE(city.vaults.open("kista"));
    REQUIRE(city.vaults.open("bromma"));   // in place of norrmalm
    REQUIRE(city.vaults.open("kista"));
    CHECK(city.opened == std::map<std::string, int>{{"bromma", 2}, {"farsta", 1}, {"kista", 1}, {"norrmalm", 1}});
}

TEST_CASE("a vault in use is neither closed nor opened beside itself", "[service][vault]") {
    Districts city;
    std::vector<std::shared_ptr<storage::Vault>> used;
    for (const auto& name : city.names) used.push_back(*city.vaults.open(name));

    CHECK(city.vaults.count() == 4);
    for (std::size_t i = 0; i < used.size(); ++i) CHECK(*city.vaults.open(city.names[i]) == used[i]);
    used.clear();
    REQUIRE(city.vaults.open("farsta"));
    CHECK(city.opened == std::map<std::string, int>{{"bromma", 1}, {"farsta", 1}, {"kista", 1}, {"norrmalm", 1}});
}

TEST_CASE("a district without a vault has none; one that cannot be opened says why, and may be later", "[service][vault]") {
    Districts city;
    CHECK(*city.vaults.open("skarpnack") == nullptr);
    const auto file = city.folder.path() / "vaults/farsta.key";
    std::filesystem::rename(file, file.string() + ".away");

    CHECK(city.vaults.open("farsta").error().reason == "wrapped_key_missing");
    std::filesystem::rename(file.string() + ".away", file);
    CHECK(*city.vaults.open("farsta") != nullptr);
}

TEST_CASE("many threads in more districts than stay open lose no act", "[service][vault]") {
    Districts city;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&city, thread] {
            for (int i = 0; i < 40; ++i) {
                const auto vault = *city.vaults.open(city.names[static_cast<std::size_t>(i + thread) % 4]);
                if (!vault->log_refused("test", "x", {"worker", {}, ""})) std::abort();
            }
        });
    for (auto& thread : threads) thread.join();

    std::int64_t entries = 0;
    for (const auto& name : city.names) {
        const auto vault = *city.vaults.open(name);
        std::string cursor;
        do {
            const auto page = vault->log("", 100, cursor, {"worker", {}, ""});
            REQUIRE(page);
            for (const auto& entry : page->items) entries += entry.action == "test" ? 1 : 0;
            cursor = page->next;
        } while (!cursor.empty());
    }
    CHECK(entries == 160);
}
