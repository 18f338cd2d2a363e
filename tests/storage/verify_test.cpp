// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "storage/city.h"
#include "storage/detail/file.h"
#include "storage/detail/page.h"
#include "storage/detail/store.h"
#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// A closed vault with two cases, a draft, and two signed assessments.
struct Closed : District {
    Case first = some_case("Ett"), second = some_case("Två");
    std::vector<AssessmentId> signed_ids;

    Closed() {
        REQUIRE(vault->add_case(first, worker(), {}));
        REQUIRE(vault->add_case(second, worker(), {}));
        for (const auto& in_case : {first.id, second.id}) sign_one(in_case);
        REQUIRE(vault->add_assessment(some_draft(first.id), worker(), {}));
        vault.reset();
    }
    void sign_one(const CaseId& in_case) {
        const auto draft = some_draft(in_case);
        REQUIRE(vault->add_assessment(draft, worker(), {}));
        REQUIRE(vault->save_responses(draft.id, {rated("I1", 2, "underlag")}, 1, "tab", worker()));
        Signing signing;
        signing.final_level = "some";
        signing.result = "{}";
        signing.seen = 2;
        REQUIRE(vault->sign(draft.id, signing, worker(), {}));
        signed_ids.push_back(draft.id);
    }
    std::vector<VaultFault> faults() const { return verify_vault(folder.vaults(), "norr", key); }

    /// As someone does who holds the key.
    template <class... Values>
    void tamper(const char* sql, const Values&... values) const {
        const auto keys = detail::unlock({folder.vaults(), "norr"}, "norr", key);
        detail::Connection{folder.database("norr"), keys->cipher, detail::Connection::For::writing}
            .run(sql, values...);
    }
};

std::vector<std::pair<std::int64_t, std::string>> entries(const std::vector<VaultFault>& faults) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (const auto& fault : faults) found.emplace_back(fault.sequence.value_or(0), fault.reason);
    return found;
}

using Entries = std::vector<std::pair<std::int64_t, std::string>>;

}  // namespace

TEST_CASE("a sound vault has no faults, closed or in use, and checking changes nothing",
          "[storage][verify]") {
    Closed norr;
    const auto before = contents(norr.folder.path());

    CHECK(norr.faults().empty());
    for (const auto& [file, bytes] : before) CHECK(content(file) == bytes);
    for (const auto& [file, bytes] :
         contents(norr.folder.path()))  // SQLite's index of an empty WAL may stay
        CHECK((before.contains(file) || file.ends_with("-shm") || bytes.empty()));

    norr.reopen();
    REQUIRE(norr.vault->add_case(some_case(), worker(), {}));
    REQUIRE(fs::exists(norr.folder.vaults() / "norr.db-wal"));
    CHECK(norr.faults().empty());
    CHECK(norr.vault->add_case(some_case(), worker(), {}));
    CHECK(norr.faults().empty());
}

TEST_CASE("a sound city has no faults", "[storage][verify]") {
    Folder folder;
    const auto key = Keyring::create(folder.keys());
    REQUIRE(City::create(folder.vaults(), *key));

    CHECK(verify_vault(folder.vaults(), "city", *key).empty());
}

TEST_CASE("one changed byte anywhere in a page is found with the page's number",
          "[storage][verify]") {
    Closed norr;
    const auto file = norr.folder.database("norr");
    const auto good = content(file);
    const auto pages = good.size() / detail::page_size;
    REQUIRE(pages > 20);

    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);

    for (std::size_t page = 0; page < pages; ++page)
        for (const std::size_t offset : {0U, 15U, 16U, 100U, 2048U, 4047U, 4048U, 4063U, 4064U, 4083U}) {
            auto changed = good;
            changed[page * detail::page_size + offset] ^= 0x20;
            const detail::PageCheck check{keys->cipher, changed.substr(0, 16)};
            const bool salt_changed = page == 0 && offset < 16;
            for (std::size_t each = 0; each < pages; ++each) {
                const auto bytes = changed.substr(each * detail::page_size, detail::page_size);
                REQUIRE(check.holds(bytes, each + 1) == (each != page && !salt_changed));
            }
        }
}

TEST_CASE("a changed page is the one fault, whether it is page 1 with its salt or another",
          "[storage][verify]") {
    Closed norr;
    const auto file = norr.folder.database("norr");
    const auto good = content(file);

    for (const std::size_t at :
         {std::size_t{3}, std::size_t{500}, 2 * detail::page_size + 500, good.size() - 20}) {
        auto changed = good;
        changed[at] ^= 0x01;
        write(file, changed);
        const auto faults = norr.faults();
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].vault == "norr");
        CHECK(faults[0].page == at / detail::page_size + 1);
        CHECK(faults[0].reason == "page_mac");
    }
}

TEST_CASE("a page of zeros, a page of another place and a cut-off page are faults",
          "[storage][verify]") {
    Closed norr;
    const auto file = norr.folder.database("norr");
    const auto good = content(file);
    const auto third = good.substr(2 * detail::page_size, detail::page_size);

    auto zeros = good;
    zeros.replace(detail::page_size, detail::page_size, std::string(detail::page_size, '\0'));
    write(file, zeros);
    CHECK(norr.faults().at(0).page == 2);

    auto moved = good;
    moved.replace(detail::page_size, detail::page_size, third);
    write(file, moved);
    CHECK(norr.faults().at(0).page == 2);

    write(file, good.substr(0, good.size() - 100));
    CHECK(norr.faults().at(0).page == good.size() / detail::page_size);
    CHECK(norr.faults().at(0).reason == "page_cut_off");
}

TEST_CASE("a page that only the WAL has so far is no fault, and one it does not have is",
          "[storage][verify]") {
    Closed norr;
    const auto keys = detail::unlock({norr.folder.vaults(), "norr"}, "norr", norr.key);
    const auto file = norr.folder.database("norr");
    norr.reopen();
    detail::Connection reader{file, keys->cipher, detail::Connection::For::reading};
    for (int i = 0; i < 240; ++i) REQUIRE(norr.vault->add_concern(some_concern(i), worker(), {}));
    detail::Transaction old{reader, "BEGIN"};
    reader.find<int>("SELECT count(*) FROM log");
    for (int i = 0; i < 200; ++i) REQUIRE(norr.vault->add_concern(some_concern(i), worker(), {}));

    const auto pages = detail::read_bytes(file, 0, 1 << 24);
    const std::string zeros(detail::page_size, '\0');
    bool has_hole = false;
    for (std::size_t at = 0; at < pages.size(); at += zeros.size())
        has_hole |= pages.compare(at, zeros.size(), zeros) == 0;
    CHECK(has_hole);
    CHECK(norr.faults().empty());
    old.commit();
    fs::rename(norr.folder.vaults() / "norr.db-wal", norr.folder.path() / "away");
    CHECK(norr.faults().at(0).reason == "page_mac");
    fs::rename(norr.folder.path() / "away", norr.folder.vaults() / "norr.db-wal");
}

TEST_CASE("whole pages cut from the end are found", "[storage][verify]") {
    Closed norr;
    const auto file = norr.folder.database("norr");
    const auto good = content(file);

    write(file, good.substr(0, good.size() - 2 * detail::page_size));

    CHECK_FALSE(norr.faults().empty());
}

TEST_CASE("the last twelve bytes of a page are read by nobody", "[storage][verify]") {
    Closed norr;
    const auto file = norr.folder.database("norr");
    auto changed = content(file);
    for (std::size_t at = detail::page_size - 12; at < changed.size(); at += detail::page_size)
        changed[at] ^= 0x01;

    write(file, changed);

    CHECK(norr.faults().empty());
    CHECK(Vault::open(norr.folder.vaults(), "norr", norr.key));
}

TEST_CASE("an entry changed by someone with the key is named", "[storage][verify]") {
    Closed norr;

    norr.tamper("UPDATE log SET actor = 'another' WHERE sequence = 4");

    CHECK(entries(norr.faults()) == Entries{{4, "entry_changed"}});
}

TEST_CASE("every field of an entry is under its MAC", "[storage][verify]") {
    for (const auto* sql : {"UPDATE log SET at = at + 1 WHERE sequence = 2",
                            "UPDATE log SET action = 'x' WHERE sequence = 2",
                            "UPDATE log SET subject = '' WHERE sequence = 2",
                            "UPDATE log SET object = 'x' WHERE sequence = 2",
                            "UPDATE log SET reason = 'x' WHERE sequence = 2",
                            "UPDATE log SET outcome = 'refused' WHERE sequence = 2",
                            "UPDATE log SET actor = actor || substr(action, 1, 1), action = "
                            "substr(action, 2) WHERE sequence = 2"}) {
        Closed norr;
        norr.tamper(sql);
        CHECK(entries(norr.faults()) == Entries{{2, "entry_changed"}});
    }
}

TEST_CASE("an entry that is gone is named, the last one too", "[storage][verify]") {
    Closed first, last;

    first.tamper("DELETE FROM log WHERE sequence = 3");
    last.tamper("DELETE FROM log WHERE sequence = (SELECT max(sequence) FROM log)");

    CHECK(entries(first.faults()) == Entries{{3, "entry_missing"}});
    CHECK(entries(last.faults()) == Entries{{9, "entry_missing"}});
}

TEST_CASE("an emptied log is a fault", "[storage][verify]") {
    Closed norr, headless;

    norr.tamper("DELETE FROM log");
    headless.tamper("DELETE FROM log_head");

    CHECK(entries(norr.faults()).at(0) == std::pair<std::int64_t, std::string>{1, "entry_missing"});
    CHECK(entries(headless.faults()) == Entries{{9, "head_changed"}});
}

TEST_CASE("entries that changed places are both named", "[storage][verify]") {
    Closed norr;

    norr.tamper("UPDATE log SET sequence = -1 WHERE sequence = 2");
    norr.tamper("UPDATE log SET sequence = 2 WHERE sequence = 4");
    norr.tamper("UPDATE log SET sequence = 4 WHERE sequence = -1");

    const auto found = entries(norr.faults());
    CHECK(std::count(found.begin(), found.end(),
                     std::pair<std::int64_t, std::string>{2, "entry_changed"}) == 1);
    CHECK(std::count(found.begin(), found.end(),
                     std::pair<std::int64_t, std::string>{4, "entry_changed"}) == 1);
}

TEST_CASE("an archive that was changed, exchanged or removed is found and not shown",
          "[storage][verify]") {
    Closed changed, exchanged, removed;

    changed.tamper(
        "UPDATE assessment SET archive = CAST(replace(CAST(archive AS TEXT), 'some', 'high') AS "
        "BLOB) WHERE id = ?",
        changed.signed_ids[0]);
    exchanged.tamper(
        "UPDATE assessment SET (archive, archive_mac) = (SELECT archive, archive_mac FROM "
        "assessment WHERE id = ?)"
        " WHERE id = ?",
        exchanged.signed_ids[0], exchanged.signed_ids[1]);
    removed.tamper("UPDATE assessment SET archive = NULL WHERE id = ?", removed.signed_ids[0]);

    CHECK(entries(changed.faults()) == Entries{{9, "records_changed"}, {0, "archive_mac"}});
    CHECK(entries(exchanged.faults()) == Entries{{9, "records_changed"}, {0, "archive_mac"}});
    CHECK(entries(removed.faults()) == Entries{{9, "records_changed"}, {0, "archive_missing"}});
    changed.reopen();
    CHECK(changed.vault->assessment(changed.signed_ids[0], worker()).error().reason ==
          "archive_mac");
}

TEST_CASE("a row that contradicts its archive is found", "[storage][verify]") {
    Closed norr;

    norr.tamper("UPDATE assessment SET final_level = 'low' WHERE id = ?", norr.signed_ids[0]);

    CHECK(entries(norr.faults()) == Entries{{9, "records_changed"}, {0, "archive_differs"}});
}

TEST_CASE("a signature without its entry is found", "[storage][verify]") {
    Closed norr;

    norr.tamper("UPDATE log SET object = 'x' WHERE action = 'assessment_signed' AND object = ?",
                norr.signed_ids[1]);

    const auto found = norr.faults();
    REQUIRE(found.size() == 3);
    CHECK(found[0].reason == "entry_changed");
    CHECK(found[1].reason == "signature_not_logged");
    CHECK(found[2].reason == "assessment_missing");   // what the changed entry now names
}

TEST_CASE("what cannot be read is a fault", "[storage][verify]") {
    Closed norr;
    const auto other = Keyring::create(norr.folder.path() / "other");

    CHECK(verify_vault(norr.folder.vaults(), "norr", *other).at(0).reason == "wrong_key");
    CHECK(verify_vault(norr.folder.vaults(), "soder", norr.key).at(0).reason == "vault_missing");
    write(norr.folder.database("norr"), "SQLite format 3" + std::string(5000, '\0'));
    CHECK(norr.faults().at(0).reason == "not_encrypted");
}
