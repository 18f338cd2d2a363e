// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>

#include "storage/checkpoint.h"
#include "storage/city.h"
#include "storage/keyring.h"
#include "storage/vault.h"
#include "tests/support/command.h"

using namespace lika;
using tests::Ran;
using tests::TestFolder;
namespace fs = std::filesystem;

namespace {

/// A city with one district, and a backup key whose private part lies elsewhere.
struct Town {
    Town() {
        fs::create_directories(dir);
        std::ofstream{config} << "<lika/>";
        const auto key = storage::Keyring::create(dir / "keys");
        REQUIRE(key);
        REQUIRE(storage::City::create(dir / "vaults", *key));
        REQUIRE(storage::Vault::create(dir / "vaults", "farsta", *key));
        add_case("Kim Testsson");
        const auto made = tests::run({"vault", "backup", "--make-key", offline});
        REQUIRE(made.status == 0);
        std::smatch found;
        REQUIRE(std::regex_search(made.out, found, std::regex{"public key (\\S{48})\n"}));
        std::ofstream{config} << "<lika><backup><public_key>" << found[1].str() << "</public_key></backup></lika>";
    }

    void add_case(const std::string& name) {
        const auto key = storage::Keyring::open(dir / "keys");
        REQUIRE(key);
        auto vault = storage::Vault::open(dir / "vaults", "farsta", *key);
        REQUIRE(vault);
        storage::Case made;
        made.id = storage::CaseId{storage::random_id()};
        made.subject.name = name;
        made.opened_on = made.due_on = "2026-03-02";
        REQUIRE((*vault)->add_case(made, {"worker", storage::Instant{}, ""}, {}));
    }
    Ran back_up(const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"vault", "backup", "--config", config, "--to", to};
        words.insert(words.end(), more.begin(), more.end());
        return tests::run(words);
    }
    /// The newest set.
    std::string set() const {
        std::string newest;
        for (const auto& entry : fs::directory_iterator{to}) newest = std::max(newest, entry.path().string());
        return newest;
    }

    TestFolder folder;
    fs::path dir = folder.path() / "city";
    std::string config = (dir / "lika.xml").string(), offline = folder / "offline.key", to = folder / "backups";
};

std::size_t entries_of(const fs::path& folder) {
    if (!fs::exists(folder)) return 0;
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a city is backed up, lost, and made again on an empty machine", "[service][backup]") {
    Town town;
    const auto made = town.back_up();
    INFO(made.out << made.err);
    REQUIRE(made.status == 0);
    CHECK(std::regex_search(made.out, std::regex{"vault=farsta pages=\\d+ rows=\\d+ log=1 bytes=\\d+ digest=[0-9a-f]{64}\n"}));
    CHECK(has(made.out, "vault=city "));
    CHECK(entries_of(town.set()) == 2);
    fs::remove_all(town.dir);

    const auto restored = tests::run({"vault", "restore", "--from", town.set(), "--key", town.offline, "--to", town.dir.string()});

    INFO(restored.out << restored.err);
    REQUIRE(restored.status == 0);
    CHECK(has(restored.out, "restored vault=farsta"));
    CHECK(has(restored.out, "vault=farsta ok"));
    CHECK(has(tests::text_of(town.config), "<public_key>"));
    const auto key = storage::Keyring::open(town.dir / "keys");
    REQUIRE(key);
    auto vault = storage::Vault::open(town.dir / "vaults", "farsta", *key);
    REQUIRE(vault);
    const auto cases = (*vault)->cases("kim", 10, "", {"worker", storage::Instant{}, ""});
    REQUIRE(cases);
    CHECK(cases->items.size() == 1);
    vault->reset();
    town.add_case("Ny efter");
    town.to = town.folder / "later";
    CHECK(town.back_up().status == 0);
}

TEST_CASE("a restore refuses a folder that holds a vault, or anything else", "[service][backup]") {
    Town town;
    REQUIRE(town.back_up().status == 0);
    fs::create_directories(town.folder.path() / "other");
    town.folder.write("other/notes", "mine");

    const auto vaults = tests::run({"vault", "restore", "--from", town.set(), "--key", town.offline, "--to", town.dir.string()});
    const auto notes = tests::run({"vault", "restore", "--from", town.set(), "--key", town.offline, "--to", town.folder / "other"});

    CHECK(vaults.status == 1);
    CHECK(has(vaults.err, "vault_exists: " + town.dir.string()));
    CHECK(notes.status == 1);
    CHECK(has(notes.err, "folder_not_empty"));
    CHECK(tests::text_of(town.folder / "other/notes") == "mine");
}

TEST_CASE("a set with one damaged backup restores nothing at all", "[service][backup]") {
    Town town;
    REQUIRE(town.back_up().status == 0);
    const auto file = town.set() + "/farsta.lika-backup";   // the second of the two
    auto bytes = tests::text_of(file);
    bytes[bytes.size() - 5000] = static_cast<char>(bytes[bytes.size() - 5000] ^ 1);
    std::ofstream{file, std::ios::binary} << bytes;
    const auto target = town.folder / "new";

    const auto restored = tests::run({"vault", "restore", "--from", town.set(), "--key", town.offline, "--to", target});

    CHECK(restored.status == 1);
    CHECK(has(restored.err, "backup_damaged"));
    CHECK_FALSE(fs::exists(target));
    CHECK_FALSE(fs::exists(target + ".restoring"));
}

TEST_CASE("a drill compares with the vault in use and removes everything", "[service][backup]") {
    Town town;
    REQUIRE(town.back_up().status == 0);
    const auto work = town.folder / "work";
    fs::create_directories(work);
    const auto drill = [&] {
        return tests::run({"vault", "drill", "--from", town.set(), "--key", town.offline, "--against", town.config, "--work", work});
    };

    const auto same = drill();
    town.add_case("Senare");
    const auto later = drill();

    INFO(same.out << same.err << later.out << later.err);
    CHECK(same.status == 0);
    CHECK(std::regex_search(same.out, std::regex{"vault=farsta same=\\d+ changed_since=0 log_in_use=2 acts_since=0\n"}));
    CHECK(has(same.out, "vault=farsta ok"));
    CHECK(later.status == 0);
    CHECK(std::regex_search(later.out, std::regex{"vault=farsta same=\\d+ changed_since=0 log_in_use=3 acts_since=1\n"}));
    CHECK(entries_of(work) == 0);
    CHECK(tests::run({"vault", "drill", "--from", town.set(), "--key", town.offline, "--work", work}).status == 0);
}

TEST_CASE("a drill against another history than the backup's says so", "[service][backup]") {
    Town town;
    REQUIRE(town.back_up().status == 0);
    const auto older = town.set();
    const auto data = town.folder.path() / "elsewhere";
    REQUIRE(tests::run({"vault", "restore", "--from", older, "--key", town.offline, "--to", data.string()}).status == 0);
    town.add_case("Här");
    REQUIRE(tests::run({"vault", "backup", "--config", town.config, "--to", town.folder / "second"}).status == 0);
    std::string set;
    for (const auto& entry : fs::directory_iterator{town.folder / "second"}) set = entry.path().string();

    const auto ran = tests::run({"vault", "drill", "--from", set + "/farsta.lika-backup", "--key", town.offline, "--against",
                                 (data / "lika.xml").string(), "--work", town.folder.path().string()});

    CHECK(ran.status == 1);
    CHECK(has(ran.out, "vault=farsta reason=log_differs"));
    CHECK_FALSE(has(ran.out, "vault=farsta ok"));
}

TEST_CASE("an older backup restored is found by a checkpoint made after it", "[service][backup]") {
    Town town;
    REQUIRE(town.back_up().status == 0);
    const auto place = town.folder / "checkpoints";
    fs::create_directories(place);
    town.add_case("Efter säkerhetskopian");
    const auto key = storage::Keyring::open(town.dir / "keys");
    REQUIRE(key);
    REQUIRE(storage::write_checkpoint(town.dir / "vaults", "farsta", *key, place, storage::Instant{}));
    fs::remove_all(town.dir);

    REQUIRE(tests::run({"vault", "restore", "--from", town.set(), "--key", town.offline, "--to", town.dir.string()}).status == 0);

    const auto again = storage::Keyring::open(town.dir / "keys");
    REQUIRE(again);
    const auto held = storage::write_checkpoint(town.dir / "vaults", "farsta", *again, place, storage::Instant{}, true);
    REQUIRE(held);
    CHECK((held->alarm == "rolled_back" || held->alarm == "chain_rebuilt"));
}

TEST_CASE("dry runs of backup and restore change nothing", "[service][backup]") {
    Town town;
    const auto dry = town.back_up({"--dry-run"});
    CHECK(dry.status == 0);
    CHECK(has(dry.out, "would write " + town.to + "/"));
    CHECK(entries_of(town.to) == 0);
    REQUIRE(town.back_up().status == 0);
    const auto target = town.folder / "new";

    const auto restore = tests::run({"vault", "restore", "--from", town.set(), "--key", town.offline, "--to", target, "--dry-run"});

    CHECK(restore.status == 0);
    CHECK(has(restore.out, "would restore vault=farsta"));
    CHECK_FALSE(fs::exists(target));
}

TEST_CASE("backup without a key, with a mistyped one or of no vault says what to do", "[service][backup]") {
    Town town;
    std::ofstream{town.config} << "<lika/>";

    const auto none = town.back_up();
    const auto mistyped = town.back_up({"--public-key", std::string(48, 'A')});
    const auto wrong_vault = town.back_up({"--public-key", "x", "--vault", "bromma"});

    CHECK(none.status == 1);
    CHECK(has(none.err, "backup_key_not_set: backup.public_key\n"));
    CHECK(has(none.err, "--make-key"));
    CHECK(mistyped.status == 1);
    CHECK(has(mistyped.err, "backup_key_malformed"));
    CHECK(wrong_vault.status == 1);
    CHECK(tests::run({"vault", "backup", "--config", town.config}).status == 2);
    CHECK(entries_of(town.to) == 0);
}

TEST_CASE("a key pair is never made over another", "[service][backup]") {
    Town town;
    const auto before = tests::text_of(town.offline);

    const auto again = tests::run({"vault", "backup", "--make-key", town.offline});

    CHECK(again.status == 1);
    CHECK(has(again.err, "backup_key_exists"));
    CHECK(tests::text_of(town.offline) == before);
}
