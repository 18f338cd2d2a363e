// SPDX-License-Identifier: EUPL-1.2
#include "storage/move.h"

#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include "storage/detail/case_rows.h"
#include "storage/detail/refusal.h"
#include "storage/detail/signing.h"
#include "storage/detail/store.h"
#include "storage/detail/text.h"
#include "storage/retention.h"
#include "storage/rotate.h"
#include "tests/storage/fixture.h"
#include "tests/storage/life.h"

using namespace lika;
using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

using detail::Connection;

struct Stop : std::exception {};

/// A case with everything a case can have in "norr", and the district "syd" beside it.
struct TwoDistricts : District {
    TwoDistricts() {
        life = live(*this, "20110506-2384");
        draft = add_rated(*this, life.opened.id, 7).id;
        retention("norr", [&](Retention& desk) {
            RetentionAnswers answers;
            answers.placed = true;
            REQUIRE(desk.record(life.opened.id.value, answers, worker(8)));
        });
        REQUIRE(Vault::create(folder.vaults(), "syd", key));
    }

    CaseMove to_syd() const { return {"norr", "syd", life.opened.id, "worker-9"}; }
    engine::Result<void> move(const CaseMove& wanted, int minute = 10) const {
        return move_case(folder.vaults(), key, wanted, supervisor(minute), [](const char*) {});
    }
    /// Moves it and is stopped when `stage` is done.
    void stop_when(const std::string& stage) const {
        CHECK_FALSE(move_case(folder.vaults(), key, to_syd(), supervisor(10), [&](const char* done) {
            if (done == stage) throw Stop{};
        }));
    }
    std::vector<FinishedMove> finish() const {
        const auto moves = finish_moves(folder.vaults(), "norr", key, {"system", at(30), ""});
        REQUIRE(moves);
        return *moves;
    }
    template <class Work>
    void retention(const std::string& name, Work work) const {
        const auto desk = Retention::open(folder.vaults(), name, key);
        REQUIRE(desk);
        work(**desk);
    }
    std::unique_ptr<Vault> open(const std::string& name) const {
        auto opened = Vault::open(folder.vaults(), name, key);
        REQUIRE(opened);
        return std::move(*opened);
    }
    /// The vault's file, read and written without anybody watching its records.
    std::unique_ptr<Connection> raw(const std::string& name) const {
        const detail::VaultFiles files{folder.vaults(), name};
        const auto keys = detail::unlock(files, name, key);
        REQUIRE(keys);
        return std::make_unique<Connection>(files.database, keys->cipher, Connection::For::writing);
    }
    std::vector<std::string> entries(const std::string& name, const std::string& action) const {
        std::vector<std::string> reasons;
        const auto page = open(name)->log(life.opened.id.value, 200, "", supervisor(50));
        REQUIRE(page);
        for (const auto& entry : page->items)
            if (entry.action == action) reasons.push_back(entry.reason);
        return reasons;
    }
    std::vector<std::string> faults(const std::string& name) const {
        std::vector<std::string> reasons;
        for (const auto& fault : verify_vault(folder.vaults(), name, key)) reasons.push_back(fault.reason);
        return reasons;
    }
    bool is_in(const std::string& name) const { return open(name)->case_by_id(life.opened.id, worker(60)).has_value(); }

    Life life;
    AssessmentId draft;
};

/// Table and column of whatever has `text` in it, the log apart.
std::set<std::string> places_of(Connection& connection, const std::string& text) {
    std::vector<std::string> tables;
    auto row = connection.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    while (row.step()) row.into(tables.emplace_back());
    std::set<std::string> places;
    for (const auto& table : tables) {
        auto columns = connection.query("PRAGMA table_info(" + table + ")");
        while (columns.step()) {
            std::int64_t number = 0;
            std::string name;
            columns.into(number, name);
            if (table != "log" &&
                connection.find<int>("SELECT 1 FROM " + table + " WHERE instr(" + name + ", ?) LIMIT 1", text))
                places.insert(table + "." + name);
        }
    }
    return places;
}

/// All that can be read of a case, as text.
std::string told(Vault& vault, const Life& life, const AssessmentId& draft) {
    const auto reader = supervisor(70);
    const auto found = vault.case_by_id(life.opened.id, reader);
    REQUIRE(found);
    const auto& who = found->subject;
    std::string text = who.name + *who.born_on + *who.personal_number + *who.school + to_string(found->opened_at) +
                       found->opened_on + found->due_on + found->concern->value;
    const auto concern = vault.concern(life.concern.id, reader);
    REQUIRE(concern);
    text += concern->text + concern->receipt + concern->state + concern->opened_case->value + concern->reporter;
    const auto offences = vault.offences_of(life.opened.id);
    for (const auto& offence : *offences) text += offence.id.value + offence.code + offence.basis;
    const auto rows = vault.assessments_of(life.opened.id);
    for (const auto& row : *rows) text += row.id.value + to_string(row.state);
    for (const auto& id : {life.signed_one, life.overridden, draft}) {
        const auto one = vault.assessment(id, reader);
        REQUIRE(one);
        text += one->result + to_string(one->state) + std::to_string(one->revision) + one->final_level.value_or("-") +
                (one->discretionary ? one->discretionary->reason + one->discretionary->approval_reason : "-");
        for (const auto& response : one->responses)
            text += response.item + std::to_string(response.rating.value_or(-1)) + response.evidence + response.editor;
    }
    return text;
}

std::int64_t count(Connection& connection, const std::string& table) {
    return *connection.find<std::int64_t>("SELECT count(*) FROM " + table);
}

}  // namespace

TEST_CASE("a moved case is where it went, whole, with its new worker, and nowhere else", "[storage][move]") {
    TwoDistricts city;
    const auto before = told(*city.vault, city.life, city.draft);
    const auto overrides = count(*city.raw("norr"), "decided_override");
    REQUIRE(check_move(city.folder.vaults(), city.key, city.to_syd(), supervisor(9)));
    CHECK(city.is_in("norr"));

    REQUIRE(city.move(city.to_syd()));

    const auto syd = city.open("syd");
    CHECK(told(*syd, city.life, city.draft) == before);
    CHECK(*syd->assigned_to(city.life.opened.id) == "worker-9");
    CHECK(count(*city.raw("syd"), "decided_override") == overrides);
    CHECK(syd->save_responses(city.draft, {rated("I3", 2, "i syd")}, 2, "editor", worker(61)));
    CHECK(city.vault->case_by_id(city.life.opened.id, worker(62)).error().reason == "no_such_case");
    CHECK(city.vault->assessment(city.life.signed_one, worker(62)).error().reason == "no_such_assessment");
    for (const auto& text : {city.life.opened.id.value, city.life.concern.id.value, city.life.signed_one.value, mark})
        CHECK(places_of(*city.raw("norr"), text).empty());
    city.retention("syd", [&](Retention& desk) {
        const auto files = desk.files(by("admin-1", 80));
        REQUIRE(files);
        REQUIRE(files->size() == 1);
        CHECK(files->front().placed == true);
    });
}

namespace {

/// Whether the receipt in the reason of case_moved is syd's for what the reason says it received.
bool is_proved(const TwoDistricts& city, const std::string& reason) {
    const auto after = [&](const std::string& name, std::size_t digits) {
        return detail::from_hex(reason.substr(reason.find(name + "=") + name.size() + 1, digits), digits / 2);
    };
    std::string transfer;
    const auto page = city.open("norr")->log(city.life.opened.id.value, 200, "", supervisor(50));
    for (const auto& entry : page->items)
        if (entry.action == "case_moved") transfer = entry.object;
    using detail::sized;
    const auto about = sized("lika-case-1") + sized(transfer) + sized(city.life.opened.id.value) + sized("norr") + sized("syd");
    const auto keys = detail::unlock({city.folder.vaults(), "syd"}, "syd", city.key);
    return detail::is_signed(sized("lika-received-1") + about + after("digest", 64), after("receipt", 128),
                             detail::SigningKey{keys->log}.public_key());
}

}  // namespace

TEST_CASE("both logs tell of a move, and the receipt proves it to who has the other's public key", "[storage][move]") {
    const TwoDistricts city;
    REQUIRE(city.move(city.to_syd()));

    CHECK(city.entries("norr", "case_sent") == std::vector<std::string>{"to=syd"});
    CHECK(city.entries("syd", "case_received") == std::vector<std::string>{"from=norr"});
    CHECK(city.entries("syd", "assessment_received").size() == 2);
    const auto moved = city.entries("norr", "case_moved");
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].starts_with("to=syd receipt="));
    CHECK(is_proved(city, moved[0]));
    auto other = moved[0];
    other.back() = other.back() == '0' ? '1' : '0';
    CHECK_FALSE(is_proved(city, other));
    CHECK(city.faults("norr").empty());
    CHECK(city.faults("syd").empty());
}

TEST_CASE("on its way a case can be read in neither vault, and is there when the move is finished", "[storage][move]") {
    const TwoDistricts city;
    city.stop_when("sent");

    CHECK_FALSE(city.is_in("norr"));
    CHECK_FALSE(city.is_in("syd"));
    for (const auto* name : {"norr", "syd"}) {
        CHECK(places_of(*city.raw(name), mark).empty());
        CHECK(city.faults(name).empty());
    }
    CHECK(count(*city.raw("norr"), "sent_part") > 10);

    const auto moves = city.finish();
    REQUIRE(moves.size() == 1);
    CHECK(moves[0].done);
    CHECK(moves[0].to == "syd");
    CHECK(city.is_in("syd"));
    CHECK(count(*city.raw("norr"), "sent_part") == 0);
    CHECK(count(*city.raw("norr"), "sent_case") == 0);
    CHECK(city.finish().empty());
}

TEST_CASE("a move stopped after any step and made again is made once", "[storage][move]") {
    const auto* const stage = GENERATE("sent", "received", "moved");
    const TwoDistricts city;
    city.stop_when(stage);
    const bool is_done = std::string{stage} == "moved";

    const auto again = city.move(city.to_syd(), 20);

    CHECK(again.has_value() != is_done);   // then it is not there to be moved any more
    CHECK(city.is_in("syd"));
    CHECK_FALSE(city.is_in("norr"));
    CHECK(city.entries("norr", "case_sent").size() == 1);
    CHECK(city.entries("norr", "case_moved").size() == 1);
    CHECK(city.entries("syd", "case_received").size() == 1);
    CHECK(city.faults("norr").empty());
    CHECK(city.faults("syd").empty());
}

TEST_CASE("what was changed, taken away or put elsewhere on its way is not received", "[storage][move]") {
    const auto* const forgery = GENERATE(
        "UPDATE sent_part SET sealed = CAST(CASE substr(sealed, 1, 1) WHEN X'00' THEN X'01' ELSE X'00' END || substr(sealed, 2) "
        "AS BLOB) WHERE number = 3",
        "DELETE FROM sent_part WHERE number = 3", "DELETE FROM sent_part WHERE number = (SELECT max(number) FROM sent_part)",
        "UPDATE sent_part SET number = CASE number WHEN 2 THEN -2 WHEN 3 THEN -3 END WHERE number IN (2, 3)",
        "UPDATE sent_case SET head = zeroblob(104)", "UPDATE sent_case SET digest = zeroblob(32)",
        "UPDATE sent_case SET signature = zeroblob(64)", "UPDATE sent_case SET in_case = 'another'",
        "UPDATE sent_case SET transfer = 'another'", "UPDATE sent_case SET to_vault = 'väst'");
    const TwoDistricts city;
    city.stop_when("sent");
    city.raw("norr")->run(forgery);

    const auto moves = city.finish();

    INFO(forgery);
    REQUIRE(moves.size() == 1);
    CHECK_FALSE(moves[0].done);
    CHECK((moves[0].done.error().reason == "sealed_case_damaged" || moves[0].done.error().reason == "vault_missing"));
    CHECK(places_of(*city.raw("syd"), mark).empty());
    CHECK(city.entries("syd", "case_received").empty());
    CHECK(city.faults("norr") == std::vector<std::string>{"records_changed"});
}

TEST_CASE("a receipt that is not the other vault's ends nothing", "[storage][move]") {
    const TwoDistricts city;
    city.stop_when("received");
    city.raw("syd")->run("UPDATE received_case SET receipt = zeroblob(64)");

    const auto moves = city.finish();

    REQUIRE(moves.size() == 1);
    CHECK(moves[0].done.error().reason == "receipt_wrong");
    CHECK(count(*city.raw("norr"), "sent_part") > 10);
}

TEST_CASE("a case can come back, and verifying finds nothing amiss on either side", "[storage][move]") {
    TwoDistricts city;
    const auto before = told(*city.vault, city.life, city.draft);
    for (int round = 0; round < 2; ++round) {
        REQUIRE(city.move(city.to_syd(), 10 + round));
        REQUIRE(city.move({"syd", "norr", city.life.opened.id, "worker-1"}, 20 + round));
    }

    CHECK(told(*city.vault, city.life, city.draft) == before);
    CHECK_FALSE(city.is_in("syd"));
    CHECK(city.faults("norr").empty());
    CHECK(city.faults("syd").empty());
}

TEST_CASE("signed assessments that came with a case are missed when they are gone", "[storage][move]") {
    const TwoDistricts city;
    REQUIRE(city.move(city.to_syd()));
    const auto raw = city.raw("syd");
    raw->run("DELETE FROM decided_override");
    raw->run("DELETE FROM assessment WHERE id = ?", city.life.signed_one);

    const auto faults = city.faults("syd");

    CHECK(std::count(faults.begin(), faults.end(), "assessment_missing") == 1);
    CHECK(std::count(faults.begin(), faults.end(), "records_changed") == 1);
}

TEST_CASE("a case that was sent away and is there again without having come back is a fault", "[storage][move]") {
    const TwoDistricts city;
    REQUIRE(city.move(city.to_syd()));
    city.raw("norr")->run(
        "INSERT INTO subject_case (id, name, is_protected, assigned_to, opened_at, opened_on, due_on) VALUES (?, 'x', 0, "
        "'w', 0, '', '')",
        city.life.opened.id);

    const auto faults = city.faults("norr");

    CHECK(std::count(faults.begin(), faults.end(), "purge_undone") == 1);
}

TEST_CASE("retention counts from the last note, wherever it was made, not from the move", "[storage][move]") {
    const TwoDistricts city;
    Instant before;
    city.retention("norr", [&](Retention& desk) { before = desk.files(by("admin-1", 80))->front().last_note_at; });
    REQUIRE(city.move(city.to_syd(), 40));
    city.retention("syd", [&](Retention& desk) { CHECK(desk.files(by("admin-1", 80))->front().last_note_at == before); });
    CHECK(before == at(7));
}

TEST_CASE("a case on its way is received although the other vault got a new data key meanwhile", "[storage][move]") {
    const TwoDistricts city;
    city.stop_when("sent");
    REQUIRE(rotate(city.folder.vaults(), "syd", city.key, supervisor(15), [](const char*) {}));

    CHECK(city.finish().at(0).done);
    CHECK(city.is_in("syd"));
}

TEST_CASE("a case is not moved to where it is, to nowhere, or to where the person has one", "[storage][move]") {
    const TwoDistricts city;
    const auto refused = [&](const CaseMove& move) {
        const auto checked = check_move(city.folder.vaults(), city.key, move, supervisor(9)), moved = city.move(move);
        CHECK((!checked && !moved && checked.error().reason == moved.error().reason));
        return moved ? "" : moved.error().reason;
    };
    const auto id = city.life.opened.id;
    CHECK(refused({"norr", "norr", id, "w"}) == "same_vault");
    CHECK(refused({"norr", "öst", id, "w"}) == "vault_missing");
    CHECK(refused({"norr", "city", id, "w"}) == "vault_missing");
    CHECK(refused({"norr", "syd", CaseId{"nobody"}, "w"}) == "no_such_case");
    auto same = some_case();
    same.subject.personal_number = city.life.opened.subject.personal_number;
    REQUIRE(city.open("syd")->add_case(same, worker(9), {}));
    CHECK(refused({"norr", "syd", id, "w"}) == "case_there");
    CHECK(city.is_in("norr"));
    CHECK(city.entries("norr", "case_sent").empty());
}

TEST_CASE("of many who move one case at once each is told that it moved, left or is there; it arrives once", "[storage][move]") {
    for (int round = 0; round < 10; ++round) {
        const TwoDistricts city;
        std::vector<std::string> told(5);
        std::vector<FinishedMove> finished;
        std::vector<std::thread> movers;
        for (auto& one : told)
            movers.emplace_back([&] {
                const auto moved = city.move(city.to_syd());
                one = moved ? "moved" : moved.error().reason;
            });
        movers.emplace_back([&] { finished = city.finish(); });
        for (auto& mover : movers) mover.join();

        for (const auto& one : told) {
            INFO(one);
            CHECK((one == "moved" || one == "no_such_case" || one == "case_there"));
        }
        for (const auto& one : finished) CHECK(one.done);
        CHECK(city.is_in("syd"));
        CHECK_FALSE(city.is_in("norr"));
        CHECK(city.entries("syd", "case_received").size() == 1);
        CHECK(city.entries("norr", "case_moved").size() == 1);
        CHECK((city.faults("norr").empty() && city.faults("syd").empty()));
    }
}

TEST_CASE("a case that has left while a concern was decided into it is not made anew under its id", "[storage][move]") {
    const TwoDistricts city;
    auto concern = some_concern();
    concern.subject = city.life.opened.subject;
    concern.subject.personal_number.reset();   // one that is known to be the person's keeps the case where it is
    const auto norr = city.open("norr");
    REQUIRE(norr->add_concern(concern, worker(9), {}));
    const auto found = norr->case_of(*city.life.opened.subject.personal_number);
    REQUIRE(found->has_value());
    auto opened = city.life.opened;
    opened.id = **found;
    opened.concern = concern.id;
    REQUIRE(city.move(city.to_syd()));

    CHECK(norr->decide_concern(concern.id, opened, "öppnas", worker(11), {}, true).error().reason == "case_gone");
    CHECK_FALSE(city.is_in("norr"));
    CHECK(city.is_in("syd"));
    CHECK((city.faults("norr").empty() && city.faults("syd").empty()));
}

TEST_CASE("a case is not sent back before its coming is finished, and then leaves once more", "[storage][move]") {
    const TwoDistricts city;
    city.stop_when("received");
    const CaseMove back{"syd", "norr", city.life.opened.id, "worker-9"};
    CHECK(city.move(back, 20).error().reason == "case_on_its_way");
    CHECK(city.finish().at(0).done);
    REQUIRE(city.move(back, 40));
    CHECK((city.is_in("norr") && !city.is_in("syd")));
    REQUIRE(city.move(city.to_syd(), 50));
    CHECK((city.is_in("syd") && !city.is_in("norr")));
    CHECK((city.faults("norr").empty() && city.faults("syd").empty()));
}

TEST_CASE("a move that somebody began to another worker is not taken for one's own", "[storage][move]") {
    const TwoDistricts city;
    city.stop_when("sent");
    auto other = city.to_syd();
    other.assigned_to = "worker-8";

    CHECK(city.move(other, 20).error().reason == "assigned_otherwise");
    CHECK(check_move(city.folder.vaults(), city.key, other, supervisor(20)).error().reason == "assigned_otherwise");
    CHECK_FALSE(city.is_in("syd"));
    REQUIRE(city.move(city.to_syd(), 21));
    CHECK(*city.open("syd")->assigned_to(city.life.opened.id) == "worker-9");
}

TEST_CASE("nothing leaves that cannot arrive: what collides there is found before", "[storage][move]") {
    const TwoDistricts city;
    auto twin = some_concern();
    twin.receipt = city.life.concern.receipt;
    REQUIRE(city.open("syd")->add_concern(twin, worker(9), {}));

    CHECK(check_move(city.folder.vaults(), city.key, city.to_syd(), supervisor(9)).error().reason == "case_collides");
    CHECK(city.move(city.to_syd()).error().reason == "case_collides");
    CHECK(city.is_in("norr"));
    CHECK(city.entries("norr", "case_sent").empty());
    CHECK(places_of(*city.raw("syd"), mark).empty());
    CHECK((city.faults("norr").empty() && city.faults("syd").empty()));
}

TEST_CASE("records that were changed behind the log's back do not leave to begin anew elsewhere", "[storage][move]") {
    const auto* const forgery = GENERATE("UPDATE offence SET first = 0", "DELETE FROM offence",
                                         "UPDATE subject_case SET born_on = '2001-01-01'");
    const TwoDistricts city;
    city.raw("norr")->run(forgery);

    INFO(forgery);
    CHECK(city.move(city.to_syd()).error().reason == "vault_damaged");
    CHECK(check_move(city.folder.vaults(), city.key, city.to_syd(), supervisor(9)).error().reason == "vault_damaged");
    CHECK(city.is_in("norr"));
    CHECK(city.faults("norr") == std::vector<std::string>{"records_changed"});
}

TEST_CASE("a row of another case, half a row and one that is none are not put in with a case", "[storage][move]") {
    const TwoDistricts city;
    const detail::VaultFiles files{city.folder.vaults(), "norr"};
    const auto keys = detail::unlock(files, "norr", city.key);
    std::vector<std::string> rows;
    detail::each_case_row(*city.raw("norr"), keys->archive, city.life.opened.id, [&](auto row) { rows.emplace_back(row); });
    REQUIRE(rows.size() > 10);
    const auto syd = city.raw("syd");
    const auto is_refused = [&](const CaseId& id, const std::vector<std::string>& some) {
        const detail::Transaction undone{*syd};
        detail::CaseRows put{*syd, keys->archive, id};
        try {
            for (const auto& row : some) put.add(row);
            put.finish("w");
            return false;
        } catch (const detail::Refusal& refusal) {
            return refusal.error().reason == "sealed_case_damaged";
        }
    };

    CHECK_FALSE(is_refused(city.life.opened.id, rows));
    for (const auto& row : rows) CHECK(is_refused(CaseId{"another"}, {row}));
    for (std::size_t i = 1; i < rows.size(); ++i) CHECK(is_refused(city.life.opened.id, {rows[i]}));   // before its case
    for (std::size_t size = 0; size < rows[0].size(); ++size) CHECK(is_refused(city.life.opened.id, {rows[0].substr(0, size)}));
}

namespace {

Concern concern_of_same(const TwoDistricts& city, const std::string& text) {
    auto concern = some_concern();
    concern.subject = city.life.opened.subject;
    concern.text = text;
    return concern;
}

}  // namespace

TEST_CASE("the person's concerns that led to no case go along, and none that waits is left to nobody", "[storage][move]") {
    const TwoDistricts city;
    const auto norr = city.open("norr");
    const auto beside = concern_of_same(city, mark + " för sig");
    REQUIRE(norr->add_concern(beside, worker(8), {}));

    CHECK(city.move(city.to_syd()).error().reason == "concern_undecided");
    CHECK(city.is_in("norr"));
    REQUIRE(norr->decide_concern(beside.id, std::nullopt, "ingen utredning", worker(9), {}));
    REQUIRE(city.move(city.to_syd()));

    CHECK(places_of(*city.raw("norr"), mark).empty());
    CHECK(city.open("syd")->concern(beside.id, supervisor(60))->text == beside.text);
    CHECK(city.entries("norr", "concern_sent").size() == 1);
    CHECK(city.entries("syd", "concern_received").size() == 1);
    city.retention("syd", [&](Retention& desk) {
        const auto files = desk.files(by("admin-1", 80));
        REQUIRE(files->size() == 2);   // both of a child that was placed
        for (const auto& file : *files) CHECK(file.placed == true);
    });
    CHECK((city.faults("norr").empty() && city.faults("syd").empty()));
}

TEST_CASE("a case opened for the person meanwhile is told of, in the log and to who moves", "[storage][move]") {
    const TwoDistricts city;
    city.stop_when("sent");
    auto second = some_case();
    second.subject.personal_number = city.life.opened.subject.personal_number;
    REQUIRE(city.open("syd")->add_case(second, worker(12), {}));

    const auto moves = city.finish();

    REQUIRE(moves.size() == 1);
    CHECK((moves[0].done && moves[0].has_second_case));
    CHECK(city.entries("syd", "second_case_found").size() == 1);
    CHECK(city.is_in("syd"));
}

namespace {

/// The files of a vault as they are now, to be put back later.
class Copy {
public:
    Copy(const TwoDistricts& city, std::string name) : from_(city.folder.vaults()), name_(std::move(name)) { put(from_, kept_.vaults()); }
    void restore() const { put(kept_.vaults(), from_); }

private:
    void put(const std::filesystem::path& source, const std::filesystem::path& target) const {
        std::filesystem::create_directories(target);
        for (const auto& old : files_in(target)) std::filesystem::remove(old);
        for (const auto& file : files_in(source)) std::filesystem::copy_file(file, target / file.filename());
    }
    std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) const {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator{folder})
            if (entry.path().filename().string().starts_with(name_)) files.push_back(entry.path());
        return files;
    }

    Folder kept_;
    std::filesystem::path from_;
    std::string name_;
};

std::vector<std::string> move_faults(const TwoDistricts& city) {
    std::vector<std::string> found;
    for (const auto& fault : verify_moves(city.folder.vaults(), city.key)) found.push_back(fault.vault + " " + fault.reason);
    return found;
}

}  // namespace

TEST_CASE("vaults restored from different nights say which case is in two of them or in none", "[storage][move]") {
    TwoDistricts city;
    city.vault.reset();
    const Copy norr_before{city, "norr"}, syd_before{city, "syd"};
    CHECK(move_faults(city).empty());
    city.stop_when("sent");
    const Copy norr_sent{city, "norr"};
    CHECK(move_faults(city).empty());
    city.finish();
    CHECK(move_faults(city).empty());

    const Copy norr_after{city, "norr"}, syd_after{city, "syd"};
    norr_before.restore();
    CHECK(move_faults(city) == std::vector<std::string>{"norr case_twice", "syd case_twice"});
    norr_sent.restore();
    CHECK(move_faults(city).empty());   // finishing it delivers nothing twice
    CHECK(city.finish().at(0).done);
    CHECK(city.entries("syd", "case_received").size() == 1);
    norr_after.restore();
    syd_before.restore();
    CHECK(move_faults(city) == std::vector<std::string>{"norr case_lost"});
}

TEST_CASE("a package that waits while the case is elsewhere is told of before it is delivered", "[storage][move]") {
    TwoDistricts city;
    city.vault.reset();
    REQUIRE(Vault::create(city.folder.vaults(), "vast", city.key));
    const Copy syd_before{city, "syd"};
    city.stop_when("sent");
    const Copy norr_sent{city, "norr"};
    city.finish();
    REQUIRE(city.move({"syd", "vast", city.life.opened.id, "worker-7"}, 20));
    CHECK(move_faults(city).empty());

    norr_sent.restore();
    syd_before.restore();

    CHECK(move_faults(city) == std::vector<std::string>{"vast case_twice"});
}
