// SPDX-License-Identifier: EUPL-1.2
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <thread>

#include "tests/storage/fixture.h"
#include "tests/support/failing_disk.h"

using namespace lika::storage;
using namespace lika::storage::tests;
using lika::tests::FailingDisk;

namespace {

std::size_t entries_of(Vault& vault, const std::string& action) {
    std::size_t count = 0;
    std::string cursor;
    do {
        const auto page = vault.log("", 1000, cursor, supervisor());
        REQUIRE(page);
        for (const auto& entry : page->items)
            if (entry.action == action && entry.outcome == "done") ++count;
        cursor = page->next;
    } while (!cursor.empty());
    return count;
}

std::size_t cases_of(Vault& vault) {
    const auto page = vault.cases("", 1000, "", worker());
    REQUIRE(page);
    return page->items.size();
}

/// Saves until it is killed, and says after each save which one is safe.
[[noreturn]] void save_for_ever(const Folder& folder, const AssessmentId& draft, std::int32_t from,
                                int out) {
    const auto key = Keyring::open(folder.keys());
    if (!key) _exit(3);
    const auto vault = Vault::open(folder.vaults(), "norr", *key);
    if (!vault) _exit(4);
    for (std::int32_t number = from;; ++number) {
        const auto change = rated("I1", number, "underlag " + std::to_string(number));
        if (!(*vault)->save_responses(draft, {change}, 0, "tab", worker())) _exit(5);
        if (::write(out, &number, sizeof number) != sizeof number) _exit(6);
    }
}

/// The last number that was acknowledged before the kill; 0 when none was.
std::int32_t kill_one(const Folder& folder, const AssessmentId& draft, std::int32_t from,
                      std::chrono::milliseconds after) {
    int ends[2] = {-1, -1};
    REQUIRE(pipe(ends) == 0);
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) save_for_ever(folder, draft, from, ends[1]);
    close(ends[1]);
    std::int32_t last = 0, number = 0;
    REQUIRE(read(ends[0], &last, sizeof last) == sizeof last);  // it is at work
    std::this_thread::sleep_for(after);
    REQUIRE(kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
    while (read(ends[0], &number, sizeof number) == sizeof number) last = number;
    close(ends[0]);
    return last;
}

}  // namespace

TEST_CASE("twelve kills lose nothing acknowledged and double nothing", "[storage][fault]") {
    District norr;
    const auto in_case = some_case();
    const auto draft = some_draft(in_case.id);
    REQUIRE(norr.vault->add_case(in_case, worker(), {}));
    REQUIRE(norr.vault->add_assessment(draft, worker(), {}));
    norr.vault.reset();

    std::int32_t kept = 0;
    for (int round = 0; round < 12; ++round) {
        const auto acknowledged =
            kill_one(norr.folder, draft.id, kept + 1, std::chrono::milliseconds{7 * round});
        const auto before = contents(norr.folder.path());
        CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
        for (const auto& [file, bytes] : before)
            if (!file.ends_with("-shm")) CHECK(content(file) == bytes);

        norr.reopen();
        const auto found = norr.vault->assessment(draft.id, worker());
        REQUIRE(found->responses.size() == 1);
        kept = *found->responses[0].rating;
        CHECK((kept == acknowledged || kept == acknowledged + 1));
        CHECK(found->responses[0].evidence == "underlag " + std::to_string(kept));
        CHECK(entries_of(*norr.vault, "responses_saved") == static_cast<std::size_t>(kept));
        norr.vault.reset();
    }
    CHECK(kept >= 12);
}

TEST_CASE("threads, two openings of one vault and a checker do not disturb each other",
          "[storage][fault]") {
    District norr;
    auto second = std::move(*Vault::open(norr.folder.vaults(), "norr", norr.key));
    std::atomic<int> refused = 0, checked = 0, faults = 0;
    std::atomic<bool> done = false;
    const auto add = [&](Vault& vault) {
        for (int i = 0; i < 150; ++i)
            if (!vault.add_case(some_case(), worker(i), {})) ++refused;
    };

    std::thread checker{[&] {
        while (!done) {
            faults += static_cast<int>(verify_vault(norr.folder.vaults(), "norr", norr.key).size());
            ++checked;
        }
    }};
    std::thread one{[&] { add(*norr.vault); }}, two{[&] { add(*norr.vault); }},
        three{[&] { add(*second); }};
    one.join();
    two.join();
    three.join();
    done = true;
    checker.join();

    CHECK(refused == 0);
    CHECK(faults == 0);
    CHECK(checked > 0);
    CHECK(cases_of(*norr.vault) == 450);
    CHECK(entries_of(*second, "case_opened") == 450);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("no name, number or note is readable in any file, in use or closed", "[storage][fault]") {
    District norr;
    const auto in_case = some_case();
    const auto draft = some_draft(in_case.id);
    REQUIRE(norr.vault->add_case(in_case, worker(), {}));
    REQUIRE(norr.vault->add_concern(some_concern(), worker(), {}));
    REQUIRE(norr.vault->add_assessment(draft, worker(), {}));
    REQUIRE(norr.vault->save_responses(draft.id, {rated("I1", 2, "hemlig anteckning")}, 1, "tab",
                                       worker()));
    REQUIRE(norr.vault->cases("åsa", 10, "", worker()));
    const auto found_in_files = [&] {
        int found = 0;
        for (const auto& [file, bytes] : contents(norr.folder.path()))
            for (const auto* marker : {"Åsa Öberg", "åsa öberg", "20110506-2384",
                                       "hemlig anteckning", "Elias", "tre veckor"})
                if (bytes.find(marker) != std::string::npos) ++found;
        return found;
    };

    REQUIRE(fs::file_size(norr.folder.vaults() / "norr.db-wal") > 0);
    CHECK(found_in_files() == 0);
    norr.vault.reset();
    CHECK(found_in_files() == 0);
    write(norr.folder.path() / "control.txt", "en rad om Åsa Öberg");
    CHECK(found_in_files() == 1);
}

TEST_CASE("a full disk refuses the act whole, and room gives it back", "[storage][fault]") {
    District norr;
    int refused = 0;
    for (int good = 0; good < 30; ++good) {
        const auto before = cases_of(*norr.vault);
        bool failed = false, done = false;
        {
            const FailingDisk disk{good, ENOSPC};
            const auto added = norr.vault->add_case(some_case(), worker(), {});
            done = added.has_value();
            failed = disk.has_failed();
            if (!done) CHECK(added.error().reason == "disk_full");
            if (!done) ++refused;
        }
        CHECK(done != failed);
        CHECK(cases_of(*norr.vault) == before + (done ? 1 : 0));
    }
    CHECK(refused > 3);
    CHECK(entries_of(*norr.vault, "case_opened") == cases_of(*norr.vault));
    norr.reopen();
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("a reading that cannot be logged gives nothing", "[storage][fault]") {
    District norr;
    const auto in_case = some_case();
    REQUIRE(norr.vault->add_case(in_case, worker(), {}));

    const FailingDisk disk{0, ENOSPC};

    CHECK(norr.vault->case_by_id(in_case.id, worker()).error().reason == "disk_full");
    CHECK(norr.vault->cases("", 10, "", worker()).error().reason == "disk_full");
    CHECK(*norr.vault->assigned_to(in_case.id) == "worker-1");
}

TEST_CASE("after an I/O error a vault refuses until it is opened again", "[storage][fault]") {
    District norr;
    const auto first = some_case(), lost = some_case(), later = some_case();
    REQUIRE(norr.vault->add_case(first, worker(), {}));
    {
        const FailingDisk disk{1, EIO};
        CHECK(norr.vault->add_case(lost, worker(), {}).error().reason == "storage_failed");
    }

    CHECK(norr.vault->add_case(later, worker(), {}).error().reason == "storage_failed");
    norr.reopen();
    CHECK(norr.vault->add_case(later, worker(), {}));
    CHECK(norr.vault->assigned_to(lost.id).error().reason == "no_such_case");
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("a failed checkpoint refuses the act that was to follow it", "[storage][fault]") {
    District norr;
    std::size_t done = 0;
    std::string reason;
    for (int i = 0; i < 300 && reason.empty(); ++i) {
        // Enough for any act into the WAL, not for copying hundreds of pages into the database.
        const FailingDisk disk{60, ENOSPC};
        auto concern = some_concern(i);
        concern.text.assign(3000, 'x');
        const auto added = norr.vault->add_concern(concern, worker(), {});
        if (added)
            ++done;
        else
            reason = added.error().reason;
    }

    CHECK(reason == "disk_full");
    CHECK(done >= 50);  // pages enough gather first
    CHECK(entries_of(*norr.vault, "concern_received") == done);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("a key file or vault that cannot be written whole does not come to be",
          "[storage][fault]") {
    Folder folder;
    const auto key = Keyring::create(folder.keys());
    for (int good = 0; good < 6; ++good) {
        const FailingDisk disk{good, ENOSPC};
        const auto made = Vault::create(folder.vaults(), "v" + std::to_string(good), *key);
        CHECK_FALSE(made);
        CHECK(vault_names(folder.vaults()).empty());
    }
    const FailingDisk disk{0, ENOSPC};
    CHECK(Keyring::create(folder.path() / "other").error().reason ==
          "key_file_unwritable");
    CHECK_FALSE(fs::exists(folder.path() / "other" / "vault.key"));
}

TEST_CASE("a page that a power cut tore is whole as long as the WAL has it", "[storage][fault]") {
    District norr;
    REQUIRE(norr.vault->add_case(some_case(), worker(), {}));
    const auto database = norr.folder.database("norr");
    const fs::path wal = database.string() + "-wal";
    auto torn = content(database), frames = content(wal);
    norr.vault.reset();
    const std::size_t first_frame = 32, page = static_cast<unsigned char>(frames[first_frame + 3]);
    REQUIRE(page * 4096 <= torn.size());

    torn.replace((page - 1) * 4096 + 512, 2000, 2000, 'x');
    write(database, torn);
    write(wal, frames);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    frames[first_frame + 24 + 700] ^= 1;  // where SQLite stops reading the WAL
    write(wal, frames);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).at(0).reason == "page_mac");
}
