// SPDX-License-Identifier: EUPL-1.2
#include "storage/backup.h"

#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <random>
#include <thread>

#include "storage/city.h"
#include "storage/detail/connection.h"
#include "storage/detail/page.h"
#include "storage/detail/rows.h"
#include "storage/detail/store.h"
#include "storage/detail/vault_key.h"
#include "storage/detail/vfs_file.h"
#include "storage/move.h"
#include "storage/rotate.h"
#include "tests/storage/fixture.h"
#include "tests/support/failing_disk.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

const BackupProgress silent = [](const char*, std::uint64_t, std::uint64_t) {};

/// A district, and a key that is kept elsewhere.
struct Backed : District {
    fs::path offline = folder.path() / "offline.key";
    BackupKey backup_key = std::move(*BackupKey::create(offline));
    fs::path file = folder.path() / "norr.lika-backup";

    Case add(const std::string& name, int minute = 0) {
        const auto made = some_case(name);
        REQUIRE(vault->add_case(made, worker(minute), {}));
        return made;
    }
    /// Several parts of a backup.
    void add_much() {
        for (int i = 0; i < 100; ++i) {
            auto concern = some_concern(i);
            concern.text = std::string(3000, 'x');
            REQUIRE(vault->add_concern(concern, worker(), {}));
        }
    }
    lika::engine::Result<Backup> back_up(const std::vector<CarriedFile>& with = {}) {
        return storage_back_up(file, with);
    }
    lika::engine::Result<Backup> storage_back_up(const fs::path& to,
                                                 const std::vector<CarriedFile>& with = {}) {
        return lika::storage::back_up(folder.vaults(), "norr", key, backup_key.recipient(), to,
                                      with, {"system", at(60), ""}, silent);
    }
};

/// Another machine, with keys of its own.
struct Machine {
    Folder folder;
    Keyring key = std::move(*Keyring::create(folder.keys()));

    lika::engine::Result<Backup> restore(const fs::path& file, const BackupKey& backup_key) {
        return lika::storage::restore(file, backup_key, folder.vaults(), key,
                                      {"system", at(90), ""}, silent);
    }
    std::vector<VaultFault> faults() const { return verify_vault(folder.vaults(), "norr", key); }
};

std::vector<TableDigest> tables_of(const fs::path& vaults, const Keyring& key) {
    const auto keys = detail::unlock({vaults, "norr"}, "norr", key);
    detail::Connection connection{vaults / "norr.db", keys->cipher,
                                  detail::Connection::For::reading};
    return detail::digest_tables(connection);
}

std::string reason_of(const lika::engine::Result<Backup>& result) {
    return result ? "" : result.error().reason;
}

/// Names in the folder of vaults that belong to no vault.
std::vector<std::string> leftovers(const Folder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder.vaults()}) {
        const auto name = entry.path().filename().string();
        const bool belongs = name == "norr.db" || name == "norr.key" || name == "norr.db-wal" ||
                             name == "norr.db-shm";
        if (!belongs) names.push_back(name);
    }
    return names;
}

}  // namespace

TEST_CASE("a backup restored on another machine is the vault row for row, and its log continues",
          "[storage][backup]") {
    Backed norr;
    const auto first = norr.add("Ett");
    const auto draft = some_draft(first.id);
    REQUIRE(norr.vault->add_assessment(draft, worker(), {}));
    REQUIRE(norr.vault->save_responses(draft.id, {rated("I1", 2, "underlag")}, 1, "tab", worker()));
    const auto before = tables_of(norr.folder.vaults(), norr.key);

    const auto made = norr.back_up({{"lika.xml", "<lika/>"}});
    Machine other;
    const auto restored = other.restore(norr.file, norr.backup_key);

    REQUIRE(made);
    REQUIRE(restored);
    CHECK(made->tables == before);
    CHECK(restored->tables == before);
    CHECK(restored->head.sequence == made->head.sequence);
    CHECK(restored->head.log_head == made->head.log_head);
    CHECK(restored->digest == made->digest);
    REQUIRE(restored->files.size() == 1);
    CHECK(restored->files[0].bytes == "<lika/>");
    CHECK(other.faults().empty());
    CHECK(leftovers(other.folder).empty());
    auto vault = Vault::open(other.folder.vaults(), "norr", other.key);
    REQUIRE(vault);
    CHECK((*vault)->case_by_id(first.id, worker())->subject.name == "Ett");
    CHECK((*vault)->assessment(draft.id, worker())->responses[0].evidence == "underlag");
    const auto log = (*vault)->log("", 10, "", supervisor());
    REQUIRE(log);
    CHECK(actions(*log) == std::vector<std::string>{"assessment_read", "case_read", "restored",
                                                    "responses_saved", "assessment_started",
                                                    "case_opened"});
    CHECK(log->items[2].object == made->digest);
    CHECK(log->items[2].sequence == made->head.sequence + 1);
}

TEST_CASE("a backup is an entry of the log, with the digest of the file it made",
          "[storage][backup]") {
    Backed norr;
    norr.add("Ett");

    const auto made = norr.back_up();

    REQUIRE(made);
    std::string digest(32, '\0');
    const auto bytes = content(norr.file);
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), 32,
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::string hex(65, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<unsigned char*>(digest.data()), 32);
    hex.pop_back();
    CHECK(made->digest == hex);
    CHECK(made->size == bytes.size());
    const auto log = norr.vault->log("", 1, "", supervisor());
    REQUIRE(log);
    CHECK(log->items[0].action == "backup_made");
    CHECK(log->items[0].actor == "system");
    CHECK(log->items[0].object == hex);
}

TEST_CASE("everything acknowledged before a backup began is in it while writers go on",
          "[storage][backup]") {
    Backed norr;
    for (int i = 0; i < 300; ++i) norr.add("Före " + std::to_string(i));
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    std::vector<std::thread> writers;
    for (int one = 0; one < 3; ++one)
        writers.emplace_back([&] {
            while (!stop)
                if (norr.vault->add_case(some_case("Under"), worker(), {})) ++written;
        });

    for (int round = 0; round < 4; ++round) {
        const auto to = norr.folder.path() / (std::to_string(round) + ".lika-backup");
        const int acknowledged = written;
        const auto made = norr.storage_back_up(to);
        const int at_the_end = written;
        INFO(reason_of(made) << ' ' << (made ? "" : made.error().place));
        if (!made) stop = true;
        CHECK(made);
        if (!made) break;
        Machine other;
        CHECK(other.restore(to, norr.backup_key));
        CHECK(other.faults().empty());
        const auto found = std::find_if(made->tables.begin(), made->tables.end(),
                                        [](const auto& one) { return one.table == "subject_case"; });
        CHECK(found != made->tables.end());
        if (found == made->tables.end()) break;
        CHECK(found->rows >= 300U + static_cast<unsigned>(acknowledged));
        CHECK(found->rows <= 300U + static_cast<unsigned>(at_the_end) + 3U);
    }
    stop = true;
    for (auto& one : writers) one.join();
    CHECK(written > 0);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("no key the server has opens its backup", "[storage][backup]") {
    Backed norr;
    norr.add("Hemlig Person");
    REQUIRE(norr.back_up());
    const auto bytes = content(norr.file);
    const auto opened = detail::open_keys(norr.folder.vaults(), "norr", norr.key);
    REQUIRE(opened);

    CHECK(bytes.find("Hemlig Person") == std::string::npos);
    CHECK(bytes.find("SQLite format 3") == std::string::npos);
    const auto* const magic = "lika-backup-private-1 ";
    for (const auto* one : {&norr.key.secret().root, &opened->carried, &opened->keys.cipher,
                            &opened->keys.log, &opened->keys.archive}) {
        CHECK(bytes.find(one->view()) == std::string::npos);
        // As an X25519 key: the box does not open, whatever recipient the header names.
        std::string own(32, '\0');
        crypto_scalarmult_base(reinterpret_cast<unsigned char*>(own.data()), one->data());
        std::string plain(bytes.size(), '\0');
        for (const auto& recipient : {own, norr.backup_key.recipient().bytes()})
            for (std::size_t box = 64; box < 64 + 200; ++box) {
                const std::size_t size = 48 + 32 + 32 + 32;
                CHECK(crypto_box_seal_open(
                          reinterpret_cast<unsigned char*>(plain.data()),
                          reinterpret_cast<const unsigned char*>(bytes.data()) + box, size,
                          reinterpret_cast<const unsigned char*>(recipient.data()),
                          one->data()) != 0);
            }
        // As the key of its pages.
        for (std::size_t at = 0; at + detail::page_size <= bytes.size(); at += 997)
            CHECK_FALSE(detail::PageCheck{*one, bytes.substr(at, 16)}.holds(
                bytes.substr(at, detail::page_size), 1));
    }
    const auto other = BackupKey::create(norr.folder.path() / "other.key");
    REQUIRE(other);
    CHECK(content(norr.folder.path() / "other.key").starts_with(magic));
    CHECK(reason_of(read_backup(norr.file, *other, silent)) == "wrong_backup_key");
}

TEST_CASE("a flipped bit anywhere in a backup is refused with nothing half restored",
          "[storage][backup]") {
    Backed norr;
    norr.add("Ett");
    REQUIRE(norr.back_up());
    const auto good = content(norr.file);
    std::mt19937_64 chance{20261126};
    std::map<std::string, int> reasons;

    for (int i = 0; i < 60; ++i) {
        auto changed = good;
        // Half of them in the header and the sealed box, which are small.
        const auto at = chance() % (i % 2 == 0 ? 400 : good.size());
        changed[at] = static_cast<char>(changed[at] ^ (1 << (chance() % 8)));
        write(norr.file, changed);
        Machine other;
        const auto restored = other.restore(norr.file, norr.backup_key);
        INFO("byte " << at);
        REQUIRE_FALSE(restored);
        ++reasons[restored.error().reason];
        CHECK((!fs::exists(other.folder.vaults()) || fs::is_empty(other.folder.vaults())));
    }

    for (const auto& [reason, times] : reasons) {
        INFO(reason << ' ' << times);
        CHECK((reason == "backup_damaged" || reason == "backup_cut_off" ||
               reason == "not_a_backup" || reason == "newer_backup" ||
               reason == "wrong_backup_key"));
    }
    CHECK(reasons["backup_damaged"] > 30);
    write(norr.file, good);
    CHECK(read_backup(norr.file, norr.backup_key, silent));
}

TEST_CASE("a backup cut off anywhere is refused, at the border of its parts too",
          "[storage][backup]") {
    Backed norr;
    norr.add_much();
    REQUIRE(norr.back_up());
    const auto good = content(norr.file);
    const std::size_t chunk = 65536 + 17;
    REQUIRE(good.size() > 3 * chunk);
    std::vector<std::size_t> lengths{0, 1, 15, 16, 48, 63, 64, 100, 200, 300, 400};
    for (std::size_t whole = 1; whole <= 3; ++whole)
        for (std::size_t front = 300; front < 420; ++front)
            lengths.push_back(front + whole * chunk);   // among them the borders
    for (const std::size_t less : {1U, 16U, 17U, 18U, 1000U, 65536U}) lengths.push_back(good.size() - less);

    for (const auto length : lengths) {
        write(norr.file, good.substr(0, length));
        const auto read = read_backup(norr.file, norr.backup_key, silent);
        INFO(length);
        REQUIRE_FALSE(read);
        CHECK(read.error().reason == (length < 64 ? "not_a_backup" : "backup_cut_off"));
    }
    write(norr.file, good + "x");
    CHECK(reason_of(read_backup(norr.file, norr.backup_key, silent)) == "backup_damaged");
    fs::remove(norr.file);
    CHECK(reason_of(read_backup(norr.file, norr.backup_key, silent)) == "backup_missing");
}

TEST_CASE("parts of a backup in another order, or of another backup, are refused",
          "[storage][backup]") {
    Backed norr;
    norr.add_much();
    REQUIRE(norr.back_up());
    const auto second = norr.folder.path() / "second.lika-backup";
    REQUIRE(norr.storage_back_up(second));
    const auto good = content(norr.file), other = content(second);
    const std::size_t chunk = 65536 + 17;
    REQUIRE(good.size() > 4 * chunk);
    const std::size_t head = 64 + 76 + 144 + 24;   // front, header, box, start of the stream
    const auto at = [&](std::size_t part) { return head + part * chunk; };

    auto swapped = good;
    swapped.replace(at(0), chunk, good.substr(at(1), chunk));
    swapped.replace(at(1), chunk, good.substr(at(0), chunk));
    auto repeated = good;
    repeated.replace(at(2), chunk, good.substr(at(1), chunk));
    auto foreign = good;
    foreign.replace(at(1), chunk, other.substr(at(1), chunk));
    auto header = other.substr(0, head) + good.substr(head);

    for (const auto& changed : {swapped, repeated, foreign, header}) {
        write(norr.file, changed);
        const auto reason = reason_of(read_backup(norr.file, norr.backup_key, silent));
        CHECK((reason == "backup_damaged" || reason == "backup_cut_off"));
    }
}

TEST_CASE("a backup whose key and box are right but whose rows are not is refused",
          "[storage][backup]") {
    Backed norr;
    norr.add("Ett");
    REQUIRE(norr.back_up());
    Machine other;
    REQUIRE(other.restore(norr.file, norr.backup_key));

    const auto again = other.restore(norr.file, norr.backup_key);

    CHECK(reason_of(again) == "vault_exists");
    CHECK(other.faults().empty());
}

TEST_CASE("a vault with a damaged page is not backed up as if it were sound",
          "[storage][backup]") {
    Backed norr;
    for (int i = 0; i < 30; ++i) norr.add("Fall " + std::to_string(i));
    norr.vault.reset();
    const auto database = norr.folder.database("norr");
    auto bytes = content(database);
    bytes.replace(5 * detail::page_size, detail::page_size,
                  std::string(detail::page_size, '\0'));   // what the engine reads as empty
    write(database, bytes);

    const auto made = norr.back_up();

    REQUIRE_FALSE(made);
    CHECK(made.error().reason == "vault_damaged");
    CHECK(made.error().place == "page 6");
    CHECK_FALSE(fs::exists(norr.file));
}

TEST_CASE("the disk filling up at any write leaves no backup, no rest of it and a sound vault",
          "[storage][backup]") {
    Backed norr;
    norr.add("Ett");
    int refused = 0;
    for (int good = 0; good < 400; good += good < 40 ? 1 : 23) {
        lika::engine::Result<Backup> made = lika::engine::Error{};
        {
            lika::tests::FailingDisk disk{good, ENOSPC};
            made = norr.back_up();
            if (!disk.has_failed()) break;
        }
        ++refused;
        INFO(good);
        REQUIRE_FALSE(made);
        CHECK((made.error().reason == "disk_full" || made.error().reason == "storage_failed"));
        CHECK_FALSE(fs::exists(norr.file));
        CHECK_FALSE(fs::exists(norr.file.string() + ".part"));
        CHECK(leftovers(norr.folder).empty());
    }
    CHECK(refused > 5);
    norr.reopen();
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    fs::remove(norr.file);
    CHECK(norr.back_up());
}

TEST_CASE("a restore whose disk fills up leaves nothing", "[storage][backup]") {
    Backed norr;
    norr.add("Ett");
    REQUIRE(norr.back_up());
    int refused = 0;
    for (int good = 0; good < 200; good += good < 20 ? 1 : 11) {
        Machine other;
        lika::engine::Result<Backup> restored = lika::engine::Error{};
        {
            lika::tests::FailingDisk disk{good, ENOSPC};
            restored = other.restore(norr.file, norr.backup_key);
            if (!disk.has_failed()) break;
        }
        ++refused;
        INFO(good);
        REQUIRE_FALSE(restored);
        CHECK((!fs::exists(other.folder.vaults()) || fs::is_empty(other.folder.vaults())));
    }
    CHECK(refused > 3);
}

TEST_CASE("a backup killed at any moment is a whole file or none, and leaves nothing behind",
          "[storage][backup]") {
    Backed norr;
    for (int i = 0; i < 300; ++i) norr.add("Fall " + std::to_string(i));
    norr.vault.reset();
    const auto begun = std::chrono::steady_clock::now();
    REQUIRE(norr.back_up());
    const std::chrono::duration<double, std::micro> one = std::chrono::steady_clock::now() - begun;
    std::mt19937 chance{4};
    int whole = 0, none = 0;
    const auto rounds = std::getenv("LIKA_KILLS") ? std::atoi(std::getenv("LIKA_KILLS")) : 10;

    for (int round = 0; round < rounds; ++round) {
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const auto key = Keyring::open(norr.folder.keys());
            for (int i = 0;; ++i)
                if (!key || !norr.storage_back_up(norr.folder.path() / (std::to_string(round) + "-" +
                                                                        std::to_string(i))))
                    _exit(3);
        }
        usleep(static_cast<useconds_t>(one.count() * 3) * static_cast<useconds_t>(chance() % 100) / 100);
        kill(child, SIGKILL);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));

        norr.reopen();   // as the service does at its next start
        CHECK(leftovers(norr.folder).empty());
        norr.vault.reset();
        for (const auto& entry : fs::directory_iterator{norr.folder.path()}) {
            const auto name = entry.path().filename().string();
            if (!name.starts_with(std::to_string(round) + "-")) continue;
            if (name.ends_with(".part")) {   // not under a backup's name
                ++none;
                fs::remove(entry.path());
                continue;
            }
            ++whole;
            CHECK(read_backup(entry.path(), norr.backup_key, silent));
            fs::remove(entry.path());
        }
        CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    }
    CHECK(whole + none > 0);
}

TEST_CASE("the city's own vault is backed up like a district's", "[storage][backup]") {
    Backed norr;
    auto city = City::create(norr.folder.vaults(), norr.key);
    REQUIRE(city);
    Account account;
    account.id = AccountId{"a1"};
    account.username = "a.berg";
    REQUIRE((*city)->add_account(account, worker()));
    const auto made = back_up(norr.folder.vaults(), "city", norr.key, norr.backup_key.recipient(),
                              norr.file, {}, {"system", at(60), ""}, silent);
    REQUIRE(made);

    Machine other;
    REQUIRE(other.restore(norr.file, norr.backup_key));

    CHECK(verify_vault(other.folder.vaults(), "city", other.key).empty());
    auto restored = City::open(other.folder.vaults(), other.key);
    REQUIRE(restored);
    CHECK((*restored)->account_by_username("a.berg"));
}

TEST_CASE("a file is written whole however much is written at once", "[storage][backup]") {
    const Folder folder;
    std::mt19937 chance{42};
    for (const std::size_t size : {7U, 65536U, 131072U, 131073U, 1048644U}) {
        std::string bytes(size, '\0');
        for (char& c : bytes) c = static_cast<char>(chance());
        const auto path = folder.path() / std::to_string(size);
        detail::VfsFile file{path, detail::VfsFile::As::fresh};
        REQUIRE(file.is_open());
        CHECK(file.write(bytes.substr(0, 7), 0) == 0);
        CHECK(file.write(bytes, 7) == 0);
        CHECK(content(path) == bytes.substr(0, 7) + bytes);
    }
}

TEST_CASE("a backup does not overwrite another", "[storage][backup]") {
    Backed norr;
    REQUIRE(norr.back_up());
    const auto before = content(norr.file);

    CHECK(reason_of(norr.back_up()) == "backup_exists");
    CHECK(content(norr.file) == before);
}

TEST_CASE("a carried file may not leave the folder it is put in", "[storage][backup]") {
    Backed norr;

    for (const auto* name : {"../lika.xml", "/etc/passwd", "a/../../b", ""})
        CHECK(reason_of(norr.back_up({{name, "x"}})) == "carried_file_too_long");
    CHECK_FALSE(fs::exists(norr.file));
}

TEST_CASE("a backup key is a line of text whose typing mistakes are found", "[storage][backup]") {
    Folder folder;
    const auto file = folder.path() / "offline.key";
    const auto made = BackupKey::create(file);
    REQUIRE(made);
    const auto text = made->recipient().text();

    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(text.size() == 48);
    REQUIRE(BackupKey::open(file));
    CHECK(BackupKey::open(file)->recipient().bytes() == made->recipient().bytes());
    REQUIRE(BackupRecipient::read(text));
    CHECK(BackupRecipient::read(text)->bytes() == made->recipient().bytes());
    CHECK(BackupKey::create(file).error().reason == "backup_key_exists");
    CHECK(BackupKey::open(folder.path() / "none").error().reason == "backup_key_missing");
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto mistyped = text;
        mistyped[at] = mistyped[at] == 'A' ? 'B' : 'A';
        CHECK_FALSE(BackupRecipient::read(mistyped));
    }
    for (const auto& wrong : {text + "A", text.substr(1), std::string{}, std::string(48, '!')})
        CHECK_FALSE(BackupRecipient::read(wrong));
    const auto line = content(file);
    for (std::size_t at = 0; at + 1 < line.size(); ++at) {
        auto mistyped = line;
        mistyped[at] = mistyped[at] == 'A' ? 'B' : 'A';
        write(file, mistyped);
        CHECK_FALSE(BackupKey::open(file));
    }
}

TEST_CASE("backups of before and after a rotation are restored, each with its data key, and their logs fit the vault",
          "[storage][backup]") {
    Backed norr;
    norr.add("Ett");
    REQUIRE(norr.back_up());
    norr.vault.reset();
    REQUIRE(rotate(norr.folder.vaults(), "norr", norr.key, {"system", at(70), ""}, [](const char*) {}));
    const auto after = norr.file.string() + "-after";
    REQUIRE(norr.storage_back_up(after));

    std::uint64_t generation = 1;
    for (const auto& file : {norr.file, fs::path{after}}) {
        Machine other;
        const auto restored = other.restore(file, norr.backup_key);
        REQUIRE(restored);
        CHECK(restored->head.generation == generation);
        CHECK(other.faults().empty());
        CHECK(vault_status(other.folder.vaults(), "norr", other.key)->generation == generation);
        const auto compared = compare_with_live(*restored, other.folder.vaults(), other.key, norr.folder.vaults(), norr.key);
        REQUIRE(compared);
        CHECK(compared->log_agrees);
        CHECK(compared->holds());
        CHECK(*rotate(other.folder.vaults(), "norr", other.key, {"system", at(95), ""}, [](const char*) {}) == generation + 1);
        CHECK(other.faults().empty());
        ++generation;
    }
}

TEST_CASE("vaults backed up one after another have each case once, though one moved between them meanwhile",
          "[storage][backup][move]") {
    const auto* const overtaken = GENERATE("norr", "syd");   // while the other's backup is made, the case leaves or comes back
    Backed norr;
    const auto moving = norr.add("Flyttande", 1);
    REQUIRE(Vault::create(norr.folder.vaults(), "syd", norr.key));
    bool has_moved = false;
    const auto move_once = [&](const char* stage, std::uint64_t, std::uint64_t) {
        if (std::string{stage} != "sealing" || std::exchange(has_moved, true)) return;
        REQUIRE(move_case(norr.folder.vaults(), norr.key, {"norr", "syd", moving.id, "worker-9"}, worker(5), [](const char*) {}));
    };
    std::vector<BackupPart> parts;
    for (const std::string name : {"norr", "syd"})
        parts.push_back({name, norr.folder.path() / (name + ".backup"), name == overtaken ? BackupProgress{move_once} : silent});

    const auto made = back_up_all(norr.folder.vaults(), parts, norr.key, norr.backup_key.recipient(), {}, {"system", at(60), ""});

    REQUIRE(made);
    REQUIRE(has_moved);
    Machine machine;
    for (const auto& part : parts) REQUIRE(machine.restore(part.file, norr.backup_key));
    CHECK(verify_moves(machine.folder.vaults(), machine.key).empty());
    int found = 0;
    for (const std::string name : {"norr", "syd"})
        found += (*Vault::open(machine.folder.vaults(), name, machine.key))->case_by_id(moving.id, worker(90)).has_value() ? 1 : 0;
    CHECK(found == 1);
}

TEST_CASE("when one of several backups fails none of them is left, and none that was there is touched", "[storage][backup]") {
    Backed norr;
    const auto there = norr.folder.path() / "there.backup";
    write(there, "another");
    const auto first = norr.folder.path() / "norr.backup";
    const auto all = [&](const std::string& second, const fs::path& file) {
        return back_up_all(norr.folder.vaults(), {{"norr", first, silent}, {second, file, silent}}, norr.key,
                           norr.backup_key.recipient(), {}, {"system", at(60), ""});
    };

    CHECK(all("nowhere", norr.folder.path() / "x.backup").error().reason == "vault_missing");
    CHECK_FALSE(fs::exists(first));
    CHECK(all("norr", there).error().reason == "backup_exists");
    CHECK(content(there) == "another");
}
