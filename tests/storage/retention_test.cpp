// SPDX-License-Identifier: EUPL-1.2
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>

#include "storage/detail/retention.h"
#include "storage/detail/store.h"
#include "storage/retention.h"
#include "tests/storage/fixture.h"
#include "tests/storage/life.h"
#include "tests/support/decrypted.h"
#include "tests/support/failing_disk.h"

using namespace lika;
using namespace lika::storage;
using namespace lika::storage::tests;
using engine::FileKind;

namespace {

/// Opened and closed for each command, as the command line does.
std::unique_ptr<Retention> desk(const District& norr) {
    auto opened = Retention::open(norr.folder.vaults(), "norr", norr.key);
    REQUIRE(opened);
    return std::move(*opened);
}

RetentionAnswers nothing_special() {
    RetentionAnswers answers;
    answers.placed = answers.paternity = answers.adoption = answers.custody_agreement = false;
    answers.closed = true;
    return answers;
}

RetentionFile file_of(District& norr, const std::string& id, int minute = 20) {
    const auto files = desk(norr)->files(by("admin-1", minute));
    REQUIRE(files);
    const auto found =
        std::find_if(files->begin(), files->end(), [&](const auto& file) { return file.id == id; });
    REQUIRE(found != files->end());
    return *found;
}

PurgeItem item_of(const RetentionFile& file) {
    return {file.kind, file.id, "five-years", "2031-03-02", file.last_note_at};
}

/// Closes the case and proposes it; the item.
PurgeItem propose(District& norr, const CaseId& id) {
    REQUIRE(desk(norr)->record(id.value, nothing_special(), worker(10)));
    const auto item = item_of(file_of(norr, id.value));
    REQUIRE(desk(norr)->propose({item}, by("admin-1", 21)));
    return item;
}

std::vector<LogEntry> entries_of(Vault& vault, const std::string& action, int minute = 60) {
    std::vector<LogEntry> found;
    for (std::string cursor;;) {
        const auto page = vault.log("", 100, cursor, by("admin-1", minute));
        REQUIRE(page);
        for (const auto& entry : page->items)
            if (entry.action == action) found.push_back(entry);
        if (page->next.empty()) return found;
        cursor = page->next;
    }
}

std::string cipher_key(const District& norr) {
    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);
    REQUIRE(keys);
    return {reinterpret_cast<const char*>(keys->cipher.data()), keys->cipher.size()};
}

/// Everything the database and its WAL hold, decrypted.
std::string all_bytes(const District& norr) {
    const auto key = cipher_key(norr);
    auto wal = norr.folder.database("norr");
    wal += "-wal";
    return lika::tests::decrypted_file(content(norr.folder.database("norr")), key) +
           lika::tests::decrypted_wal(fs::exists(wal) ? content(wal) : "", key);
}

void finish(District& norr) {
    norr.vault.reset();
    REQUIRE(scrub_vault(norr.folder.vaults(), "norr", norr.key));
    norr.reopen();
    REQUIRE(desk(norr)->end(by("supervisor-1", 40)));
}

/// Rows that name the id, table by table, but for the log and the proposal.
std::vector<std::string> tables_naming(const District& norr, const std::string& id) {
    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);
    detail::Connection connection{norr.folder.database("norr"), keys->cipher,
                                  detail::Connection::For::reading};
    std::vector<std::string> tables, naming;
    auto row = connection.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    while (row.step()) row.into(tables.emplace_back());
    REQUIRE(tables.size() >= 11);
    for (const auto& table : tables) {
        auto columns = connection.query("PRAGMA table_info(" + table + ")");
        while (columns.step()) {
            std::int64_t number = 0;
            std::string name;
            columns.into(number, name);
            if (connection.find<int>(
                    "SELECT 1 FROM " + table + " WHERE instr(" + name + ", ?) LIMIT 1", id))
                naming.push_back(table + "." + name);
        }
    }
    return naming;
}

}  // namespace

TEST_CASE("the last note is the newest thing written about the person, never a reading",
          "[storage][retention]") {
    District norr;
    const auto one = some_case(), same = some_case(), other = some_case("Bo");
    auto third = other;
    third.subject.personal_number = "19990101-1234";
    REQUIRE(norr.vault->add_case(one, worker(0), {}));
    REQUIRE(norr.vault->add_case(same, worker(3), {}));
    REQUIRE(norr.vault->add_case(third, worker(1), {}));
    CHECK(file_of(norr, one.id.value, 4).last_note_at == at(3));
    CHECK(file_of(norr, third.id.value, 4).last_note_at == at(1));

    REQUIRE(norr.vault->case_by_id(third.id, worker(5, "följer upp")));
    REQUIRE(desk(norr)->record(third.id.value, nothing_special(), worker(6)));
    CHECK(file_of(norr, third.id.value, 7).last_note_at == at(1));

    const auto draft = add_rated(norr, third.id, 8);
    CHECK(file_of(norr, third.id.value, 9).last_note_at == at(8));
    CHECK(file_of(norr, third.id.value, 9).has_drafts);
    CHECK(file_of(norr, third.id.value, 9).is_open);
}

TEST_CASE("a case is open until it is closed, and again when something is written after that",
          "[storage][retention]") {
    District norr;
    const auto one = some_case();
    REQUIRE(norr.vault->add_case(one, worker(0), {}));
    CHECK(file_of(norr, one.id.value, 1).is_open);

    REQUIRE(desk(norr)->record(one.id.value, nothing_special(), worker(2)));
    CHECK_FALSE(file_of(norr, one.id.value, 3).is_open);

    const OffenceRecord offence{
        OffenceId{random_id()}, one.id, "ran", "2026-01-02", "anmald", true, at(4), "worker-1"};
    REQUIRE(norr.vault->add_offence(offence, worker(4), {}));
    CHECK(file_of(norr, one.id.value, 5).is_open);
}

TEST_CASE(
    "what is recorded of one case of a person counts for all, and what is not recorded is unknown",
    "[storage][retention]") {
    District norr;
    const auto one = some_case(), same = some_case();
    REQUIRE(norr.vault->add_case(one, worker(0), {}));
    REQUIRE(norr.vault->add_case(same, worker(0), {}));
    RetentionAnswers answers;
    answers.placed = true;
    answers.adoption = false;
    REQUIRE(desk(norr)->record(one.id.value, answers, worker(1)));

    const auto file = file_of(norr, same.id.value);
    CHECK(file.placed == true);
    CHECK(file.adoption == std::nullopt);
    CHECK(file.paternity == std::nullopt);

    answers = {};
    answers.adoption = false;
    REQUIRE(desk(norr)->record(same.id.value, answers, worker(2)));
    CHECK(file_of(norr, one.id.value).adoption == false);
    CHECK(file_of(norr, one.id.value).placed == true);
}

TEST_CASE("a birth day is recorded where there is none and never changed", "[storage][retention]") {
    District norr;
    auto one = some_case();
    one.subject.born_on.reset();
    REQUIRE(norr.vault->add_case(one, worker(0), {}));
    RetentionAnswers answers;
    answers.born_on = "2011-05-06";
    REQUIRE(desk(norr)->record(one.id.value, answers, worker(1)));
    CHECK(file_of(norr, one.id.value).born_on == "2011-05-06");

    answers.born_on = "2011-05-05";
    CHECK(desk(norr)->record(one.id.value, answers, worker(2)).error().reason == "born_on_known");
    CHECK(desk(norr)->record("nobody", answers, worker(2)).error().reason == "no_such_file");
    CHECK(desk(norr)->record(one.id.value, {}, worker(2)).error().reason == "nothing_recorded");
}

TEST_CASE("a concern that led to no case is a file of its own", "[storage][retention]") {
    District norr;
    const auto concern = some_concern();
    REQUIRE(norr.vault->add_concern(concern, by("school-1", 0), {}));
    CHECK(file_of(norr, concern.id.value).is_open);
    REQUIRE(norr.vault->decide_concern(concern.id, std::nullopt, "inget", worker(5), {}));

    const auto file = file_of(norr, concern.id.value);
    CHECK(file.kind == FileKind::concern);
    CHECK_FALSE(file.is_open);
    CHECK(file.last_note_at == at(5));
    CHECK(file.placed == false);
    CHECK(desk(norr)->record(concern.id.value, nothing_special(), worker(6)).error().reason ==
          "concern_has_no_case");
}

TEST_CASE("one person proposes and another purges; nothing else is purged",
          "[storage][retention]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto other = live(norr, "20100506-2385");
    const auto item = propose(norr, life.opened.id);

    CHECK(desk(norr)->purge(item, by("admin-1", 30)).error().reason == "own_proposal");
    auto not_meant = item_of(file_of(norr, other.opened.id.value, 30));
    CHECK(desk(norr)->purge(not_meant, by("supervisor-1", 30)).error().reason == "not_proposed");
    auto changed = item;
    changed.rule = "another";
    CHECK(desk(norr)->purge(changed, by("supervisor-1", 30)).error().reason == "not_proposed");
    CHECK(file_of(norr, life.opened.id.value, 30).id == life.opened.id.value);

    CHECK(desk(norr)->purge(item, by("supervisor-1", 31)).value());
    CHECK_FALSE(desk(norr)->purge(item, by("supervisor-1", 32)).value());
    CHECK(norr.vault->case_by_id(life.opened.id, worker(33)).error().reason == "no_such_case");
    CHECK(norr.vault->case_by_id(other.opened.id, worker(33)));
    CHECK(norr.vault->assessment(other.overridden, worker(33)));
}

TEST_CASE("the log keeps that a case was purged, by what rule and by whom, and stays whole",
          "[storage][retention]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto before = entries_of(*norr.vault, "assessment_signed", 9).size();
    const auto item = propose(norr, life.opened.id);
    REQUIRE(desk(norr)->purge(item, by("supervisor-1", 31)));
    finish(norr);

    const auto purged = entries_of(*norr.vault, "case_purged");
    REQUIRE(purged.size() == 1);
    CHECK(purged[0].actor == "supervisor-1");
    CHECK(purged[0].subject == life.opened.id.value);
    CHECK(purged[0].reason == "rule=five-years due=2031-03-02 proposed-by=admin-1");
    CHECK(entries_of(*norr.vault, "assessment_signed").size() == before);
    CHECK_FALSE(desk(norr)->proposal()->has_value());
    norr.vault.reset();
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    CHECK(tables_naming(norr, life.opened.id.value) ==
          std::vector<std::string>{"log.subject", "log.object"});
}

TEST_CASE(
    "a signed assessment that is gone without a purge, and a purged case that is back, are found",
    "[storage][retention][verify]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto item = propose(norr, life.opened.id);
    const auto reasons = [&] {
        norr.vault.reset();
        std::vector<std::string> all;
        for (const auto& fault : verify_vault(norr.folder.vaults(), "norr", norr.key))
            all.push_back(fault.reason);
        return all;
    };
    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);
    {
        norr.vault.reset();
        detail::Connection connection{norr.folder.database("norr"), keys->cipher,
                                      detail::Connection::For::writing};
        detail::delete_case(connection, life.opened.id.value);
    }
    CHECK(reasons() ==
          std::vector<std::string>{"records_changed", "assessment_missing", "assessment_missing"});

    District sound;
    auto again = live(sound, "20110506-2384");
    REQUIRE(desk(sound)->purge(propose(sound, again.opened.id), by("supervisor-1", 31)));
    again.opened.concern.reset();
    REQUIRE(sound.vault->add_case(again.opened, worker(32), {}));
    sound.vault.reset();
    const auto faults = verify_vault(sound.folder.vaults(), "norr", sound.key);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].reason == "purge_undone");
}

TEST_CASE("nothing is listed, proposed or purged by a clock behind the log",
          "[storage][retention]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto item = propose(norr, life.opened.id);

    CHECK(desk(norr)->files(by("admin-1", 20)).error().reason == "clock_behind_log");
    CHECK(desk(norr)->propose({item}, by("admin-1", 20)).error().reason == "clock_behind_log");
    CHECK(desk(norr)->purge(item, by("supervisor-1", 20)).error().reason == "clock_behind_log");
    CHECK(desk(norr)->purge(item, by("supervisor-1", 21)));
}

TEST_CASE("a case written in after the proposal is not purged", "[storage][retention]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto item = propose(norr, life.opened.id);
    const OffenceRecord offence{OffenceId{random_id()},
                                life.opened.id,
                                "ran",
                                "2026-01-02",
                                "anmald",
                                true,
                                at(25),
                                "worker-1"};
    REQUIRE(norr.vault->add_offence(offence, worker(25), {}));

    CHECK(desk(norr)->purge(item, by("supervisor-1", 30)).error().reason == "file_changed");
    CHECK(norr.vault->case_by_id(life.opened.id, worker(31)));
}

TEST_CASE(
    "no byte of a purged text is left in the vault, its free pages or its WAL, in any encoding",
    "[storage][retention]") {
    District norr;
    const auto life = live(norr, "20110506-2384");
    const auto texts = lika::tests::encodings(mark);
    const auto item = propose(norr, life.opened.id);
    REQUIRE(
        lika::tests::holds_any(all_bytes(norr), {mark}));  // else it would find nothing anywhere

    REQUIRE(desk(norr)->purge(item, by("supervisor-1", 31)));
    REQUIRE(lika::tests::holds_any(all_bytes(norr), {mark}));  // the WAL still has older pages
    finish(norr);
    CHECK_FALSE(lika::tests::holds_any(all_bytes(norr), texts));
    norr.vault.reset();
    CHECK_FALSE(lika::tests::holds_any(all_bytes(norr), texts));
    CHECK_FALSE(lika::tests::holds_any(all_bytes(norr), {"20110506-2384", life.concern.receipt}));
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("the same with forty cases of all lengths, every other one purged",
          "[storage][retention]") {
    District norr;
    std::vector<PurgeItem> items;
    for (int i = 0; i < 40; ++i) {
        const std::string words = i % 2 == 0 ? mark : "Behålls";
        auto one = some_case(words + std::string(static_cast<std::size_t>(i * 37 % 1500), 'n'));
        one.subject.personal_number = "n" + std::to_string(i);
        REQUIRE(norr.vault->add_case(one, worker(0), {}));
        const auto draft = some_draft(one.id);
        REQUIRE(norr.vault->add_assessment(draft, worker(1), {}));
        const auto evidence = words + std::string(static_cast<std::size_t>(i * i * 7 % 20000), 'e');
        REQUIRE(norr.vault->save_responses(draft.id, {rated("I1", 1, evidence)}, 1, "editor",
                                           worker(2)));
        sign_plainly(norr, draft.id);
        if (i % 2 == 0) REQUIRE(desk(norr)->record(one.id.value, nothing_special(), worker(10)));
    }
    const auto files = desk(norr)->files(by("admin-1", 20));
    REQUIRE(files);
    for (const auto& file : *files)
        if (!file.is_open) items.push_back(item_of(file));
    REQUIRE(items.size() == 20);
    REQUIRE(desk(norr)->propose(items, by("admin-1", 21)));
    auto opened = desk(norr);
    for (const auto& item : items) REQUIRE(opened->purge(item, by("supervisor-1", 30)).value());
    opened.reset();
    finish(norr);

    CHECK(entries_of(*norr.vault, "case_purged").size() == items.size());
    norr.vault.reset();
    // Result and kept answer of every assessment carry the mark: only those of the kept may be
    // left.
    const auto bytes = all_bytes(norr);
    std::size_t left = 0;
    for (auto found = bytes.find(mark); found != std::string::npos;
         found = bytes.find(mark, found + 1))
        ++left;
    CHECK(left == 2 * 20);
    CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
}

TEST_CASE("a disk that fails at any write leaves a case whole or purged, and the next run finishes",
          "[storage][retention][fault]") {
    int failed = 0;
    for (int good = 0; good < 300; good += good < 16 ? 1 : 29) {
        District norr;
        const auto life = live(norr, "20110506-2384");
        const auto item = propose(norr, life.opened.id);
        bool ended = false;
        norr.vault.reset();
        auto open_desk = desk(norr);
        {
            const lika::tests::FailingDisk disk{good, EIO};
            const auto purged = open_desk->purge(item, by("supervisor-1", 31));
            open_desk.reset();
            ended = purged && scrub_vault(norr.folder.vaults(), "norr", norr.key);
            failed += disk.has_failed() ? 1 : 0;
        }
        INFO("writes before the failure: " << good << ", ended " << ended);
        REQUIRE(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
        norr.reopen();
        const auto purged = desk(norr)->purge(item, by("supervisor-1", 32));
        REQUIRE(purged);
        finish(norr);
        CHECK(entries_of(*norr.vault, "case_purged").size() == 1);
        norr.vault.reset();
        CHECK_FALSE(lika::tests::holds_any(all_bytes(norr), {mark}));
        CHECK(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
    }
    CHECK(failed > 10);
}

namespace {

/// The whole purge in a process of its own, which is killed after a while.
void purge_and_be_killed(District& norr, const std::vector<PurgeItem>& items, int microseconds) {
    norr.vault.reset();
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto opened = Retention::open(norr.folder.vaults(), "norr", norr.key);
        for (const auto& item : items) (void)(*opened)->purge(item, by("supervisor-1", 31));
        opened->reset();
        (void)scrub_vault(norr.folder.vaults(), "norr", norr.key);
        _exit(0);
    }
    usleep(static_cast<useconds_t>(microseconds));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
}

}  // namespace

TEST_CASE("a purge killed again and again purges each case once", "[storage][retention][fault]") {
    District norr;
    std::vector<PurgeItem> items;
    std::vector<CaseId> cases;
    for (int i = 0; i < 8; ++i) {
        const auto life = live(norr, "n" + std::to_string(i));
        REQUIRE(desk(norr)->record(life.opened.id.value, nothing_special(), worker(10)));
        items.push_back(item_of(file_of(norr, life.opened.id.value)));
        cases.push_back(life.opened.id);
    }
    REQUIRE(desk(norr)->propose(items, by("admin-1", 21)));
    for (int round = 0; round < 10; ++round) {
        purge_and_be_killed(norr, items, 1500 * (round * 7 % 10 + 1));
        REQUIRE(verify_vault(norr.folder.vaults(), "norr", norr.key).empty());
        norr.reopen();
        for (const auto& id : cases) {
            const auto rows = norr.vault->assessments_of(id);
            const bool is_there = norr.vault->case_by_id(id, worker(32)).has_value();
            REQUIRE(rows->size() == (is_there ? 2 : 0));
        }
        REQUIRE(desk(norr)->proposal()->has_value());
    }
    for (const auto& item : items) REQUIRE(desk(norr)->purge(item, by("supervisor-1", 33)));
    finish(norr);
    CHECK(entries_of(*norr.vault, "case_purged").size() == items.size());
    norr.vault.reset();
    CHECK_FALSE(lika::tests::holds_any(all_bytes(norr), {mark}));
}
