// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <functional>
#include <iostream>
#include <set>

#include "storage/rotate.h"
#include "tests/faults/acts.h"
#include "tests/faults/disk.h"
#include "tests/faults/troubles.h"

using namespace lika;
using namespace lika::tests;
using namespace lika::storage;
using namespace lika::storage::tests;
namespace disk = lika::tests::disk;

namespace {

constexpr PassphraseCost cheap{1, std::uint64_t{8} << 20U};

Passphrase passphrase() {
    Passphrase typed;
    for (const char next : std::string_view{"kanel ugglan springer fort"}) typed.add(next);
    return typed;
}

engine::Result<Keyring> opened_keys(const Folder& folder) {
    return Keyring::open(folder.keys(), []() -> engine::Result<Passphrase> { return passphrase(); });
}

/// A closed vault with the case "it", as files; laid out anew for every trial.
disk::Image ready(bool is_locked) {
    District norr;
    REQUIRE(open_case(*norr.vault, "it"));
    norr.vault.reset();
    if (is_locked) REQUIRE(norr.key.lock(norr.folder.keys(), passphrase(), cheap));
    return disk::image_of(norr.folder.path());
}

std::set<std::string> names(const fs::path& folder) {
    std::set<std::string> all;
    for (const auto& entry : fs::directory_iterator{folder}) all.insert(entry.path().filename());
    return all;
}

/// After a restart on a good disk; empty: the keys open the vault, all is in it and work goes on.
std::string fault_after_restart(const Folder& folder) {
    const auto key = opened_keys(folder);
    if (!key) return "the keys do not open: " + key.error().reason;
    const auto vault = Vault::open(folder.vaults(), "norr", *key);
    if (!vault) return "does not open: " + vault.error().reason;
    if (times_logged(**vault, "case_opened", "it") != 1) return "the case is lost";
    if (!open_case(**vault, "later")) return "nothing can be done afterwards";
    const auto faults = verify_vault(folder.vaults(), "norr", *key);
    return faults.empty() ? "" : "verify says " + faults.front().reason;
}

using Work = std::function<bool(const Folder&, const Keyring&)>;
/// What must hold when the work was done (true), or was refused; empty: it does.
using Held = std::function<std::string(const Folder&, bool)>;

struct Figures {
    int trials = 0, refused = 0;
};

/// Each call of `work` fails in each way.
Figures with_every_trouble(const disk::Image& image, const Work& work, const Held& held) {
    Figures figures;
    for (const auto& trouble : troubles)
        for (int good = 0, failed = 1; failed > 0; ++good) {
            const Folder folder;
            disk::lay_out(image, folder.path());
            const auto key = opened_keys(folder);
            disk::watch(folder.path().string());
            disk::arm({trouble.calls, good, trouble.bad, trouble.error});
            const bool done = work(folder, *key);
            failed = disk::failed();
            disk::heal();
            INFO(trouble.name << " after " << good << " calls; " << (done ? "done" : "refused"));
            if (!done && failed == 0) FAIL_CHECK("refused without a failure");
            CHECK(fault_after_restart(folder) == "");
            CHECK(held(folder, done) == "");
            ++figures.trials;
            figures.refused += done ? 0 : 1;
        }
    return figures;
}

}  // namespace

TEST_CASE("every call of a rotation fails, once and for good: the vault is whole under one of its keys", "[faults][keys]") {
    const auto rotated = [](const Folder& folder, const Keyring& key) {
        return rotate(folder.vaults(), "norr", key, supervisor(), [](const char*) {}).has_value();
    };
    const auto figures = with_every_trouble(ready(false), rotated, [&](const Folder& folder, bool done) -> std::string {
        const auto key = opened_keys(folder);
        const auto generation = vault_status(folder.vaults(), "norr", *key)->generation;
        if (done && generation != 2) return "said to be done and is not";
        if (!rotated(folder, *key)) return "cannot be rotated afterwards";
        const auto database = "norr-" + std::to_string(generation + 1) + ".db";
        return names(folder.vaults()) == std::set<std::string>{database, "norr.key"} ? "" : "something is left behind";
    });

    std::cout << figures.trials << " rotations with a failing disk, " << figures.refused << " refused\n";
    CHECK(figures.refused > 100);
}

TEST_CASE("every call of giving the keys another lock fails, once and for good: the old or the new opens them",
          "[faults][keys]") {
    const bool by_passphrase = GENERATE(true, false);
    const auto locked = [&](const Folder& folder, const Keyring& key) {
        return (by_passphrase ? key.lock(folder.keys(), passphrase(), cheap) : key.lock_by_file(folder.keys())).has_value();
    };
    const auto figures = with_every_trouble(ready(!by_passphrase), locked, [&](const Folder& folder, bool done) -> std::string {
        if (done && Keyring::asks_for_passphrase(folder.keys()) != by_passphrase) return "said to be done and is not";
        if (done && by_passphrase && fs::exists(folder.key_file())) return "the old key file is left";
        if (!done && Keyring::asks_for_passphrase(folder.keys()) != by_passphrase && !locked(folder, *opened_keys(folder)))
            return "cannot be done afterwards";
        const std::set<std::string> wanted =
            by_passphrase ? std::set<std::string>{"root.key"} : std::set<std::string>{"root.key", "vault.key"};
        return !done || names(folder.keys()) == wanted ? "" : "something is left behind";
    });

    std::cout << figures.trials << " changes of the lock with a failing disk, " << figures.refused << " refused\n";
    CHECK(figures.refused > 20);
}
