// SPDX-License-Identifier: EUPL-1.2
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "tests/faults/acts.h"
#include "tests/faults/disk_shim.h"

using namespace lika;
using namespace lika::tests;
using namespace lika::storage;
using namespace lika::storage::tests;
namespace disk = lika::tests::disk;

namespace {

/// Acts while `fault` holds and after; the vault is never opened again.
/// Gives the reason of the refusal, empty when there was none.
std::string refusal_then_work(District& norr, const Act& act, const disk::Fault& fault,
                              const std::string& id) {
    REQUIRE(act.prepare(*norr.vault, id));
    disk::arm(fault);
    const auto during = act.act(*norr.vault, id);
    const auto read = norr.vault->case_by_id(CaseId{"first"}, worker());
    disk::heal();

    if (during) CHECK(times_logged(*norr.vault, act.action, id) == 1);
    if (!during) {
        const auto after = act.act(*norr.vault, id);
        INFO((after ? "" : after.error().reason + ' ' + after.error().place));
        CHECK(after);
        CHECK(times_logged(*norr.vault, act.action, id) == 1);
    }
    return during ? "" : during.error().reason;
}

/// Without a restart, whichever call is the first to find no room or no leave to write.
void work_without_restart(int error, const std::set<std::string>& reasons) {
    int refused = 0;
    for (const auto& act : acts()) {
        District norr;
        disk::watch(norr.folder.path().string());
        norr.reopen();
        REQUIRE(open_case(*norr.vault, "first"));
        for (int good = 0; good < 40; ++good) {
            INFO(act.name << " after " << good << " calls");
            const auto reason = refusal_then_work(
                norr, act,
                {disk::all & ~disk::syncs & ~disk::folder_syncs, good, disk::for_good, error},
                "n" + std::to_string(good));
            if (reason.empty()) continue;
            CHECK(reasons.contains(reason));
            ++refused;
        }
        norr.reopen();
        CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    }
    CHECK(refused > 15);
}

/// Mounts of this test alone, gone with its process.
bool may_mount() {
    return unshare(CLONE_NEWNS) == 0 &&
           mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

struct Mounted {
    fs::path at;
    explicit Mounted(const fs::path& folder, const char* size) : at(folder) {
        REQUIRE(mount("tmpfs", at.c_str(), "tmpfs", 0, size) == 0);
    }
    ~Mounted() { umount2(at.c_str(), MNT_DETACH); }
};

int fill(const fs::path& file) {
    std::ofstream stream{file, std::ios::binary};
    int blocks = 0;
    while (stream << std::string(4096, 'x') << std::flush) ++blocks;
    return blocks;
}

}  // namespace

TEST_CASE("a disk that is full at any moment refuses, and works without a restart when it has room",
          "[faults][room]") {
    work_without_restart(ENOSPC, {"disk_full"});
}

TEST_CASE("a disk that may not be written to at any moment refuses, and works without a restart",
          "[faults][room]") {
    work_without_restart(EROFS, {"storage_failed", "read_only"});
}

TEST_CASE("a small file system that fills up refuses acts and readings until there is room",
          "[faults][room]") {
    if (!may_mount()) {
        WARN("mounting is not permitted here");
        return;
    }
    const Folder folder;
    const Mounted small{folder.path(), "size=2m"};
    const auto key = Keyring::create(folder.keys());
    const auto vault = std::move(*Vault::create(folder.vaults(), "norr", *key));
    REQUIRE(open_case(*vault, "first"));
    CHECK(fill(folder.path() / "ballast") > 10);

    int done = 0;
    while (add_saved_draft(*vault, "n" + std::to_string(done)) && done < 1000) ++done;
    CHECK(open_case(*vault, "refused").error().reason == "disk_full");
    CHECK(vault->case_by_id(CaseId{"first"}, worker()).error().reason == "disk_full");
    CHECK(*vault->assigned_to(CaseId{"first"}) == "worker-1");
    fs::remove(folder.path() / "ballast");

    CHECK(open_case(*vault, "refused"));
    CHECK(vault->case_by_id(CaseId{"first"}, worker()));
    for (int i = 0; i < done; ++i)
        CHECK(times_logged(*vault, "responses_saved", "n" + std::to_string(i)) == 1);
    CHECK(verify_vault(folder.vaults(), "norr", *key).empty());
}

TEST_CASE("a vault on a read-only file system is refused clearly and works when that is over",
          "[faults][room]") {
    if (!may_mount()) {
        WARN("mounting is not permitted here");
        return;
    }
    District norr;
    REQUIRE(open_case(*norr.vault, "first"));
    norr.vault.reset();
    const auto folder = norr.folder.path().c_str();
    REQUIRE(mount(folder, folder, nullptr, MS_BIND, nullptr) == 0);
    REQUIRE(mount(nullptr, folder, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0);

    const auto refused = Vault::open(norr.folder.vaults(), "norr", norr.key);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == engine::ErrorKind::failed);
    REQUIRE(umount2(folder, 0) == 0);
    norr.reopen();
    CHECK(open_case(*norr.vault, "later"));
}

TEST_CASE("out of descriptors a vault refuses or works, and works when there are some",
          "[faults][descriptors]") {
    District norr;
    REQUIRE(open_case(*norr.vault, "first"));
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    int refused = 0;
    for (rlim_t most = 3; most < 40; ++most) {
        norr.vault.reset();
        const rlimit few{most, before.rlim_max};
        REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
        auto vault = Vault::open(norr.folder.vaults(), "norr", norr.key);
        const auto id = "n" + std::to_string(most);
        const bool done = vault && open_case(**vault, id);
        REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
        refused += done ? 0 : 1;
        INFO(most << " descriptors");
        if (vault) CHECK(open_case(**vault, id + "-later"));
        vault = engine::Error{engine::ErrorKind::failed, "closed", ""};
        norr.reopen();
        CHECK(times_logged(*norr.vault, "case_opened", id) == (done ? 1 : 0));
    }
    CHECK(refused > 0);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}
