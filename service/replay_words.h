// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/replay.h"
#include "service/difference_words.h"

namespace lika::service {

/// "band in total: low -> high", "level: none -> high", "flag young: not raised -> raised",
/// "decision table reply: talk -> meeting plan".
std::string words_of(const engine::OutcomeChange& change, Language language);

/// "cut-off of band high in scale total: 15 -> 14".
std::string rule_words(const engine::Replay& replay, std::size_t rule, Language language);

/// Which rules made a change: the rule, "each alone: ...", "together: ...", or that it cannot be told.
std::string made_words(const engine::Replay& replay, const engine::OutcomeChange& change, Language language);

/// What a replay of a file came to.
struct ReplayTally {
    std::size_t responses = 0;     ///< rescored
    std::size_t changed = 0;       ///< of them with another band, level, flag or decision
    std::size_t not_offered = 0;   ///< not rescored: a rating the second does not offer
    std::size_t left_out = 0;      ///< rescored without a rated item the second does not have
    std::size_t refused = 0;       ///< lines with faults
    bool readable = true;          ///< false: the header was refused
    std::map<std::string, std::size_t> points;    ///< by scale: responses whose points are others
    std::map<std::string, std::size_t> changes;   ///< by the change in words
    std::map<std::size_t, std::pair<std::size_t, std::size_t>> rules;   ///< by rule: changes it makes alone, and with others
};

/// The tally in sentences, one a line.
std::vector<std::string> summary(const engine::Replay& replay, const ReplayTally& tally, Language language);

}  // namespace lika::service
