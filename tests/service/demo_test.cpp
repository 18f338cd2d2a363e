// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "engine/level.h"
#include "service/demo/history.h"
#include "storage/keyring.h"
#include "tests/support/command.h"

using namespace lika;
using tests::TestFolder;

namespace {

const auto now = *storage::read_instant("2026-11-25T12:00:00.000Z");
const storage::Actor reader{"system", now, "test"};

struct Rules {
    instruments::Library library =
        instruments::Library::load(std::filesystem::path{PROJECT_SOURCE} / "instruments" / "library").first;
    instruments::Catalogues catalogues =
        instruments::read_catalogues(std::filesystem::path{PROJECT_SOURCE} / "instruments" / "catalogues").first;
};

const Rules& rules() {
    static const Rules read;
    return read;
}

storage::Account account(const char* id, const char* role) {
    storage::Account made;
    made.id = storage::AccountId{id};
    made.username = id;
    made.name = id;
    made.role = role;
    return made;
}

/// One district's vault with the past of a seed.
class District {
public:
    explicit District(std::uint64_t seed) {
        const service::demo::Cast cast{"farsta",
                                       {account("worker-1", "social_worker"), account("worker-2", "social_worker")},
                                       account("supervisor", "supervisor"), account("school", "school_team")};
        service::demo::Chance chance{seed, "farsta"};
        const auto past = service::demo::made_up_past(chance, cast, {rules().library, rules().catalogues, now, 8, 24});
        REQUIRE(past);
        const auto key = storage::Keyring::create(folder_.path());
        REQUIRE(key);
        auto made = storage::Vault::create(folder_.path(), "farsta", *key);
        REQUIRE(made);
        vault = std::move(*made);
        for (const auto& act : *past) REQUIRE(act.run(*vault));
    }

    std::vector<storage::Case> cases() const {
        std::vector<storage::Case> found;
        const auto rows = vault->cases("", 100, "", reader);
        REQUIRE(rows);
        for (const auto& row : rows->items) found.push_back(*vault->case_by_id(row.id, reader));
        return found;
    }

    std::vector<storage::Assessment> assessments(const storage::CaseId& id) const {
        std::vector<storage::Assessment> found;
        const auto rows = vault->assessments_of(id);
        REQUIRE(rows);
        for (const auto& row : *rows) found.push_back(*vault->assessment(row.id, reader));
        return found;
    }

    /// Everything kept but for ids and receipts, one line a fact, sorted.
    std::vector<std::string> content() const {
        std::vector<std::string> lines;
        const auto concerns = vault->concerns("", 100, "", reader);
        REQUIRE(concerns);
        for (const auto& one : concerns->items)
            lines.push_back("concern " + one.subject.name + one.text + one.state + one.due_on + one.urgency);
        for (const auto& one : cases()) {
            lines.push_back("case " + one.subject.name + one.subject.personal_number.value_or("-") + one.assigned_to + one.due_on);
            const auto offences = vault->offences_of(one.id);
            REQUIRE(offences);
            for (const auto& offence : *offences)
                lines.push_back("offence " + one.subject.name + offence.code + offence.committed_on + offence.basis);
            for (const auto& made : assessments(one.id)) {
                auto line = one.subject.name + made.instrument + storage::to_string(made.state) + made.final_level.value_or("-") + made.result;
                for (const auto& given : made.responses)
                    line += given.item + (given.rating ? std::to_string(*given.rating) : given.missing) + given.evidence;
                lines.push_back("assessment " + line);
            }
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    std::unique_ptr<storage::Vault> vault;

private:
    TestFolder folder_;
};

}  // namespace

TEST_CASE("the same seed makes the same people, ratings and notes, another seed others", "[service][demo]") {
    const auto first = District{7}.content();

    CHECK(first.size() > 40);
    CHECK(first == District{7}.content());
    CHECK(first != District{8}.content());
}

TEST_CASE("every made-up social worker has an open case with a draft of lika-36 and of lika-8", "[service][demo]") {
    const District district{7};

    for (const auto* worker : {"worker-1", "worker-2"}) {
        std::set<std::string> drafts;
        for (const auto& one : district.cases())
            for (const auto& made : district.assessments(one.id))
                if (one.assigned_to == worker && made.state == storage::AssessmentState::draft && !made.responses.empty())
                    drafts.insert(made.instrument);
        CHECK(drafts.contains("lika-36"));
        CHECK(drafts.contains("lika-8"));
    }
}

TEST_CASE("what is signed in the made-up past had no gap", "[service][demo]") {
    const District district{7};

    std::size_t signed_ones = 0;
    for (const auto& one : district.cases())
        for (const auto& made : district.assessments(one.id)) {
            if (made.state != storage::AssessmentState::signed_) continue;
            ++signed_ones;
            const auto instrument = *rules().library.find(engine::InstrumentId{made.instrument});
            std::vector<engine::DraftItem> items(instrument->items.size());
            for (const auto& given : made.responses) {
                auto& item = items[*instrument->find_item(engine::ItemId{given.item})];
                item.response = given.rating ? engine::Response{*given.rating} : engine::Response{*engine::read_missing(given.missing)};
                item.has_evidence = !given.evidence.empty();
            }
            engine::Responses responses{*instrument};
            for (std::size_t i = 0; i < items.size(); ++i) responses[i] = items[i].response;
            std::optional<engine::LevelId> level;
            if (made.final_level) level = engine::LevelId{*made.final_level};
            std::optional<engine::OverrideReason> reason;
            if (made.discretionary) reason = {made.discretionary->reason_code, made.discretionary->reason};
            const auto gaps = engine::gaps(*instrument, items, {}, *engine::score(*instrument, responses, {}), level, reason);
            CHECK(gaps.empty());
        }
    CHECK(signed_ones > 10);
}

TEST_CASE("concerns of the made-up past are at every stage", "[service][demo]") {
    const District district{7};

    std::set<std::string> states;
    const auto concerns = district.vault->concerns("", 100, "", reader);
    REQUIRE(concerns);
    for (const auto& one : concerns->items) states.insert(one.state);
    CHECK(states == std::set<std::string>{"received", "opened", "closed"});
}
