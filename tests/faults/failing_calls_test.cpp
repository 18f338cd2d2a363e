// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <iostream>

#include "tests/faults/acts.h"
#include "tests/faults/disk.h"
#include "tests/faults/troubles.h"

using namespace lika;
using namespace lika::tests;
using namespace lika::storage;
using namespace lika::storage::tests;
namespace disk = lika::tests::disk;

namespace {

/// A vault made ready for one act, as files; laid out anew for every trial.
struct Ready {
    disk::Image image;

    explicit Ready(const Act& act) {
        District norr;
        REQUIRE(act.prepare(*norr.vault, "it"));
        norr.vault.reset();
        image = disk::image_of(norr.folder.path());
    }
};

/// What became of an act while the disk failed.
struct Trial {
    bool is_done = false;
    int failed = 0;    ///< calls that did
    std::string what;  ///< what does not hold
};

std::unique_ptr<Vault> opened(const Folder& folder) {
    const auto key = Keyring::open(folder.keys());
    auto vault = Vault::open(folder.vaults(), "norr", *key);
    return vault ? std::move(*vault) : nullptr;
}

/// After a restart on a good disk: what was said to be done is there once, what was refused at most
/// once, and work goes on.
std::string fault_after_restart(const Folder& folder, const Act& act, bool is_done) {
    const auto key = Keyring::open(folder.keys());
    const auto vault = opened(folder);
    if (!vault) return "does not open again";
    const int times = times_logged(*vault, act.action, "it");
    if (times > 1) return "done twice";
    if (is_done && times != 1) return "said to be done and is not";
    if (!is_done && times == 0 && !act.act(*vault, "it")) return "cannot be done afterwards";
    if (!open_case(*vault, "later")) return "nothing can be done afterwards";
    const auto faults = verify_vault(folder.vaults(), "norr", *key);
    return faults.empty() ? "" : "verify says " + faults.front().reason;
}

Trial tried(const Ready& ready, const Act& act, const disk::Fault& fault) {
    const Folder folder;
    disk::lay_out(ready.image, folder.path());
    disk::watch(folder.path().string());
    auto vault = opened(folder);
    REQUIRE(vault);

    Trial trial;
    disk::arm(fault);
    const auto done = act.act(*vault, "it");
    trial.is_done = done.has_value();
    trial.failed = disk::failed();
    if (!done && done.error().kind != engine::ErrorKind::failed)
        trial.what = "refused as " + done.error().reason;
    if (!done && trial.failed == 0) trial.what = "refused without a failure";
    vault.reset();  // a fault for good is met in closing too
    disk::heal();
    if (trial.what.empty()) trial.what = fault_after_restart(folder, act, trial.is_done);
    return trial;
}

}  // namespace

TEST_CASE("every write and sync of an act fails, once and for good, and nothing false is said",
          "[faults][calls]") {
    int trials = 0, refused = 0;
    for (const auto& act : acts()) {
        const Ready ready{act};
        for (const auto& trouble : troubles) {
            for (int good = 0;; ++good) {
                const auto trial =
                    tried(ready, act, {trouble.calls, good, trouble.bad, trouble.error});
                ++trials;
                refused += trial.is_done ? 0 : 1;
                INFO(act.name << ", " << trouble.name << " after " << good << " calls");
                CHECK(trial.what == "");
                if (trial.failed == 0) break;
            }
        }
    }
    std::cout << trials << " acts with a failing disk, " << refused << " refused\n";
    CHECK(refused > 100);
}

TEST_CASE("an act whose sync failed is never said to be done", "[faults][calls]") {
    for (const auto& act : acts()) {
        const Ready ready{act};
        for (int good = 0;; ++good) {
            const auto trial = tried(ready, act, {disk::syncs, good, 1, EIO});
            INFO(act.name << ", sync " << good);
            CHECK(trial.what == "");
            if (trial.failed == 0) break;
            CHECK_FALSE(trial.is_done);
        }
    }
}

TEST_CASE("a vault whose WAL's name cannot be made durable is not opened", "[faults][calls]") {
    District norr;
    norr.vault.reset();
    disk::watch(norr.folder.path().string());
    disk::arm({disk::folder_syncs, 0, disk::for_good, EIO});
    const auto refused = Vault::open(norr.folder.vaults(), "norr", norr.key);
    disk::heal();

    CHECK(refused.error().reason == "storage_failed");
    norr.reopen();
    CHECK(open_case(*norr.vault, "later"));
}
