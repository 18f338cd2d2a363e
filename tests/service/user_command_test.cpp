// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "service/totp.h"
#include "storage/city.h"
#include "storage/keyring.h"
#include "storage/password.h"
#include "storage/vault.h"
#include "tests/support/command.h"

using namespace lika;
using tests::TestFolder;

namespace {

/// A city without accounts: its configuration, its key and its vaults.
class EmptyCity {
public:
    EmptyCity() {
        std::filesystem::create_directories(folder.path() / "keys");
        std::filesystem::create_directories(folder.path() / "vaults");
        config = folder.write("lika.xml", "<lika/>");
        auto key = storage::Keyring::create(folder.path() / "keys");
        REQUIRE(key);
        REQUIRE(storage::City::create(vaults(), *key));
        REQUIRE(storage::Vault::create(vaults(), "farsta", *key));
    }

    std::filesystem::path vaults() const { return folder.path() / "vaults"; }

    storage::Account account(const std::string& username) const {
        const auto key = storage::Keyring::open(folder.path() / "keys");
        REQUIRE(key);
        const auto city = storage::City::open(vaults(), *key);
        REQUIRE(city);
        const auto found = (*city)->account_by_username(username);
        REQUIRE(found);
        return *found;
    }

    tests::Ran add(const std::string& username, const std::string& password, std::vector<std::string> more = {}) const {
        std::vector<std::string> all{"user", "add", "--config", config, "--username", username, "--name", "A. Berg"};
        if (more.empty()) more = {"--role", "auditor"};
        all.insert(all.end(), more.begin(), more.end());
        return tests::run(all, password + "\n");
    }

    TestFolder folder;
    std::string config;
};

}  // namespace

TEST_CASE("an account is added with the password from standard input", "[service][user]") {
    const EmptyCity city;

    const auto ran = city.add("a.berg", "kanel ugglan springer", {"--role", "social_worker", "--district", "farsta"});

    CHECK(ran.err.empty());
    CHECK(ran.status == 0);
    CHECK(ran.out == "added a.berg\n");
    const auto account = city.account("a.berg");
    CHECK(account.role == "social_worker");
    CHECK(account.district == "farsta");
    CHECK(account.draft_key.size() == 43);   // 32 bytes in base64url
    CHECK(storage::password_matches("kanel ugglan springer", account.password_hash));
    CHECK_FALSE(account.totp_secret);
}

TEST_CASE("an account can ask for a one-time code too", "[service][user]") {
    const EmptyCity city;

    const auto ran = city.add("a.berg", "kanel ugglan springer", {"--role", "administrator", "--totp"});

    REQUIRE(ran.status == 0);
    const auto secret = city.account("a.berg").totp_secret;
    REQUIRE(secret);
    CHECK(ran.out == "added a.berg\none-time code secret " + *secret + "\n");
    const auto bytes = service::read_base32(*secret);
    REQUIRE(bytes);
    CHECK(bytes->size() == 20);
}

TEST_CASE("a poor password, a wrong account and a taken username add nothing", "[service][user]") {
    const EmptyCity city;

    const auto poor = city.add("a.berg", "short");
    CHECK(poor.status == 1);
    CHECK(poor.err == "password_too_short\n");
    const auto none = city.add("a.berg", "");
    CHECK(none.status == 1);
    const auto wrong = city.add("A", "kanel ugglan springer", {"--role", "supervisor"});
    CHECK(wrong.status == 1);
    CHECK(wrong.err == "username: username_malformed\ndistrict: district_required\n");
    const auto ended = city.add("a.berg", "kanel ugglan springer", {"--role", "supervisor", "--district", "norrmalm"});
    CHECK(ended.err == "district: unknown_district\n");
    CHECK(city.add("a.berg", "kanel ugglan springer").status == 0);
    const auto taken = city.add("a.berg", "ugglan springer kanel");
    CHECK(taken.status == 1);
    CHECK(taken.err.starts_with("username_taken"));
    CHECK(storage::password_matches("kanel ugglan springer", city.account("a.berg").password_hash));
}

TEST_CASE("an account is disabled and its password reset", "[service][user]") {
    const EmptyCity city;
    REQUIRE(city.add("a.berg", "kanel ugglan springer").status == 0);

    const auto reset = tests::run({"user", "reset", "--config", city.config, "--username", "a.berg"}, "ugglan springer kanel\n");
    CHECK(reset.status == 0);
    CHECK(reset.out == "reset a.berg\n");
    CHECK(storage::password_matches("ugglan springer kanel", city.account("a.berg").password_hash));
    const auto disabled = tests::run({"user", "disable", "--config", city.config, "--username", "a.berg"});
    CHECK(disabled.status == 0);
    CHECK(city.account("a.berg").disabled);
    const auto nobody = tests::run({"user", "disable", "--config", city.config, "--username", "nobody"});
    CHECK(nobody.status == 1);
    CHECK(nobody.err.starts_with("no_such_account"));
}

TEST_CASE("a city that cannot be opened is named", "[service][user]") {
    const TestFolder folder;

    const auto no_config = tests::run({"log", "verify", "--config", folder / "lika.xml"});
    CHECK(no_config.status == 1);
    CHECK(no_config.err.starts_with("config_missing: " + folder / "lika.xml" + "\nName the city's configuration"));
    const auto config = folder.write("lika.xml", "<lika/>");
    const auto no_key = tests::run({"user", "disable", "--config", config, "--username", "a.berg"});
    CHECK(no_key.status == 1);
    CHECK(no_key.err.starts_with("key_file_missing"));
}

TEST_CASE("a password given as an argument is wrong usage", "[service][user]") {
    const EmptyCity city;

    CHECK(city.add("a.berg", "", {"--role", "auditor", "--password", "kanel ugglan springer"}).status == 2);
}

TEST_CASE("every vault of a sound city verifies, the city's own too", "[service][log]") {
    const EmptyCity city;
    REQUIRE(city.add("a.berg", "kanel ugglan springer").status == 0);

    const auto all = tests::run({"log", "verify", "--config", city.config});
    CHECK(all.status == 0);
    CHECK(all.out == "vault=city ok\nvault=farsta ok\n");
    const auto one = tests::run({"log", "verify", "--config", city.config, "--vault", "farsta"});
    CHECK(one.out == "vault=farsta ok\n");
    const auto none = tests::run({"log", "verify", "--config", city.config, "--vault", "bromma"});
    CHECK(none.status == 1);
    CHECK(none.err.starts_with("vault_missing: bromma\n"));
}

TEST_CASE("a flipped byte is found with its vault and page", "[service][log]") {
    const EmptyCity city;
    const auto file = city.vaults() / "farsta.db";
    REQUIRE(std::filesystem::exists(file));
    {
        std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
        stream.seekg(5000);
        const auto byte = static_cast<char>(stream.get() ^ 1);
        stream.seekp(5000);
        stream.put(byte);
    }

    const auto ran = tests::run({"log", "verify", "--config", city.config});

    CHECK(ran.status == 1);
    CHECK(ran.out.find("vault=city ok\n") != std::string::npos);
    CHECK(ran.out.find("vault=farsta page=") != std::string::npos);
    CHECK(ran.out.find("reason=") != std::string::npos);
}
