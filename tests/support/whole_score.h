// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/score.h"

namespace lika::made_up {

using namespace engine;

inline std::string say(const std::optional<Points>& points) {
    return points ? points->to_string() : "none";
}

template <class Kind>
std::string say(const std::vector<Id<Kind>>& ids) {
    std::string text;
    for (const auto& id : ids) text += id.value + ",";
    return text;
}

template <class Kind>
std::string say(const std::optional<Id<Kind>>& id) {
    return id ? id->value : "none";
}

inline std::string say(const ScaleScore& scale) {
    return scale.scale.value + " " + say(scale.points) + " " + say(scale.lowest) + " " +
           say(scale.highest) + " " + say(scale.band) + " " + say(scale.possible_bands) + " " +
           std::to_string(scale.rated) + "/" + std::to_string(scale.items) + " " +
           std::to_string(scale.prorated) + std::to_string(static_cast<int>(scale.status));
}

inline std::string say(const TraceLine& line) {
    return line.item.value + " " +
           (line.response.rated() ? std::to_string(line.response.rating())
                                  : to_string(line.response.missing())) +
           " " + std::to_string(line.applicable) + " " + say(line.weight) + " " +
           say(line.recoded) + " " + say(line.contribution);
}

inline std::string say(const TraceSummary& summary) {
    return say(summary.raw) + " " + say(summary.exact) + " " + say(summary.looked_up) + " " +
           say(summary.cut_off) + " " + std::to_string(summary.norm_missing) + " " +
           summary.missing_effect;
}

inline std::string say(const NearestChange& nearest) {
    auto text = nearest.scale.value + " " + nearest.band.value;
    for (const auto& [item, rating] : nearest.change)
        text += " " + item.value + "=" + std::to_string(rating);
    return text;
}

/// Everything a score says, a line each.
inline std::string whole(const Result<Score>& score) {
    if (!score) return "refused " + score.error().reason + " " + score.error().place + "\n";
    std::string text;
    for (const auto& scale : score->scales) text += say(scale) + "\n";
    for (const auto& flag : score->flags)
        text += flag.flag.value + " " +
                (flag.raised ? std::to_string(*flag.raised) : std::string("open")) + " " +
                say(flag.because) + "\n";
    text += say(score->policy_overrides) + say(score->scored_level) + say(score->possible_levels);
    for (const auto& table : score->decisions)
        text += table.decision.value + (table.outcomes ? say(*table.outcomes) : "open") +
                say(table.possible) + "\n";
    for (const auto& line : score->trace) text += say(line) + "\n";
    for (const auto& summary : score->summary) text += say(summary) + "\n";
    for (const auto& nearest : score->nearest_change) text += say(nearest) + "\n";
    return text;
}

}  // namespace lika::made_up
