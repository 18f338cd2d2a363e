// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/storage/fixture.h"

using namespace lika::storage;
using namespace lika::storage::tests;

namespace {

/// A case with a draft in the vault "norr".
struct Desk : District {
    Case in_case = some_case();
    Assessment draft = some_draft(in_case.id);

    Desk() {
        REQUIRE(vault->add_case(in_case, worker(), {}));
        REQUIRE(vault->add_assessment(draft, worker(), {}));
    }
    Saved save(const std::vector<ResponseChange>& changes, std::int64_t seen,
               const std::string& editor = "tab-1") {
        const auto saved = vault->save_responses(draft.id, changes, seen, editor, worker(5));
        REQUIRE(saved);
        return *saved;
    }
    std::string save_error(const std::vector<ResponseChange>& changes) {
        const auto saved = vault->save_responses(draft.id, changes, 1, "tab-1", worker(5));
        return saved ? "saved" : saved.error().reason;
    }
    Assessment now() { return std::move(*vault->assessment(draft.id, worker(9))); }
    std::string next_step() { return vault->cases("", 10, "", worker())->items.at(0).next_step; }
};

Signing plain_signing(std::int64_t seen) {
    Signing signing;
    signing.scored_level = "some";
    signing.final_level = "some";
    signing.result = "{\"scored_level\":\"some\"}";
    signing.seen = seen;
    return signing;
}

Signing override_signing(std::int64_t seen) {
    auto signing = plain_signing(seen);
    signing.final_level = "high";
    signing.discretionary = Override{
        "up", "recent_change", "Ny information efter mötet med skolan.", "worker-1", "", ""};
    return signing;
}

}  // namespace

TEST_CASE("a draft keeps rating, evidence, sources and time of each item across a restart",
          "[storage][draft]") {
    Desk desk;
    auto change = rated("I1", 2, "Slagsmål två gånger i mars.");
    change.sources = {"skolan", "vårdnadshavare, mor"};
    const auto saved = desk.save({change}, 1);

    desk.reopen();

    CHECK(saved.revision == 2);
    CHECK_FALSE(saved.stale);
    const auto found = desk.now();
    CHECK(found.revision == 2);
    CHECK(found.state == AssessmentState::draft);
    REQUIRE(found.responses.size() == 1);
    const auto& response = found.responses[0];
    CHECK(response.item == "I1");
    CHECK(response.rating == 2);
    CHECK(response.missing.empty());
    CHECK(response.evidence == "Slagsmål två gånger i mars.");
    CHECK(response.sources == *change.sources);
    CHECK(response.at == "2026-03-02T08:10:00Z");
    CHECK(response.editor == "tab-1");
    CHECK(response.revision == 2);
}

TEST_CASE("a change sets only what it names", "[storage][draft]") {
    Desk desk;
    desk.save({rated("I1", 2, "först")}, 1);
    ResponseChange evidence_alone;
    evidence_alone.item = "I1";
    evidence_alone.evidence = "sedan";
    desk.save({evidence_alone}, 2);
    ResponseChange not_known;
    not_known.item = "I1";
    not_known.sets_response = true;
    not_known.missing = "not_known";

    CHECK(desk.now().responses[0].rating == 2);
    CHECK(desk.now().responses[0].evidence == "sedan");
    desk.save({not_known}, 3);
    CHECK_FALSE(desk.now().responses[0].rating);
    CHECK(desk.now().responses[0].missing == "not_known");
    CHECK(desk.now().responses[0].evidence == "sedan");
}

TEST_CASE("two editors of different items both win, and each is told of the other's",
          "[storage][draft]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1, "tab-1");

    const auto second = desk.save({rated("I3", 1, "två")}, 1, "tab-2");

    CHECK_FALSE(second.stale);
    CHECK(second.revision == 3);
    REQUIRE(second.others.size() == 1);
    CHECK(second.others[0].item == "I1");
    CHECK(second.responses.size() == 2);
}

TEST_CASE("a save of an item another editor changed since saves nothing", "[storage][draft]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1, "tab-1");

    const auto stale = desk.save({rated("I1", 0, "annat"), rated("I3", 3, "också")}, 1, "tab-2");

    CHECK(stale.stale);
    CHECK(stale.revision == 2);
    REQUIRE(stale.others.size() == 1);
    CHECK(stale.others[0].evidence == "ett");
    CHECK(desk.now().responses.size() == 1);
    CHECK(desk.now().responses[0].rating == 2);
    const auto log = desk.vault->log(desk.in_case.id.value, 3, "", supervisor());
    CHECK(log->items[2].outcome == "refused");
}

TEST_CASE("an editor does not stand in its own way, nor does one that saw the change",
          "[storage][draft]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1, "tab-1");

    CHECK_FALSE(desk.save({rated("I1", 1, "ett till")}, 1, "tab-1").stale);
    CHECK_FALSE(desk.save({rated("I1", 0, "sett")}, 3, "tab-2").stale);
    CHECK(desk.now().responses[0].evidence == "sett");
}

TEST_CASE("the same content again is no conflict and no new revision", "[storage][draft]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1, "tab-1");

    const auto again = desk.save({rated("I1", 2, "ett")}, 1, "tab-2");

    CHECK_FALSE(again.stale);
    CHECK(again.revision == 2);
    CHECK(desk.now().responses[0].editor == "tab-1");
    CHECK_FALSE(desk.save({}, 2).stale);
}

TEST_CASE("a revision the vault never gave saves nothing", "[storage][draft]") {
    Desk desk;

    CHECK(desk.save({rated("I1", 2, "ett")}, 7).stale);
    CHECK(desk.now().responses.empty());
}

TEST_CASE("text without bounds is refused whole", "[storage][draft]") {
    Desk desk;
    auto sources = rated("I2", 1, "");
    sources.sources = std::vector<std::string>(51, "skolan");
    ResponseChange unknown_word;
    unknown_word.item = "I1";
    unknown_word.sets_response = true;
    unknown_word.missing = "vet ej";

    CHECK(desk.save_error({rated("I1", 1, std::string(32'000, 'x'))}) == "saved");
    CHECK(desk.save_error({rated("I2", 1, "ok"), rated("I3", 1, std::string(32'001, 'x'))}) ==
          "too_long");
    CHECK(desk.save_error({rated(std::string(129, 'x'), 1, "")}) == "too_long");
    CHECK(desk.save_error({sources}) == "too_long");
    CHECK(desk.save_error({unknown_word}) == "unknown_missing");
    CHECK(desk.now().responses.size() == 1);
}

TEST_CASE("a draft that grows out of an earlier one carries its responses", "[storage][draft]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1);
    auto grown = some_draft(desk.in_case.id);
    grown.responses = desk.now().responses;

    REQUIRE(desk.vault->add_assessment(grown, worker(), {}));

    const auto found = desk.vault->assessment(grown.id, worker());
    REQUIRE(found->responses.size() == 1);
    CHECK(found->responses[0].evidence == "ett");
    CHECK(found->responses[0].revision == 1);
    CHECK(desk.vault->assessments_of(desk.in_case.id)->size() == 2);
}

TEST_CASE("a signed assessment is what was signed, and nothing changes it", "[storage][sign]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett"), rated("I3", 0, "")}, 1);

    REQUIRE(desk.vault->sign(desk.draft.id, plain_signing(2), worker(6), {}));
    desk.reopen();

    const auto found = desk.now();
    CHECK(found.state == AssessmentState::signed_);
    CHECK(found.signed_at == at(6));
    CHECK(found.final_level == "some");
    CHECK(found.result == "{\"scored_level\":\"some\"}");
    CHECK(found.responses.size() == 2);
    CHECK(found.responses[0].evidence == "ett");
    CHECK(desk.next_step() == "follow_up");
    CHECK(desk.save_error({rated("I1", 0, "")}) == "not_a_draft");
    CHECK(desk.vault->sign(desk.draft.id, plain_signing(3), worker(), {}).error().reason ==
          "not_a_draft");
    const auto rows = desk.vault->assessments_of(desk.in_case.id);
    CHECK(rows->at(0).final_level == "some");
    CHECK(rows->at(0).state == AssessmentState::signed_);
}

TEST_CASE("what was not seen cannot be signed", "[storage][sign]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1);

    CHECK(desk.vault->sign(desk.draft.id, plain_signing(1), worker(), {}).error().reason ==
          "stale_revision");
    CHECK(desk.now().state == AssessmentState::draft);
}

TEST_CASE("an override waits for an approver who is not the assessor", "[storage][sign]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1);
    CHECK(desk.next_step() == "continue_draft");

    REQUIRE(desk.vault->sign(desk.draft.id, override_signing(2), worker(6), {}));

    CHECK(desk.now().state == AssessmentState::awaiting_approval);
    CHECK(desk.next_step() == "await_approval");
    CHECK(desk.vault->awaiting_approval(supervisor())->size() == 1);
    CHECK(desk.vault->approve(desk.draft.id, true, "", worker(7), {}).error().reason ==
          "own_assessment");
    CHECK(desk.save_error({rated("I1", 0, "")}) == "not_a_draft");

    REQUIRE(desk.vault->approve(desk.draft.id, true, "Väl underbyggt.", supervisor(8), {}));
    desk.reopen();
    const auto found = desk.now();
    CHECK(found.state == AssessmentState::signed_);
    CHECK(found.scored_level == "some");
    CHECK(found.final_level == "high");
    REQUIRE(found.discretionary);
    CHECK(found.discretionary->author == "worker-1");
    CHECK(found.discretionary->approver == "supervisor-1");
    CHECK(found.discretionary->approval_reason == "Väl underbyggt.");
    CHECK(found.responses.size() == 1);
    CHECK(desk.vault->approve(desk.draft.id, true, "", supervisor(), {}).error().reason ==
          "not_awaiting_approval");
}

TEST_CASE("an override that is refused leaves a draft with everything kept", "[storage][sign]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1);
    REQUIRE(desk.vault->sign(desk.draft.id, override_signing(2), worker(6), {}));

    REQUIRE(desk.vault->approve(desk.draft.id, false, "Saknar underlag.", supervisor(8), {}));

    const auto found = desk.now();
    CHECK(found.state == AssessmentState::draft);
    CHECK(found.responses[0].evidence == "ett");
    CHECK(found.discretionary->approval_reason == "Saknar underlag.");
    CHECK(found.discretionary->reason == "Ny information efter mötet med skolan.");
    CHECK_FALSE(found.signed_at);
    CHECK(desk.vault->awaiting_approval(supervisor())->empty());
    REQUIRE(desk.vault->sign(desk.draft.id, plain_signing(found.revision), worker(9), {}));
    CHECK_FALSE(desk.now().discretionary);
}

TEST_CASE("signing and approving happen once for a key", "[storage][sign][once]") {
    Desk desk;
    const Once sign{"worker-1", "s", "d", 200, "{}", ""},
        approve{"supervisor-1", "a", "d", 200, "{}", ""};

    REQUIRE(desk.vault->sign(desk.draft.id, override_signing(1), worker(), sign));
    REQUIRE(desk.vault->approve(desk.draft.id, false, "", supervisor(), approve));

    CHECK(desk.vault->sign(desk.draft.id, override_signing(3), worker(), sign).error().reason ==
          "key_used");
    CHECK(desk.now().state == AssessmentState::draft);
    CHECK(*desk.vault->find_once("supervisor-1", "a"));
}

TEST_CASE("whose assessment it is can be asked without an entry", "[storage][draft]") {
    Desk desk;

    const auto owner = desk.vault->ownership(desk.draft.id);

    CHECK(owner->in_case == desk.in_case.id);
    CHECK(owner->assigned_to == "worker-1");
    CHECK(owner->assessor == "worker-1");
    CHECK(desk.vault->ownership(AssessmentId{"x"}).error().reason == "no_such_assessment");
    CHECK(desk.vault->assessment(AssessmentId{"x"}, worker()).error().reason ==
          "no_such_assessment");
    CHECK(desk.vault->add_assessment(some_draft(CaseId{"x"}), worker(), {}).error().reason ==
          "no_such_case");
    CHECK(actions(*desk.vault->log("", 10, "", worker())) ==
          std::vector<std::string>{"assessment_started", "case_opened"});
}

TEST_CASE("a case's log names every act on its assessments", "[storage][log]") {
    Desk desk;
    desk.save({rated("I1", 2, "ett")}, 1);
    REQUIRE(desk.vault->sign(desk.draft.id, override_signing(2), worker(), {}));
    REQUIRE(desk.vault->approve(desk.draft.id, true, "", supervisor(), {}));
    desk.now();

    CHECK(actions(*desk.vault->log(desk.in_case.id.value, 10, "", supervisor())) ==
          std::vector<std::string>{"assessment_read", "override_approved", "approval_asked",
                                   "responses_saved", "assessment_started", "case_opened"});
}
