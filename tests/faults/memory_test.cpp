// SPDX-License-Identifier: EUPL-1.2
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>

#include "tests/faults/acts.h"
#include "tests/faults/memory_shim.h"

using namespace lika;
using namespace lika::tests;
using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

constexpr int ended_for_memory = 71, goes_on = 70;

/// Every so many allocations fail in turn: LIKA_ALLOCATIONS=1 tries each of them.
int stride() {
    const char* asked = std::getenv("LIKA_ALLOCATIONS");
    return asked ? std::max(1, std::atoi(asked)) : 23;
}

/// Fails the allocations after `good` while `work` runs; gives how many that were. An exception is
/// a refusal too: the service answers it with 500.
template <class Work>
int short_of_memory(int good, int bad, Work work) {
    memory::arm(good, bad);
    try {
        work();
    } catch (const std::bad_alloc&) {
    }
    memory::heal();
    return memory::failed();
}

/// A child that does something again and again, each time with other allocations failing, and says
/// what came of it: 'd' done, 'r' refused. When it ends, for want of memory or to go on, another
/// follows.
struct Tally {
    std::map<int, char> results;  ///< by the number of allocations that succeeded; 'e': it ended
    std::string fault;
};

void say(int out, char result) {
    if (write(out, &result, 1) != 1) _exit(6);
}

template <class Loop>
Tally in_children(Loop loop) {
    Tally tally;
    for (int good = 0;;) {
        int ends[2] = {-1, -1};
        REQUIRE(pipe(ends) == 0);
        const auto child = fork();
        if (child == 0) {
            loop(good, ends[1]);
            _exit(0);
        }
        close(ends[1]);
        for (char result = 0; read(ends[0], &result, 1) == 1; good += stride())
            tally.results[good] = result;
        close(ends[0]);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return tally;
        if (WIFEXITED(status) && WEXITSTATUS(status) == goes_on) continue;
        tally.results[good] = 'e';
        if (!WIFEXITED(status) || WEXITSTATUS(status) != ended_for_memory) {
            tally.fault = "status " + std::to_string(status) + " after " + std::to_string(good);
            return tally;
        }
        good += stride();
    }
}

std::string id_of(int good, int bad) {
    return (bad == 1 ? "one" : "all") + std::to_string(good);
}

/// One act with allocation `good` failing, and the next, until none fails.
void starve(const Folder& folder, const Act& act, int bad, int good, int out) {
    const auto key = Keyring::open(folder.keys());
    auto vault = Vault::open(folder.vaults(), "norr", *key);
    for (;; good += stride()) {
        const auto id = id_of(good, bad);
        if (!act.prepare(**vault, id)) {  // it refuses since: opened again
            vault = engine::Error{engine::ErrorKind::failed, "closed", ""};
            vault = Vault::open(folder.vaults(), "norr", *key);
            if (!vault || !act.prepare(**vault, id)) _exit(5);
        }
        bool is_done = false;
        const int failed =
            short_of_memory(good, bad, [&] { is_done = act.act(**vault, id).has_value(); });
        say(out, is_done ? 'd' : 'r');
        if (failed == 0) return;
    }
}

int count(const Tally& tally, char result) {
    return static_cast<int>(std::count_if(tally.results.begin(), tally.results.end(),
                                          [&](const auto& one) { return one.second == result; }));
}

}  // namespace

TEST_CASE("every allocation of an act fails alone, and all from one on, and nothing is lost",
          "[faults][memory]") {
    int trials = 0, refused = 0, ended = 0;
    for (const auto& act : acts()) {
        District norr;
        norr.vault.reset();
        std::map<std::string, char> results;
        for (const int bad : {1, 1'000'000}) {
            const auto tally =
                in_children([&](int good, int out) { starve(norr.folder, act, bad, good, out); });
            INFO(act.name);
            CHECK(tally.fault == "");
            for (const auto& [good, result] : tally.results) results[id_of(good, bad)] = result;
            trials += static_cast<int>(tally.results.size());
            refused += count(tally, 'r');
            ended += count(tally, 'e');
        }
        norr.reopen();
        for (const auto& [id, result] : results) {
            const int times = times_logged(*norr.vault, act.action, id);
            INFO(act.name << ' ' << id << ' ' << result);
            CHECK((result == 'd' ? times == 1 : times == 0 || times == 1));
        }
        CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    }
    std::cout << trials << " acts short of memory: " << refused << " refused, " << ended
              << " ended the process\n";
    CHECK(refused > 3);
    CHECK(ended > 3);
}

TEST_CASE("opening a vault short of memory is refused or done, and harms nothing",
          "[faults][memory]") {
    District norr;
    REQUIRE(open_case(*norr.vault, "it"));
    norr.vault.reset();
    for (const int bad : {1, 1'000'000}) {
        const auto tally = in_children([&](int good, int out) {
            bool is_open = false;
            const int failed = short_of_memory(good, bad, [&] {
                is_open = Vault::open(norr.folder.vaults(), "norr", norr.key).has_value();
            });
            say(out, is_open ? 'd' : 'r');
            if (failed > 0) _exit(goes_on);
        });
        CHECK(tally.fault == "");
        CHECK(count(tally, 'r') + count(tally, 'e') > 3);
    }
    norr.reopen();
    CHECK(times_logged(*norr.vault, "case_opened", "it") == 1);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}
