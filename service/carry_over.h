// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/instrument.h"
#include "instruments/catalogue.h"
#include "storage/vault.h"

namespace lika::service {

/// What the case's earlier assessments hold for items that `instrument` shares to the letter (id,
/// words, options): the newest assessment by another instrument that has any, with evidence and
/// sources.
///
/// Nothing from before the newest assessment by the same instrument: the earlier rating is not to
/// be seen before the new one is set. Errors: those of the store.
engine::Result<std::vector<storage::DraftResponse>> carried_over(
    const engine::Instrument& instrument, const storage::CaseId& in_case, storage::Vault& vault,
    const instruments::Library& library, const storage::Actor& actor);

}  // namespace lika::service
