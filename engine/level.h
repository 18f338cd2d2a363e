// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/score.h"

namespace lika::engine {

enum class Direction { up, down };

/// A discretionary override as the assessor gives it: why the final level is not the scored one.
struct OverrideReason {
    std::string reason_code;   ///< one of override_reason_codes()
    std::string reason;        ///< at least 30 characters (code points, surrounding space not counted)
};

/// The level an assessor sets, judged against the scored one.
struct LevelDecision {
    std::optional<LevelId> scored_level;
    std::optional<LevelId> final_level;
    std::optional<Direction> override_direction;   ///< set: a discretionary override that needs approval
};

/// Fault of a field: `field` as in the JSON body ("responses.I3", "final_level", "override.reason").
struct Gap {
    std::string field;
    std::string reason;

    bool operator==(const Gap&) const = default;
};

/// One item as the draft holds it.
struct DraftItem {
    Response response;
    bool has_evidence = false;   ///< a text that is not blank
};

/// Everything that keeps a draft from being signed, in item order; empty: it can be signed.
/// Reasons: unanswered; evidence_missing; not_applicable_not_allowed; final_level_required; final_level_refused;
/// unknown_level; override_required; override_refused (no scored level, or equal to it); reason_too_short; unknown_reason_code.
/// An item whose condition does not apply, or that is derived or counted from events, needs no response.
std::vector<Gap> gaps(const Instrument& instrument, const std::vector<DraftItem>& items, const Facts& facts,
                      const Score& score, const std::optional<LevelId>& final_level,
                      const std::optional<OverrideReason>& reason);

/// The decision when there are no gaps.
LevelDecision decide(const Instrument& instrument, const Score& score, const std::optional<LevelId>& final_level);

/// "other_information", "recent_change", "protective_circumstances", "severity", "other".
const std::vector<std::string>& override_reason_codes();

/// "up", "down".
const char* to_string(Direction direction);

}  // namespace lika::engine
