// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>

#include "storage/move.h"
#include "tests/faults/every_trouble.h"

using namespace lika;
using namespace lika::tests;
using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// The closed vault "norr" with the case "it", and "syd" beside it.
disk::Image two_districts() {
    District norr;
    REQUIRE(open_case(*norr.vault, "it"));
    REQUIRE(Vault::create(norr.folder.vaults(), "syd", norr.key));
    norr.vault.reset();
    return disk::image_of(norr.folder.path());
}

bool is_in(const Folder& folder, const Keyring& key, const std::string& name) {
    const auto vault = Vault::open(folder.vaults(), name, key);
    REQUIRE(vault);
    return (*vault)->case_by_id(CaseId{"it"}, supervisor(50)).has_value();
}

bool is_on_its_way(const Folder& folder, const Keyring& key) {
    const auto norr = Vault::open(folder.vaults(), "norr", key);
    REQUIRE(norr);
    const auto entries = actions(*(*norr)->log("it", 200, "", supervisor()));
    return std::count(entries.begin(), entries.end(), "case_sent") == 1 &&
           std::count(entries.begin(), entries.end(), "case_moved") == 0;
}

}  // namespace

TEST_CASE("every call of a move fails, once and for good: the case is in one place, and arrives", "[faults][move]") {
    const auto moved = [](const Folder& folder, const Keyring& key) {
        return move_case(folder.vaults(), key, {"norr", "syd", CaseId{"it"}, "worker-9"}, supervisor(), [](const char*) {})
            .has_value();
    };
    const auto figures = with_every_trouble(two_districts(), moved, [&](const Folder& folder, bool done) -> std::string {
        const auto key = opened_keys(folder);
        const int places = is_in(folder, *key, "norr") + is_in(folder, *key, "syd");
        if (places > 1) return "the case is in both";
        if (places == 0 && !is_on_its_way(folder, *key)) return "the case is in neither";
        if (done && !is_in(folder, *key, "syd")) return "said to be done and is not";
        if (is_in(folder, *key, "norr") ? !moved(folder, *key) : !finish_moves(folder.vaults(), "norr", *key, supervisor(9)))
            return "cannot be moved on";
        if (!is_in(folder, *key, "syd") || is_in(folder, *key, "norr")) return "has not arrived";
        return verify_vault(folder.vaults(), "syd", *key).empty() ? "" : "verify finds faults in the other vault";
    });

    std::cout << figures.trials << " moves with a failing disk, " << figures.refused << " refused\n";
    CHECK(figures.refused > 100);
}
