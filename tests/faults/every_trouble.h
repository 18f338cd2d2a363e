// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "tests/faults/acts.h"
#include "tests/faults/disk.h"
#include "tests/faults/troubles.h"

/// A piece of work on a closed city, each of whose calls of the disk fails in turn.
namespace lika::tests {

using namespace lika::storage;
using namespace lika::storage::tests;

constexpr PassphraseCost cheap{1, std::uint64_t{8} << 20U};

inline storage::Passphrase passphrase() {
    Passphrase typed;
    for (const char next : std::string_view{"kanel ugglan springer fort"}) typed.add(next);
    return typed;
}

inline engine::Result<storage::Keyring> opened_keys(const Folder& folder) {
    return Keyring::open(folder.keys(), []() -> engine::Result<Passphrase> { return passphrase(); });
}

/// A closed vault with the case "it", as files; laid out anew for every trial.
inline disk::Image ready(bool is_locked) {
    District norr;
    REQUIRE(open_case(*norr.vault, "it"));
    norr.vault.reset();
    if (is_locked) REQUIRE(norr.key.lock(norr.folder.keys(), passphrase(), cheap));
    return disk::image_of(norr.folder.path());
}

/// After a restart on a good disk; empty: the keys open the vault, all is in it and work goes on.
inline std::string fault_after_restart(const Folder& folder) {
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
inline Figures with_every_trouble(const disk::Image& image, const Work& work, const Held& held) {
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

}  // namespace lika::tests
