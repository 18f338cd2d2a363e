// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "service/demo/history.h"
#include "service/demo/ratings.h"

namespace lika::service::demo {

/// How far an assessment came.
enum class Ending { draft, awaiting_approval, approved };

/// One made-up assessment: everything chance decides is decided, ids are random.
struct PlannedAssessment {
    std::shared_ptr<const engine::Instrument> instrument;
    storage::AssessmentId id;
    storage::CaseId in_case;
    std::string assessor, supervisor;
    storage::Instant started_at;
    std::vector<storage::ResponseChange> responses;
    Severity severity = 0;
    bool differs = false;      ///< the assessor sets another level than the scored one
    bool raises = false;       ///< and a higher one
    Ending ending = Ending::approved;
};

PlannedAssessment made_up_assessment(Chance& chance, std::shared_ptr<const engine::Instrument> instrument,
                                     Severity severity, int done);

/// Saves what is planned in the draft that is there, and signs it.
engine::Result<void> fill_in_and_sign(storage::Vault& vault, const PlannedAssessment& plan);

/// Start, save and, as far as it came, sign and approve.
std::vector<Act> acts_of(const PlannedAssessment& plan);

}  // namespace lika::service::demo
