// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/level.h"
#include "engine/vignette.h"
#include "service/json_read.h"
#include "service/services.h"

namespace lika::service {

/// A vignette and what it is rated with.
struct Rateable {
    const engine::Vignette* vignette;
    std::shared_ptr<const engine::Instrument> instrument;
};
/// The version named, or, when none is, the newest. Errors: not_found no_such_vignette; those of the library.
engine::Result<Rateable> find_vignette(const std::string& id, const std::optional<std::string>& version, const Services& services);

/// {ITEM: {rating|missing}}, with `reason` where a panel gave one.
nlohmann::json vignette_responses_json(const std::vector<storage::VignetteResponse>& responses);
/// The proposal that is shipped with the vignette, as a panel's rating.
std::vector<storage::VignetteResponse> proposed_responses(const engine::Vignette& vignette);

/// What the body says of items, as {ITEM: {rating|missing}}. Faults: unknown_item and those of read_entered.
std::vector<storage::VignetteResponse> read_vignette_responses(Fields& items, const engine::Instrument& instrument);
/// The same with {"reason": {"sv": ..., "en": ...}} of each, in one language at least.
std::vector<storage::VignetteResponse> read_reasoned_responses(Fields& items, const engine::Instrument& instrument);
/// Words in one language at least, each of at most 2000 characters.
engine::Text read_words(Fields& words);

/// The engine's score of the responses, as of an assessment of the person in the vignette. Errors: those of score_of.
engine::Result<engine::Score> score_of(const Rateable& rated, const std::vector<storage::VignetteResponse>& responses);
/// What an assessment could not be signed for, but for evidence, which the vignette is, and for the reason of an override, which
/// nobody approves here.
std::vector<FieldFault> gaps_of(const Rateable& rated, const std::vector<storage::VignetteResponse>& responses,
                                const engine::Score& score, const std::string& level);

/// Steps from the second level up to the first. Both are levels of the instrument.
int steps_between(const engine::Instrument& instrument, const std::string& level, const std::string& from);

}  // namespace lika::service
