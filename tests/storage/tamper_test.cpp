// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>

#include "storage/detail/log.h"
#include "storage/detail/page.h"
#include "storage/detail/store.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;
using detail::Connection;

namespace {

using Chance = std::mt19937_64;
using Files = std::map<std::string, std::string>;  ///< by path

/// A district's vault at three moments, its checkpoints up to the last of each, and all it takes to
/// tamper with it while nobody looks.
class History : public District {
public:
    fs::path place = folder.path() / "elsewhere";
    Files older, closed;  ///< the newer one has a checkpoint of its last entry
    Files in_use;         ///< later still, its last acts in the WAL alone
    std::string closed_checkpoints, in_use_checkpoints;
    detail::VaultKeys keys = std::move(*detail::unlock({folder.vaults(), "norr"}, "norr", key));

    History() {
        fs::create_directory(place);
        live(12);
        checkpoint();
        vault.reset();
        older = contents(folder.vaults());
        reopen();
        live(25);
        checkpoint();
        vault.reset();
        closed = contents(folder.vaults());
        closed_checkpoints = content(checkpoints());
        reopen();
        live(8);
        checkpoint();
        in_use = contents(folder.vaults());
        in_use.erase((folder.vaults() / "norr.db-shm").string());
        in_use_checkpoints = content(checkpoints());
        vault.reset();
    }
    fs::path checkpoints() const { return checkpoint_file(place, "norr"); }
    fs::path database() const { return folder.database("norr"); }
    fs::path wal() const { return folder.vaults() / "norr.db-wal"; }

    void put(const Files& files, const std::string& known) const {
        for (const auto& entry : fs::directory_iterator{folder.vaults()}) fs::remove(entry);
        for (const auto& [name, bytes] : files) write(name, bytes);
        write(checkpoints(), known);
    }
    std::vector<std::string> found() const {
        std::vector<std::string> reasons;
        for (const auto& fault : verify_vault(folder.vaults(), "norr", key, checkpoints()))
            reasons.push_back(fault.reason);
        return reasons;
    }
    /// As someone does who holds the keys.
    template <class Work>
    void with_keys(Work work) const {
        Connection connection{database(), keys.cipher, Connection::For::writing};
        work(connection);
    }
    void sql(const std::string& text) const {
        with_keys([&](Connection& connection) { connection.run(text); });
    }
    std::int64_t entries() const {
        std::int64_t count = 0;
        with_keys([&](Connection& connection) {
            count = *connection.find<std::int64_t>("SELECT count(*) FROM log");
        });
        return count;
    }
    /// What a reader would see: the same as before, or not.
    std::string seen() const try {
        Connection connection{database(), keys.cipher, Connection::For::reading};
        if (connection.find<std::string>("PRAGMA integrity_check") != "ok") return "damaged";
        return detail::sum_records(connection, keys.log).bytes() +
               connection.find<std::string>("SELECT group_concat(hex(mac)) FROM log").value_or("") +
               connection.find<std::string>("SELECT hex(mac) FROM log_head").value_or("");
    } catch (const std::exception&) {
        return "unreadable";
    }

private:
    void live(int acts) {
        for (int i = 0; i < acts; ++i) {
            const auto in_case = some_case("Person " + std::to_string(i));
            const auto draft = some_draft(in_case.id);
            REQUIRE(
                vault->add_case(in_case, worker(), {"worker-1", random_id(), "d", 201, "{}", ""}));
            REQUIRE(vault->add_concern(some_concern(i), worker(), {}));
            REQUIRE(vault->add_assessment(draft, worker(), {}));
            REQUIRE(vault->save_responses(
                draft.id, {rated("I1", 2, "underlag"), rated("I2", 1, "x")}, 1, "tab", worker()));
            if (i % 2 == 0) continue;
            Signing signing;
            signing.final_level = "some";
            signing.result = "{}";
            signing.seen = 2;
            REQUIRE(vault->sign(draft.id, signing, worker(), {}));
        }
    }
    void checkpoint() { REQUIRE(vault->checkpoint(place, at(0))); }
};

std::size_t below(Chance& chance, std::size_t limit) {
    return static_cast<std::size_t>(chance() % limit);
}

std::string number(std::int64_t value) {
    return std::to_string(value);
}

std::int64_t some_entry(const History& norr, Chance& chance) {
    return static_cast<std::int64_t>(below(chance, static_cast<std::size_t>(norr.entries()))) + 1;
}

void flip(std::string& bytes, std::size_t at, Chance& chance) {
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(chance, 8)));
}

std::vector<LogEntry> all_entries(Connection& connection) {
    std::vector<LogEntry> all;
    std::string next;
    do {
        const auto page = detail::read_entries(connection, "", 200, next);
        all.insert(all.end(), page->items.begin(), page->items.end());
        next = page->next;
    } while (!next.empty());
    std::reverse(all.begin(), all.end());
    return all;
}

/// With the product's own code, as someone can who has the keys.
void rebuild(Connection& connection, const detail::SecretBytes& log_key,
             std::vector<LogEntry> all) {
    connection.run("DELETE FROM log");
    connection.run("DELETE FROM log_head");
    connection.watch_records(log_key);
    detail::carry_head(connection, log_key, {});
    detail::append_entries(connection, log_key, std::move(all), {});
}

// Each kind makes its tampering in the files of the vault, closed or in use.

void byte_changed(const History& norr, Chance& chance) {
    auto bytes = content(norr.database());
    std::size_t at = 0;
    do at = below(chance, bytes.size());
    while (at % detail::page_size >= detail::page_size - 12);  // read by nobody
    flip(bytes, at, chance);
    write(norr.database(), bytes);
}

void page_zeroed(const History& norr, Chance& chance) {
    auto bytes = content(norr.database());
    const auto page = 1 + below(chance, bytes.size() / detail::page_size - 1);
    bytes.replace(page * detail::page_size, detail::page_size, detail::page_size, '\0');
    write(norr.database(), bytes);
}

void page_put_back(const History& norr, Chance& chance) {
    const auto& before = norr.older.at(norr.database().string());
    auto bytes = content(norr.database());
    const auto pages = before.size() / detail::page_size;
    for (std::size_t tried = 0, page = below(chance, pages); tried < pages; ++tried, ++page) {
        const auto at = (page % pages) * detail::page_size;
        auto mixed = bytes;
        mixed.replace(at, detail::page_size, before, at, detail::page_size);
        if (mixed == bytes) continue;
        write(norr.database(), mixed);
        return;
    }
}

void file_put_back(const History& norr, Chance& chance) {
    for (const auto& [name, bytes] : norr.older) write(name, bytes);
    if (below(chance, 2) == 0) return;  // else work goes on
    norr.with_keys([&](Connection& connection) {
        connection.watch_records(norr.keys.log);
        const std::vector<LogEntry> more(60,
                                         {0, at(1), "worker-1", "case_read", "", "", "", "done"});
        detail::append_entries(connection, norr.keys.log, more, {});
    });
}

void entry_changed(const History& norr, Chance& chance) {
    const char* fields[] = {"actor", "action", "subject", "object", "reason", "outcome"};
    norr.sql("UPDATE log SET " + std::string{fields[below(chance, 6)]} +
             " = 'another' WHERE sequence = " + number(some_entry(norr, chance)));
}

void entry_removed(const History& norr, Chance& chance) {
    norr.sql("DELETE FROM log WHERE sequence = " + number(some_entry(norr, chance)));
}

void entries_swapped(const History& norr, Chance& chance) {
    const auto one = some_entry(norr, chance), other = one % norr.entries() + 1;
    norr.sql("UPDATE log SET sequence = -1 WHERE sequence = " + number(one));
    norr.sql("UPDATE log SET sequence = " + number(one) + " WHERE sequence = " + number(other));
    norr.sql("UPDATE log SET sequence = " + number(other) + " WHERE sequence = -1");
}

void entry_inserted(const History& norr, Chance& chance) {
    const auto at = some_entry(norr, chance);
    norr.sql("UPDATE log SET sequence = -sequence - 1 WHERE sequence >= " + number(at));
    norr.sql("UPDATE log SET sequence = -sequence WHERE sequence < 0");
    norr.sql(
        "INSERT INTO log SELECT " + number(at) +
        ", at, actor, action, subject, object, reason, outcome, mac FROM log WHERE sequence = " +
        number(at == 1 ? 2 : at - 1));
}

/// With the head made right, or left.
void tail_cut(const History& norr, Chance& chance) {
    const auto from = number(norr.entries() - static_cast<std::int64_t>(below(chance, 5)));
    const bool mends_head = below(chance, 2) == 0;
    norr.with_keys([&](Connection& connection) {
        connection.run("DELETE FROM log WHERE sequence >= " + from);
        if (!mends_head) return;
        rebuild(connection, norr.keys.log, all_entries(connection));
    });
}

void chain_rebuilt(const History& norr, Chance& chance) {
    norr.with_keys([&](Connection& connection) {
        auto all = all_entries(connection);
        all[below(chance, all.size())].actor = "another";
        rebuild(connection, norr.keys.log, std::move(all));
    });
}

void record_changed_or_removed(const History& norr, Chance& chance) {
    const std::string changes[] = {
        "UPDATE once SET answer = 'x'",         "DELETE FROM once",
        "UPDATE concern SET text = 'x'",        "DELETE FROM concern",
        "UPDATE response SET rating = 3",       "DELETE FROM response",
        "UPDATE assessment SET assessor = 'x'", "UPDATE subject_case SET due_on = '2030-01-01'"};
    const char* of[] = {"once",     "once",     "concern",    "concern",
                        "response", "response", "assessment", "subject_case"};
    const auto which = below(chance, std::size(changes));
    const std::string key = of[which] == std::string{"response"} ? "assessment, item" : "rowid";
    norr.sql(changes[which] + " WHERE (" + key + ") = (SELECT " + key + " FROM " + of[which] +
             " ORDER BY " + key + " LIMIT 1 OFFSET " +
             number(static_cast<std::int64_t>(below(chance, 5))) + ")");
}

void wal_cut_or_damaged(const History& norr, Chance& chance) {
    auto bytes = content(norr.wal());
    const auto at = below(chance, bytes.size());
    if (below(chance, 2) == 0)
        bytes.resize(at);
    else
        flip(bytes, at, chance);
    write(norr.wal(), bytes);
}

struct Kind {
    const char* name;
    void (*tamper)(const History&, Chance&);
    bool in_use;
    std::vector<std::string> reasons;  ///< one of them must be among what is found
};

const std::vector<Kind> kinds{
    {"a byte changed", byte_changed, false, {"page_mac", "wrong_key"}},
    {"a page zeroed", page_zeroed, false, {"page_mac"}},
    {"an older page put back",
     page_put_back,
     false,
     {"records_changed", "entry_changed", "entry_missing", "head_changed", "structure_damaged",
      "unreadable"}},
    {"the whole file older", file_put_back, false, {"rolled_back", "chain_rebuilt"}},
    {"a WAL cut or damaged", wal_cut_or_damaged, true, {"rolled_back"}},
    {"an entry changed", entry_changed, false, {"entry_changed"}},
    {"an entry removed", entry_removed, false, {"entry_missing"}},
    {"two entries swapped", entries_swapped, false, {"entry_changed"}},
    {"an entry inserted", entry_inserted, false, {"entry_changed"}},
    {"the tail cut", tail_cut, false, {"entry_missing", "rolled_back", "chain_rebuilt"}},
    {"the chain rebuilt with the keys", chain_rebuilt, false, {"chain_rebuilt"}},
    {"a record changed or removed", record_changed_or_removed, false, {"records_changed"}}};

bool holds_one_of(const std::vector<std::string>& found, const std::vector<std::string>& wanted) {
    return std::any_of(found.begin(), found.end(), [&](const auto& reason) {
        return std::find(wanted.begin(), wanted.end(), reason) != wanted.end();
    });
}

/// 60 of them; LIKA_TAMPERINGS=120 makes it so many.
int rounds() {
    const char* wanted = std::getenv("LIKA_TAMPERINGS");
    return (wanted ? std::atoi(wanted) : 60) / static_cast<int>(kinds.size());
}

}  // namespace

TEST_CASE("every offline tampering of twelve kinds is found", "[storage][tamper]") {
    const History norr;
    norr.put(norr.closed, norr.closed_checkpoints);
    REQUIRE(norr.found().empty());
    const auto seen = norr.seen();
    norr.put(norr.in_use, norr.in_use_checkpoints);
    REQUIRE(norr.found().empty());

    int found = 0, harmless = 0;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        for (int round = 0, done = 0; done < rounds(); ++round) {
            REQUIRE(round < 20 * rounds());
            const auto& [name, tamper, in_use, reasons] = kinds[kind];
            norr.put(in_use ? norr.in_use : norr.closed,
                     in_use ? norr.in_use_checkpoints : norr.closed_checkpoints);
            Chance chance{kind * 1000 + static_cast<std::size_t>(round)};
            tamper(norr, chance);

            const auto faults = norr.found();
            // The page is free now: nobody reads what it holds, and all else is as it was.
            if (faults.empty() && tamper == page_put_back && norr.seen() == seen) {
                ++harmless;
                continue;
            }
            ++done;
            INFO(name << ", round " << round << ": " << (faults.empty() ? "nothing" : faults[0]));
            CHECK(holds_one_of(faults, reasons));
            found += faults.empty() ? 0 : 1;
        }

    CHECK(found == rounds() * static_cast<int>(kinds.size()));
    CHECK(harmless < rounds());
}

namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at, bool big_endian) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])}
                  << (big_endian ? 24 - 8 * i : 8 * i);
    return number;
}

void put_number(std::string& bytes, std::size_t at, std::uint32_t number) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(number >> (24 - 8 * i));
}

/// The running sums of a WAL's frames made right again: anyone can, they have no key.
void mend_sums(std::string& wal) {
    constexpr std::size_t header = 32, frame = 24 + detail::page_size;
    const bool big_endian = (number_at(wal, 0, true) & 1U) != 0;
    auto first = number_at(wal, 24, true), second = number_at(wal, 28, true);
    const auto add = [&](std::size_t from, std::size_t size) {
        for (auto at = from; at < from + size; at += 8) {
            first += number_at(wal, at, big_endian) + second;
            second += number_at(wal, at + 4, big_endian) + first;
        }
    };
    for (auto at = header; at + frame <= wal.size(); at += frame) {
        add(at, 8);
        add(at + 24, detail::page_size);
        put_number(wal, at + 16, first);
        put_number(wal, at + 20, second);
    }
}

}  // namespace

TEST_CASE("a page changed in the WAL, with the WAL's own sums made right, is named",
          "[storage][tamper]") {
    const History norr;
    norr.put(norr.in_use, norr.in_use_checkpoints);
    auto wal = content(norr.wal());
    const auto untouched = wal;
    mend_sums(wal);
    REQUIRE(wal == untouched);

    const auto frames = (wal.size() - 32) / (24 + detail::page_size);
    for (std::size_t frame = 0; frame < frames; frame += 7) {
        auto changed = wal;
        changed[32 + frame * (24 + detail::page_size) + 24 + 300] ^= 1;
        mend_sums(changed);
        norr.put(norr.in_use, norr.in_use_checkpoints);
        write(norr.wal(), changed);
        INFO("frame " << frame);
        CHECK(norr.found().at(0) == "page_mac");
    }
}
