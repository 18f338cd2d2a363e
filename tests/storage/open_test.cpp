// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/city.h"
#include "storage/detail/store.h"
#include "storage/password.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// Opens and expects a refusal that leaves every byte, and makes no file.
std::string refusal(const Folder& folder, const Keyring& key, const std::string& name = "norr") {
    const auto before = contents(folder.path());
    std::string reason = "opened";
    if (const auto opened = Vault::open(folder.vaults(), name, key); !opened)
        reason = opened.error().reason;
    CHECK(contents(folder.path()) == before);
    return reason;
}

detail::VaultKeys keys_of(const District& district) {
    return std::move(*detail::unlock({district.folder.vaults(), "norr"}, "norr", district.key));
}

}  // namespace

TEST_CASE("the linked library encrypts", "[storage][open]") {
    CHECK(prove_cipher());
}

TEST_CASE("a vault's files are private and do not begin as a plain database", "[storage][open]") {
    District norr;
    REQUIRE(norr.vault->add_case(some_case(), worker(), {}));

    for (const auto& entry : fs::directory_iterator{norr.folder.vaults()})
        CHECK(fs::status(entry).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(fs::status(norr.folder.vaults()).permissions() == fs::perms::owner_all);
    CHECK(content(norr.folder.database("norr")).substr(0, 15) != "SQLite format 3");
    CHECK(vault_names(norr.folder.vaults()) == std::vector<std::string>{"norr"});
}

TEST_CASE("a vault is made once, under a name that is a file name", "[storage][open]") {
    District norr;

    CHECK(Vault::create(norr.folder.vaults(), "norr", norr.key).error().reason == "vault_exists");
    for (const auto* name : {"", "../x", "City", "city", "a b", "norr-2"})
        CHECK(Vault::create(norr.folder.vaults(), name, norr.key).error().reason ==
              "bad_vault_name");
}

TEST_CASE("making a vault that was cut short at any moment starts over or is finished",
          "[storage][open]") {
    const Folder folder;
    const auto key = Keyring::create(folder.keys());
    REQUIRE(Vault::create(folder.vaults(), "norr", *key));
    const auto wrapped = folder.vaults() / "norr.key";

    fs::rename(wrapped, folder.vaults() /
                            "norr.key.new");  // its database has its name, the pointer is missing
    CHECK(vault_names(folder.vaults()).empty());
    CHECK(Vault::create(folder.vaults(), "norr", *key));

    fs::rename(wrapped, folder.vaults() / "norr.key.new");
    fs::rename(folder.database("norr"), folder.vaults() / "norr.db.new");
    CHECK(Vault::create(folder.vaults(), "norr", *key));
    CHECK(contents(folder.vaults()).size() == 2);
    CHECK(Vault::open(folder.vaults(), "norr", *key));
}

TEST_CASE("a database whose key file is gone is not taken for a vault cut short",
          "[storage][open]") {
    District norr;
    norr.vault.reset();
    fs::remove(norr.folder.vaults() / "norr.key");

    CHECK(Vault::create(norr.folder.vaults(), "norr", norr.key).error().reason == "vault_exists");
}

TEST_CASE("the wrong key file is refused and changes nothing", "[storage][open]") {
    District norr;
    REQUIRE(norr.vault->add_case(some_case(), worker(), {}));
    const auto other = Keyring::create(norr.folder.path() / "other");

    CHECK(refusal(norr.folder, *other) == "wrong_key");  // while it is in use, with its WAL
    norr.vault.reset();
    CHECK(refusal(norr.folder, *other) == "wrong_key");
}

TEST_CASE("a wrapped key that is missing, empty, cut off, changed or another vault's is refused",
          "[storage][open]") {
    District norr;
    norr.vault.reset();
    const auto file = norr.folder.vaults() / "norr.key";
    const auto good = content(file);

    fs::remove(file);
    CHECK(refusal(norr.folder, norr.key) == "wrapped_key_missing");
    for (const std::size_t size : {0U, 1U, 16U, 24U, 95U}) {
        write(file, good.substr(0, size));
        CHECK(refusal(norr.folder, norr.key) == "wrapped_key_malformed");
    }
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        write(file, changed);
        CHECK(refusal(norr.folder, norr.key) == (i < 16 ? "wrapped_key_malformed" : "wrong_key"));
    }
    REQUIRE(Vault::create(norr.folder.vaults(), "soder", norr.key));
    write(file, content(norr.folder.vaults() / "soder.key"));
    CHECK(refusal(norr.folder, norr.key) == "wrong_key");
    write(file, good);
    CHECK(Vault::open(norr.folder.vaults(), "norr", norr.key));
}

TEST_CASE("another vault's database under this name is refused and unchanged", "[storage][open]") {
    District norr;
    norr.vault.reset();
    REQUIRE(Vault::create(norr.folder.vaults(), "soder", norr.key));

    write(norr.folder.database("norr"), content(norr.folder.database("soder")));

    CHECK(refusal(norr.folder, norr.key) == "wrong_key");
}

TEST_CASE("a database that is missing, empty, cut off or plain is refused and never made anew",
          "[storage][open]") {
    District norr;
    norr.vault.reset();
    const auto file = norr.folder.database("norr");
    const auto good = content(file);

    fs::remove(file);
    CHECK(refusal(norr.folder, norr.key) == "vault_missing");
    write(file, "");
    CHECK(refusal(norr.folder, norr.key) == "vault_cut_off");
    write(file, good.substr(0, 4095));
    CHECK(refusal(norr.folder, norr.key) == "vault_cut_off");
    write(file, "SQLite format 3" + std::string(8192, '\0'));
    CHECK(refusal(norr.folder, norr.key) == "not_encrypted");
    write(file, std::string(8192, '\0'));
    CHECK(refusal(norr.folder, norr.key) == "wrong_key");
    CHECK(refusal(norr.folder, norr.key, "../vaults/norr") == "vault_missing");
    CHECK(refusal(norr.folder, norr.key, "city") == "vault_missing");
}

TEST_CASE("a vault of a newer version is refused and keeps its number", "[storage][open]") {
    District norr;
    norr.vault.reset();
    const auto keys = keys_of(norr);
    const auto file = norr.folder.database("norr");
    detail::Connection{file, keys.cipher, detail::Connection::For::writing}.run(
        "PRAGMA user_version = 99");

    CHECK(refusal(norr.folder, norr.key) == "newer_schema");
    detail::Connection again{file, keys.cipher, detail::Connection::For::reading};
    CHECK(again.schema_number() == 99);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).at(0).reason == "newer_schema");
}

TEST_CASE("an opened vault gives no way to attach, configure or export", "[storage][open]") {
    District norr;
    norr.vault.reset();
    const auto keys = keys_of(norr);
    detail::Connection connection{norr.folder.database("norr"), keys.cipher,
                                  detail::Connection::For::writing};
    connection.restrict();

    CHECK_THROWS_AS(connection.run("ATTACH 'x' AS x"), detail::SqlFailure);
    CHECK_THROWS_AS(connection.run("PRAGMA rekey = 'x'"), detail::SqlFailure);
    CHECK_THROWS_AS(connection.run("PRAGMA temp_store = FILE"), detail::SqlFailure);
    CHECK_THROWS_AS(connection.run("SELECT sqlcipher_export('main')"), detail::SqlFailure);
    CHECK_NOTHROW(connection.run("SELECT count(*) FROM log"));
}

TEST_CASE("a password is matched by its own hash alone", "[storage][password]") {
    const auto hash = hash_password("lagom långt lösen");

    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$"));
    CHECK(password_matches("lagom långt lösen", *hash));
    CHECK_FALSE(password_matches("lagom långt lösen ", *hash));
    CHECK_FALSE(password_matches("", "no hash"));
    spend_password_time("x");
    CHECK(digest("") == "DldRwCblQ7Loqy6wYJnaodHl30d3j3eH-qtFzfEv46g");
}
