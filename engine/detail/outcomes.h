// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/replay.h"

namespace lika::engine::detail {

/// A band of a scale, the level (no name), a flag or what a decision table allows.
using Outcome = std::pair<OutcomeChange::What, std::string>;
/// What each came to, as OutcomeChange tells it.
using Outcomes = std::map<Outcome, std::string>;

Outcomes outcomes_of(const Score& score);
/// A flag that is not there is not raised; what else is not there is not given.
std::string outcome_in(const Outcomes& outcomes, const Outcome& asked);

/// Scales of `instrument` that `other` does not have.
std::vector<ScaleId> scales_missing_in(const Instrument& other, const Instrument& instrument);
/// Every outcome two instruments are compared by: the bands of common scales, the level, all
/// flags and decision tables.
std::vector<Outcome> compared_outcomes(const Instrument& first, const Instrument& second);

}  // namespace lika::engine::detail
