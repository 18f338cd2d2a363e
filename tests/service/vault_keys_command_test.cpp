// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <fstream>

#include "storage/city.h"
#include "storage/vault.h"
#include "tests/support/command.h"
#include "tests/support/typed.h"

using namespace lika;
using tests::Ran;
namespace fs = std::filesystem;

namespace {

struct Town {
    Town() {
        std::ofstream{config} << "<lika/>";
        REQUIRE(vault("init", "", {"--vault", "city"}).status == 0);
        REQUIRE(vault("init", "", {"--vault", "farsta"}).status == 0);
    }
    Ran vault(const std::string& command, const std::string& typed, std::vector<std::string> more = {}) const {
        const tests::Typed input{typed};
        more.insert(more.begin(), {"vault", command, "--config", config});
        return tests::run(more);
    }
    bool is_locked() const { return !fs::exists(folder.path() / "keys/vault.key"); }

    tests::TestFolder folder;
    std::string config = folder / "lika.xml";
};

}  // namespace

TEST_CASE("once there is a passphrase every command asks for it, and only the right one opens", "[service][vault]") {
    const Town town;
    REQUIRE(town.vault("passphrase", "kanel ugglan springer\n").status == 0);

    CHECK(town.is_locked());
    CHECK(town.vault("status", "kanel ugglan springer\n", {"--vault", "farsta"}).status == 0);
    CHECK(town.vault("status", "kanel ugglan springer", {"--vault", "farsta"}).status == 0);
    const auto wrong = town.vault("status", "kanel ugglan\n", {"--vault", "farsta"});
    CHECK(wrong.status == 1);
    CHECK(wrong.err.starts_with("wrong_passphrase\nIt does not open the keys"));
    CHECK(town.vault("verify", "").err.starts_with("passphrase_missing\n"));
}

TEST_CASE("a passphrase is changed, tried and given back for a key file", "[service][vault]") {
    const Town town;
    REQUIRE(town.vault("passphrase", "kanel ugglan springer\n").status == 0);
    REQUIRE(town.vault("passphrase", "kanel ugglan springer\nen annan lång mening\n").status == 0);

    CHECK(town.vault("passphrase", "kanel ugglan springer\n", {"--dry-run"}).err.starts_with("wrong_passphrase\n"));
    CHECK(town.vault("passphrase", "en annan lång mening\n", {"--dry-run"}).out ==
          "the keys open by a passphrase; nothing was changed\n");
    REQUIRE(town.vault("passphrase", "en annan lång mening\n", {"--key-file"}).status == 0);
    CHECK_FALSE(town.is_locked());
    CHECK(town.vault("verify", "").out == "vault=city ok\nvault=farsta ok\n");
}

TEST_CASE("changing the lock of the keys is in the city's log", "[service][vault]") {
    const Town town;
    REQUIRE(town.vault("passphrase", "kanel ugglan springer\n").status == 0);
    REQUIRE(town.vault("passphrase", "kanel ugglan springer\n", {"--key-file"}).status == 0);

    const auto city = storage::City::open(town.folder.path() / "vaults", *storage::Keyring::open(town.folder.path() / "keys"));
    const auto entries = (*city)->log(10, "", {"auditor", {}, ""})->items;
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].action == "key_file_made");
    CHECK(entries[1].action == "passphrase_changed");
}

TEST_CASE("a passphrase that is too short or missing changes nothing", "[service][vault]") {
    const Town town;

    CHECK(town.vault("passphrase", "kort\n").err.starts_with("passphrase_too_short\n"));
    CHECK(town.vault("passphrase", "").err.starts_with("passphrase_missing\n"));
    std::string endless(1025, 'x');
    endless.push_back('\n');
    CHECK(town.vault("passphrase", endless).err.starts_with("passphrase_too_long\n"));
    CHECK_FALSE(town.is_locked());
    CHECK(town.vault("status", "", {"--vault", "farsta"}).status == 0);
}

TEST_CASE("all vaults of a city are rotated, or one, and a dry run says which", "[service][vault]") {
    const Town town;

    const auto dry = town.vault("rotate", "", {"--dry-run"});
    CHECK(dry.out.starts_with("would rotate vault=city generation=2 bytes="));
    CHECK(town.vault("rotate", "").out ==
          "rotated vault=city generation=2\nrotated vault=farsta generation=2\n");
    CHECK(town.vault("rotate", "", {"--vault", "farsta"}).out == "rotated vault=farsta generation=3\n");
    CHECK(town.vault("verify", "").out == "vault=city ok\nvault=farsta ok\n");
    CHECK(town.vault("rotate", "", {"--vault", "norr"}).err.starts_with("vault_missing: norr\n"));
}

TEST_CASE("vaults are not rotated while a service has them", "[service][vault]") {
    const Town town;
    const auto key = storage::Keyring::open(town.folder.path() / "keys");
    const auto used = storage::Vault::open(town.folder.path() / "vaults", "farsta", *key);

    const auto refused = town.vault("rotate", "", {"--vault", "farsta"});

    CHECK(refused.status == 1);
    CHECK(refused.err.find("vault_in_use: farsta\n") != std::string::npos);
}
