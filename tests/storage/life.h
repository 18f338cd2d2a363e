// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "tests/storage/fixture.h"

namespace lika::storage::tests {

/// In every text of a case made here, so that what is left of it can be found.
inline const std::string mark = "GALLRAS-helt-och-hallet";

inline Once once(const std::string& key, const std::string& answer) {
    return {"worker-1", key, "digest", 201, answer, "Location: /api/v1/x"};
}

inline Actor by(const std::string& account, int minute) {
    return {account, at(minute), ""};
}

/// A case with everything a case can have, each text of it marked.
struct Life {
    Case opened;
    Concern concern;
    AssessmentId signed_one, overridden, draft;
};

inline Assessment add_rated(District& norr, const CaseId& in_case, int minute) {
    const auto draft = some_draft(in_case);
    REQUIRE(
        norr.vault->add_assessment(draft, worker(minute), once("draft" + draft.id.value, "{}")));
    REQUIRE(norr.vault->save_responses(
        draft.id,
        {rated("I1", 3, mark + " sade hen"), rated("I2", 1, std::string(9000, 'x') + mark)}, 1,
        "editor", worker(minute)));
    return draft;
}

inline void override_and_decide(District& norr, const AssessmentId& id, bool approved) {
    Signing signing;
    signing.final_level = "high";
    signing.scored_level = "low";
    signing.discretionary = Override{"up", "other", mark + " skäl", "", "", ""};
    signing.result = "{\"x\":\"" + mark + "\"}";
    signing.seen = norr.vault->ownership(id)->revision;
    REQUIRE(norr.vault->sign(id, signing, worker(4), {}));
    REQUIRE(norr.vault->approve(id, approved, mark + " prövat", supervisor(5),
                                once((approved ? "yes" : "no") + id.value, mark + id.value)));
}

inline void sign_plainly(District& norr, const AssessmentId& id) {
    Signing signing;
    signing.result = "{\"x\":\"" + mark + "\"}";
    signing.seen = norr.vault->ownership(id)->revision;
    REQUIRE(norr.vault->sign(id, signing, worker(6), once("sign" + id.value, mark)));
}

inline Life live(District& norr, const std::string& number) {
    Life life;
    life.concern = some_concern();
    life.concern.text = mark + std::string(6000, 'y') + mark;
    life.concern.subject.name = mark + " Ågren";
    REQUIRE(norr.vault->add_concern(life.concern, by("school-1", 0),
                                    once("concern" + number, mark + life.concern.id.value)));
    life.opened = some_case(mark + " Öberg");
    life.opened.subject.personal_number = number;
    life.opened.subject.school = mark;
    life.opened.concern = life.concern.id;
    REQUIRE(norr.vault->decide_concern(life.concern.id, life.opened, mark + " därför", worker(1),
                                       once("decide" + number, mark)));
    const OffenceRecord offence{OffenceId{random_id()},
                                life.opened.id,
                                mark,
                                "2026-01-02",
                                "anmald",
                                true,
                                at(2),
                                "worker-1"};
    REQUIRE(norr.vault->add_offence(offence, worker(2), once("offence" + number, mark)));
    life.signed_one = add_rated(norr, life.opened.id, 3).id;
    sign_plainly(norr, life.signed_one);
    life.overridden = add_rated(norr, life.opened.id, 3).id;
    override_and_decide(norr, life.overridden, false);
    override_and_decide(norr, life.overridden, true);
    return life;
}

}  // namespace lika::storage::tests
