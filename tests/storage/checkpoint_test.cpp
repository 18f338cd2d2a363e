// SPDX-License-Identifier: EUPL-1.2
#include "storage/checkpoint.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "storage/city.h"
#include "storage/detail/connection.h"
#include "storage/detail/log.h"
#include "storage/detail/store.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// A district with a second place for its checkpoints.
struct Watched : District {
    fs::path place = folder.path() / "elsewhere";
    fs::path file = checkpoint_file(place, "norr");

    Watched() { fs::create_directory(place); }
    Checkpointed checkpoint(int minute = 0) {
        const auto done = vault->checkpoint(place, at(minute));
        REQUIRE(done);
        return *done;
    }
    void add_case() { REQUIRE(vault->add_case(some_case(), worker(), {})); }
    std::vector<std::string> lines() const {
        std::istringstream text{content(file)};
        std::vector<std::string> lines;
        for (std::string line; std::getline(text, line);) lines.push_back(line);
        return lines;
    }
    void write_lines(const std::vector<std::string>& lines) const {
        std::string text;
        for (const auto& line : lines) text += line + "\n";
        write(file, text);
    }
    /// "sequence reason" of what the vault and its checkpoints are found to be.
    std::vector<std::string> faults() const {
        std::vector<std::string> found;
        for (const auto& fault : verify_vault(folder.vaults(), "norr", key, file))
            found.push_back(std::to_string(fault.sequence.value_or(-1)) + " " + fault.reason);
        return found;
    }
    /// Database and wrapped key, while the vault is closed.
    std::map<std::string, std::string> files() const { return contents(folder.vaults()); }
    void put_back(const std::map<std::string, std::string>& files) const {
        for (const auto& entry : fs::directory_iterator{folder.vaults()}) fs::remove(entry);
        for (const auto& [name, bytes] : files) write(name, bytes);
    }
};

using Faults = std::vector<std::string>;

std::vector<std::string> reasons(const std::vector<VaultFault>& faults) {
    std::vector<std::string> reasons;
    for (const auto& fault : faults) reasons.push_back(fault.reason);
    return reasons;
}

}  // namespace

TEST_CASE("a checkpoint says what the log has come to, in one line that proves itself",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.add_case();

    const auto done = norr.checkpoint(5);

    CHECK(done.is_new);
    CHECK(done.sequence == 2);
    CHECK(done.alarm.empty());
    REQUIRE(norr.lines().size() == 1);
    const auto read = read_checkpoint(norr.lines()[0]);
    REQUIRE(read);
    CHECK(read->vault == "norr");
    CHECK(read->generation == 1);
    CHECK(read->number == 1);
    CHECK(read->sequence == 2);
    CHECK(read->at == at(5));
    CHECK(read->previous == std::string(64, '0'));
    CHECK(read->key == done.key);
    CHECK(norr.faults().empty());
    CHECK(fs::status(norr.file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a checkpoint is written only when something was logged since", "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.checkpoint();

    CHECK_FALSE(norr.checkpoint().is_new);
    norr.reopen();
    CHECK_FALSE(norr.checkpoint().is_new);
    CHECK(*norr.vault->find_once("a", "k") == std::nullopt);
    CHECK_FALSE(norr.checkpoint().is_new);
    norr.add_case();
    CHECK(norr.checkpoint().is_new);

    CHECK(norr.lines().size() == 2);
    CHECK(read_checkpoint(norr.lines()[1])->number == 2);
    CHECK(norr.faults().empty());
}

TEST_CASE("the command's way writes the same, beside a vault in use, and a trial writes nothing",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    const auto trial =
        write_checkpoint(norr.folder.vaults(), "norr", norr.key, norr.place, at(0), true);
    CHECK(trial->is_new);
    CHECK_FALSE(fs::exists(norr.file));

    const auto done = write_checkpoint(norr.folder.vaults(), "norr", norr.key, norr.place, at(0));
    CHECK(done->is_new);
    CHECK(done->key == trial->key);
    norr.add_case();
    norr.checkpoint();

    CHECK(norr.lines().size() == 2);
    CHECK(norr.faults().empty());
}

TEST_CASE("a city has its checkpoints too", "[storage][checkpoint]") {
    Folder folder;
    const auto key = Keyring::create(folder.keys());
    const auto city = City::create(folder.vaults(), *key);
    REQUIRE((*city)->log_refused("sign_in", "x", worker()));

    REQUIRE((*city)->checkpoint(folder.path(), at(0)));

    const auto file = checkpoint_file(folder.path(), "city");
    CHECK(read_checkpoint(content(file).substr(0, content(file).size() - 1))->sequence == 1);
    CHECK(verify_vault(folder.vaults(), "city", *key, file).empty());
}

TEST_CASE("whole older files are found by the checkpoints, also after new acts",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.vault.reset();
    const auto older = norr.files();
    norr.reopen();
    norr.add_case();
    norr.add_case();
    norr.checkpoint();
    norr.vault.reset();

    norr.put_back(older);
    CHECK(norr.faults() == Faults{"3 rolled_back"});

    norr.reopen();
    for (int i = 0; i < 5; ++i) norr.add_case();
    CHECK(norr.faults() == Faults{"3 chain_rebuilt"});
}

TEST_CASE("a vault that does not go on from its last checkpoint raises an alarm at the next",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.vault.reset();
    const auto older = norr.files();
    norr.reopen();
    norr.add_case();
    norr.checkpoint();
    norr.vault.reset();
    norr.put_back(older);
    norr.reopen();

    const auto done = norr.checkpoint();

    CHECK(done.is_new);
    CHECK(done.alarm == "rolled_back");
    CHECK(norr.lines().size() == 2);
    CHECK(norr.faults() == Faults{"2 rolled_back"});  // it stays visible
}

TEST_CASE("a WAL cut short is found by the checkpoints", "[storage][checkpoint]") {
    Watched norr;
    for (int i = 0; i < 3; ++i) norr.add_case();
    norr.checkpoint();
    const auto wal = norr.folder.vaults() / "norr.db-wal";
    const auto whole = norr.files();
    norr.vault.reset();
    REQUIRE(whole.contains(wal.string()));

    auto cut = whole;
    cut.erase((norr.folder.vaults() / "norr.db-shm").string());
    auto& bytes = cut[wal.string()];
    bytes.resize(bytes.size() - 4096);
    norr.put_back(cut);

    CHECK(norr.faults() == Faults{"3 rolled_back"});
}

TEST_CASE("a chain rebuilt by someone with the keys is found by the checkpoints",
          "[storage][checkpoint]") {
    Watched norr;
    for (int i = 0; i < 4; ++i) norr.add_case();
    norr.checkpoint();
    norr.vault.reset();
    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);
    {
        detail::Connection connection{norr.folder.database("norr"), keys->cipher,
                                      detail::Connection::For::writing};
        connection.watch_records(keys->log);
        auto page = detail::read_entries(connection, "", 100, "");
        std::vector<LogEntry> entries{page->items.rbegin(), page->items.rend()};
        entries[1].actor = "another";
        connection.run("DELETE FROM log");
        connection.run("DELETE FROM log_head");
        detail::carry_head(connection, keys->log, {});  // a head of its own for no entries
        detail::append_entries(connection, keys->log, entries, {});
    }

    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    CHECK(norr.faults() == Faults{"4 chain_rebuilt"});
}

TEST_CASE("records changed and their sum made right by someone with the keys are found",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.checkpoint();
    norr.vault.reset();
    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);
    {
        detail::Connection connection{norr.folder.database("norr"), keys->cipher,
                                      detail::Connection::For::writing};
        const auto before = detail::sum_records(connection, keys->log);
        connection.run("UPDATE subject_case SET assigned_to = 'another'");
        detail::carry_head(connection, keys->log, before);
    }

    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    CHECK(norr.faults() == Faults{"1 records_changed"});
}

TEST_CASE("any byte of a checkpoint file changed is found", "[storage][checkpoint]") {
    Watched norr;
    for (int i = 0; i < 3; ++i) {
        norr.add_case();
        norr.checkpoint();
    }
    const auto good = content(norr.file);
    const auto key = read_checkpoint(norr.lines()[0])->key;
    const auto found = [&] { return check_checkpoints(norr.file, key, [](const Checkpoint&) {}); };
    REQUIRE(found().empty());

    for (std::size_t i = 0; i < good.size(); ++i)
        for (const int bit : {0, 5}) {
            auto changed = good;
            changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
            write(norr.file, changed);
            INFO("byte " << i);
            REQUIRE_FALSE(found().empty());
        }
}

TEST_CASE("a checkpoint line removed, moved, doubled or another vault's is found",
          "[storage][checkpoint]") {
    Watched norr;
    for (int i = 0; i < 4; ++i) {
        norr.add_case();
        norr.checkpoint();
    }
    const auto good = norr.lines();

    for (const auto& wrong :
         {std::vector{good[0], good[2], good[3]}, std::vector{good[1], good[2], good[3]},
          std::vector{good[0], good[2], good[1], good[3]},
          std::vector{good[0], good[0], good[1], good[2]}}) {
        norr.write_lines(wrong);
        CHECK(norr.faults().at(0).find("checkpoint_missing") != std::string::npos);
    }
    District other;
    fs::remove(norr.file);
    REQUIRE(other.vault->checkpoint(norr.place, at(0)));
    CHECK(norr.faults() == Faults{"0 checkpoint_forged"});
    write(norr.file, "");
    CHECK(norr.faults() == Faults{"-1 checkpoints_unreadable"});
}

TEST_CASE("a line left unfinished by a power cut is passed over and the next goes on after it",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.checkpoint();
    const auto first = content(norr.file);
    norr.add_case();
    norr.checkpoint();
    const auto both = content(norr.file);

    for (std::size_t size = first.size(); size + 1 < both.size(); size += 37) {
        write(norr.file, both.substr(0, size));
        CHECK(norr.faults().empty());
        write(norr.file, both.substr(0, size) + (size > first.size() ? "\n" : ""));
        CHECK(norr.faults().empty() == (size == first.size()));
        write(norr.file, both.substr(0, size));
        CHECK(norr.checkpoint().is_new);
        CHECK(norr.faults().empty());
        CHECK(norr.lines().size() == (size == first.size() ? 2 : 3));
    }
    write(norr.file, both.substr(0, both.size() - 1));
    CHECK_FALSE(norr.checkpoint().is_new);
    CHECK(norr.faults().empty());
}

TEST_CASE("a second place that is gone is an error, and its folder is not made",
          "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    fs::remove(norr.place);

    CHECK(norr.vault->checkpoint(norr.place, at(0)).error().reason == "checkpoints_unwritable");
    CHECK_FALSE(fs::exists(norr.place));
    write(norr.place, "a file");
    CHECK(norr.vault->checkpoint(norr.place, at(0)).error().reason == "checkpoints_unwritable");
    fs::remove(norr.place);
    fs::create_directory(norr.place);
    CHECK(norr.checkpoint().is_new);
}

TEST_CASE("a checkpoint of another key is not taken for the vault's own", "[storage][checkpoint]") {
    Watched norr;
    norr.add_case();
    norr.checkpoint();
    const auto other = std::string(64, 'a');

    CHECK(reasons(check_checkpoints(norr.file, other, [](const Checkpoint&) { FAIL(); })) ==
          std::vector<std::string>{"checkpoint_forged"});
    CHECK(check_checkpoints(norr.file, "", [](const Checkpoint&) {}).empty());
}
