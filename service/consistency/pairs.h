// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/outcome.h"
#include "engine/consistency/ratings.h"
#include "engine/instrument.h"
#include "service/services.h"

namespace lika::service {

/// Final levels of the double ratings that a district did in the period, first by second rater, by their place on the
/// instrument's levels. Of each case the last alone counts, since two of one person are not independent (T13).
/// Errors: those of the vault.
engine::Result<engine::consistency::JointTable> pairs_of(storage::Vault& vault, const engine::Instrument& instrument,
                                                         engine::consistency::Period period, const storage::Actor& actor);

}  // namespace lika::service
