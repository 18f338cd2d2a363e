// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <iostream>
#include <set>

#include "storage/rotate.h"
#include "tests/faults/every_trouble.h"

using namespace lika;
using namespace lika::tests;
using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

std::set<std::string> names(const fs::path& folder) {
    std::set<std::string> all;
    for (const auto& entry : fs::directory_iterator{folder}) all.insert(entry.path().filename());
    return all;
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
