// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/score.h"
#include "instruments/catalogue.h"
#include "storage/vault.h"

namespace lika::service {

/// The instrument a draft was begun with, also when a newer one exists.
/// Errors (failed): instrument_missing: the library lacks the version, or its content is another.
engine::Result<std::shared_ptr<const engine::Instrument>> pinned_instrument(
    const instruments::Library& library, const std::string& id, const std::string& version,
    const std::string& digest);

/// The facts rules may name: `age` in whole years on the day the draft was begun, `sex`. What is not known is left out.
engine::Facts facts_of(const storage::Vault::Ownership& draft);

/// Stored responses in the instrument's order. Errors (failed): stored_response: one does not fit the instrument.
engine::Result<engine::Responses> responses_of(const engine::Instrument& instrument,
                                               const std::vector<storage::DraftResponse>& stored);

/// Score of a draft with its trace. Errors: as above; invalid overflow.
engine::Result<engine::Score> score_of(const engine::Instrument& instrument,
                                       const std::vector<storage::DraftResponse>& stored,
                                       const engine::Facts& facts);

/// One stored response as the engine knows it.
engine::Response response_of(const storage::DraftResponse& stored);

}  // namespace lika::service
