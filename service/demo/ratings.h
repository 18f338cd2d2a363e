// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/instrument.h"
#include "engine/responses.h"
#include "service/demo/chance.h"
#include "storage/vault.h"

namespace lika::service::demo {

/// How hard things are for a person, 0 to 999: drives all ratings, so that risk is high where protection is low.
using Severity = int;

/// Most people have it fairly well.
Severity made_up_severity(Chance& chance);

/// Ratings with evidence for the items, as a form would send them. `done` of 1000 items are filled in; of these some are
/// not known. A finished form (1000) leaves nothing unanswered.
std::vector<storage::ResponseChange> made_up_responses(Chance& chance, const engine::Instrument& instrument,
                                                       Severity severity, int done);

}  // namespace lika::service::demo
