// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/city.h"
#include "storage/vault.h"
#include "tests/support/command.h"

using namespace lika;
using tests::TestFolder;

namespace {

/// A folder with a configuration and nothing else.
struct Bare {
    Bare() { config = folder.write("lika.xml", "<lika/>"); }

    std::filesystem::path vaults() const { return folder.path() / "vaults"; }
    tests::Ran vault(const std::string& command, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"vault", command, "--config", config});
        return tests::run(more);
    }

    TestFolder folder;
    std::string config;
};

}  // namespace

TEST_CASE("a folder with a configuration becomes a city: keys, city and a vault a district", "[service][vault]") {
    const Bare city;

    const auto tried = city.vault("init", {"--dry-run"});
    CHECK(tried.status == 0);
    CHECK(tried.out.starts_with("would make city\n"));
    CHECK_FALSE(std::filesystem::exists(city.vaults()));

    const auto made = city.vault("init");
    CHECK(made.status == 0);
    const auto names = storage::vault_names(city.vaults());
    CHECK(names.size() == 12);   // eleven districts today, and city
    CHECK(std::filesystem::exists(city.folder.path() / "keys" / "vault.key"));
    CHECK(city.vault("init").out == "nothing to make\n");

    const auto verified = city.vault("verify");
    CHECK(verified.status == 0);
    for (const auto& name : names) CHECK(verified.out.find("vault=" + name + " ok\n") != std::string::npos);
}

TEST_CASE("keys are never made anew for vaults that are there", "[service][vault]") {
    const Bare city;
    REQUIRE(city.vault("init", {"--vault", "farsta"}).status == 0);
    std::filesystem::remove(city.folder.path() / "keys/root.key");
    CHECK(city.vault("init").err.starts_with("root_key_missing\n"));
    std::filesystem::remove_all(city.folder.path() / "keys");

    const auto ran = city.vault("init");

    CHECK(ran.status == 1);
    CHECK(ran.err.starts_with("key_file_missing\nNo vault can be opened"));
    CHECK_FALSE(std::filesystem::exists(city.folder.path() / "keys"));
}

TEST_CASE("the status of a vault is its generation and size, or why it does not open", "[service][vault]") {
    const Bare city;
    REQUIRE(city.vault("init", {"--vault", "farsta"}).status == 0);

    CHECK(city.vault("status").out.starts_with("vault=farsta generation=1 bytes="));
    CHECK(city.vault("status", {"--vault", "norr"}).err.starts_with("vault_missing: norr\n"));

    std::filesystem::remove(city.vaults() / "farsta.db");
    const auto ran = city.vault("status");
    CHECK(ran.status == 1);
    CHECK(ran.out == "vault=farsta reason=vault_missing\n");
}

TEST_CASE("a changed byte of a vault is named by its page", "[service][vault]") {
    const Bare city;
    REQUIRE(city.vault("init", {"--vault", "farsta"}).status == 0);
    auto bytes = tests::text_of(city.vaults() / "farsta.db");
    bytes[5000] = static_cast<char>(bytes[5000] ^ 1);
    std::ofstream{city.vaults() / "farsta.db", std::ios::binary} << bytes;

    const auto ran = city.vault("verify", {"--vault", "farsta"});

    CHECK(ran.status == 1);
    CHECK(ran.out == "vault=farsta page=2 reason=page_mac\n");
}

TEST_CASE("every subcommand of vault explains itself with an example", "[service][vault]") {
    for (const char* name : {"init", "status", "verify"}) {
        const auto ran = tests::run({"vault", name, "--help"});
        CHECK(ran.status == 0);
        CHECK(ran.out.find("Example:\n  lika vault " + std::string{name} + " --config") != std::string::npos);
    }
    CHECK(tests::run({"vault"}).status == 2);
}
