// SPDX-License-Identifier: EUPL-1.2
#include "storage/keyring.h"

#include <catch2/catch.hpp>

#include "storage/city.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

constexpr auto private_file = fs::perms::owner_read | fs::perms::owner_write;

std::string refusal(const Folder& folder) {
    const auto opened = Keyring::open(folder.keys());
    return opened ? "opened" : opened.error().reason;
}

}  // namespace

TEST_CASE("a key file is private, and nothing of its making is left beside it", "[storage][key]") {
    const Folder folder;

    REQUIRE(Keyring::create(folder.keys()));

    CHECK(fs::status(folder.key_file()).permissions() == private_file);
    CHECK(fs::status(folder.key_file().parent_path()).permissions() == fs::perms::owner_all);
    CHECK(fs::status(folder.keys() / "root.key").permissions() == private_file);
    CHECK(contents(folder.path()).size() == 2);
}

TEST_CASE("a key file is never overwritten", "[storage][key]") {
    const Folder folder;
    REQUIRE(Keyring::create(folder.keys()));
    const auto before = content(folder.key_file());

    const auto again = Keyring::create(folder.keys());

    REQUIRE_FALSE(again);
    CHECK(again.error().reason == "key_file_exists");
    CHECK(content(folder.key_file()) == before);
}

TEST_CASE("a key file that is missing, empty, cut off, grown or changed in any byte is refused",
          "[storage][key]") {
    const Folder folder;
    REQUIRE(Keyring::create(folder.keys()));
    const auto good = content(folder.key_file());
    const auto file = folder.key_file();

    fs::remove(file);
    CHECK(refusal(folder) == "key_file_missing");
    for (std::size_t size = 0; size < good.size(); ++size) {
        write(file, good.substr(0, size));
        CHECK(refusal(folder) == "key_file_malformed");
    }
    write(file, good + "x");
    CHECK(refusal(folder) == "key_file_malformed");
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        write(file, changed);
        CHECK(refusal(folder) == "key_file_malformed");
    }
    write(file, good);
    CHECK(refusal(folder) == "opened");
}

TEST_CASE("the same key file opens the same vault again", "[storage][key]") {
    const Folder folder;
    REQUIRE(City::create(folder.vaults(), *Keyring::create(folder.keys())));

    CHECK(City::open(folder.vaults(), *Keyring::open(folder.keys())));
}
