// SPDX-License-Identifier: EUPL-1.2
#include <sodium.h>

#include <catch2/catch.hpp>

#include "storage/detail/secret.h"
#include "storage/keyring.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

constexpr PassphraseCost cheap{1, std::uint64_t{8} << 20U};
constexpr const char* words = "kanel ugglan springer fort";

Passphrase typed(std::string_view text) {
    Passphrase passphrase;
    for (const char c : text) passphrase.add(c);
    return passphrase;
}

AskPassphrase answer(std::string text) {
    return [text = std::move(text)]() -> lika::engine::Result<Passphrase> { return typed(text); };
}

std::string refusal(const Folder& folder, const AskPassphrase& ask = {}) {
    const auto opened = Keyring::open(folder.keys(), ask);
    return opened ? "opened" : opened.error().reason;
}

/// A district whose keys are locked by `words`.
struct Locked : District {
    Locked() {
        REQUIRE(vault->add_case(some_case("Kim"), worker(), {}));
        vault.reset();
        REQUIRE(key.lock(folder.keys(), typed(words), cheap));
    }
    fs::path root() const { return folder.keys() / "root.key"; }
};

}  // namespace

TEST_CASE("a passphrase opens the keys, and nothing else does", "[storage][key]") {
    const Locked norr;

    CHECK(refusal(norr.folder, answer(words)) == "opened");
    for (const auto* wrong : {"", "kanel ugglan springer", "Kanel ugglan springer fort", "kanel ugglan springer fort "})
        CHECK(refusal(norr.folder, answer(wrong)) == "wrong_passphrase");
    CHECK(refusal(norr.folder) == "passphrase_missing");
    CHECK(Keyring::asks_for_passphrase(norr.folder.keys()));
    CHECK_FALSE(fs::exists(norr.folder.key_file()));
    CHECK(Vault::open(norr.folder.vaults(), "norr", *Keyring::open(norr.folder.keys(), answer(words))));
}

TEST_CASE("another passphrase wraps the same root: no vault is touched, the old one opens nothing", "[storage][key]") {
    const Locked norr;
    const auto before = contents(norr.folder.vaults());

    const auto opened = Keyring::open(norr.folder.keys(), answer(words));
    REQUIRE(opened->lock(norr.folder.keys(), typed("en helt annan lösen mening"), cheap));

    CHECK(contents(norr.folder.vaults()) == before);
    CHECK(refusal(norr.folder, answer(words)) == "wrong_passphrase");
    CHECK(refusal(norr.folder, answer("en helt annan lösen mening")) == "opened");
}

TEST_CASE("a key file can take the passphrase's place again", "[storage][key]") {
    const Locked norr;
    const auto opened = Keyring::open(norr.folder.keys(), answer(words));

    REQUIRE(opened->lock_by_file(norr.folder.keys()));

    CHECK(refusal(norr.folder) == "opened");
    CHECK_FALSE(Keyring::asks_for_passphrase(norr.folder.keys()));
    CHECK(Vault::open(norr.folder.vaults(), "norr", *Keyring::open(norr.folder.keys())));
    CHECK(opened->lock_by_file(norr.folder.keys()).error().reason == "key_file_exists");
}

TEST_CASE("an older key file put back opens nothing once the root has another lock", "[storage][key]") {
    District norr;
    const auto old = content(norr.folder.key_file());
    REQUIRE(norr.key.lock(norr.folder.keys(), typed(words), cheap));
    const auto opened = Keyring::open(norr.folder.keys(), answer(words));
    write(norr.folder.key_file(), old);
    CHECK(refusal(norr.folder) == "passphrase_missing");

    REQUIRE(opened->lock_by_file(norr.folder.keys()));
    write(norr.folder.key_file(), old);
    CHECK(refusal(norr.folder) == "wrong_key");
}

TEST_CASE("a wrapped root that is cut off, grown or changed in any byte is refused, and asks for no more memory than Lika gives",
          "[storage][key]") {
    const Locked norr;
    const auto good = content(norr.root());

    for (std::size_t size = 0; size < good.size(); size += 7) {
        write(norr.root(), good.substr(0, size));
        CHECK(refusal(norr.folder, answer(words)) == "root_key_malformed");
    }
    write(norr.root(), good + "x");
    CHECK(refusal(norr.folder, answer(words)) == "root_key_malformed");
    for (std::size_t i = 0; i < good.size(); ++i) {
        if (i >= 24 && i < 40) continue;   // the cost: below
        auto changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 4);
        write(norr.root(), changed);
        CHECK(refusal(norr.folder, answer(words)) == (i < 24 ? "root_key_malformed" : "wrong_passphrase"));
    }
    auto dear = good;
    dear[36] = '\x7f';   // half a terabyte
    write(norr.root(), dear);
    CHECK(refusal(norr.folder, answer(words)) == "root_key_malformed");
    auto cheaper = good;
    cheaper[24] = 2;
    write(norr.root(), cheaper);
    CHECK(refusal(norr.folder, answer(words)) == "wrong_passphrase");
}

TEST_CASE("a short passphrase is refused before anything changes; a long one is no longer taken", "[storage][key]") {
    District norr;
    const auto before = contents(norr.folder.keys());

    CHECK(norr.key.lock(norr.folder.keys(), typed("kort"), cheap).error().reason == "passphrase_too_short");
    CHECK(contents(norr.folder.keys()) == before);
    Passphrase long_one = typed(std::string(Passphrase::longest, 'x'));
    CHECK_FALSE(long_one.add('x'));
    CHECK(long_one == typed(std::string(Passphrase::longest, 'x')));
}

TEST_CASE("keys of before there was a root open what they opened, and take no other lock", "[storage][key]") {
    const Folder folder;
    for (const auto* part : {"keys", "vaults"})
        fs::copy(fs::path{TEST_DATA "/vault-1"} / part, folder.path() / part, fs::copy_options::recursive);
    const auto old = Keyring::open(folder.keys());
    REQUIRE(old);

    CHECK(Vault::open(folder.vaults(), "norr", *old));
    CHECK(Keyring::create(folder.keys()).error().reason == "key_file_exists");
    CHECK(old->lock(folder.keys(), typed(words), cheap).error().reason == "no_root");
    CHECK(old->lock_by_file(folder.keys()).error().reason == "no_root");
}

TEST_CASE("a key file whose root is gone is not taken for the root", "[storage][key]") {
    District norr;
    norr.vault.reset();
    const auto root = content(norr.folder.keys() / "root.key");
    fs::remove(norr.folder.keys() / "root.key");

    CHECK(refusal(norr.folder) == "root_key_missing");
    write(norr.folder.keys() / "root.key", root);
    CHECK(Vault::open(norr.folder.vaults(), "norr", *Keyring::open(norr.folder.keys())));
}

TEST_CASE("making keys that was stopped before there was a root is finished by the next time", "[storage][key]") {
    const Folder folder;
    REQUIRE(Keyring::create(folder.keys()));
    const auto key_file = content(folder.key_file());
    fs::remove(folder.keys() / "root.key");

    REQUIRE(Keyring::create(folder.keys()));

    CHECK(content(folder.key_file()) == key_file);
    CHECK(refusal(folder) == "opened");
    CHECK(Keyring::open(folder.keys())->lock(folder.keys(), typed(words), cheap));
}

TEST_CASE("guessing costs at least three passes over 256 MiB", "[storage][key]") {
    const auto cost = PassphraseCost::calibrated();

    CHECK(cost.passes >= 3);
    CHECK(cost.passes <= 30);
    CHECK(cost.bytes == std::uint64_t{256} << 20U);
}

TEST_CASE("a vault's two keys are each their own; the next secret keeps the record key alone", "[storage][key]") {
    const auto secret = detail::random_vault_secret(), next = detail::next_vault_secret(secret);
    const detail::VaultKeys now{secret}, then{next};

    CHECK(detail::key_part(secret, 0).view() != detail::key_part(secret, 32).view());
    CHECK(now.cipher.view() != then.cipher.view());
    CHECK(now.log.view() == then.log.view());
    CHECK(now.archive.view() == then.archive.view());
}
