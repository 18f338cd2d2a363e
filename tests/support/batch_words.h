// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/batch.h"
#include "tests/support/made_up.h"

/// What a batch says of a row and what Scorer says, in the same words.
namespace lika::batch_words {

using namespace engine;
using made_up::text;

inline std::vector<Code> codes_of(const Instrument& instrument, const Responses& responses) {
    std::vector<Code> row;
    for (std::size_t item = 0; item < responses.size(); ++item)
        row.push_back(code_of(instrument.items[item], responses[item]).value());
    return row;
}

inline std::string band_of(const Scale& scale, const BatchScale& given) {
    if (given.band < 0) return "none";
    const auto band = static_cast<std::size_t>(given.band);
    return band < scale.bands.size() ? scale.bands[band].id.value : scale.unscorable_band->value;
}

inline std::string said(const Scale& scale, const BatchScale& given, bool bounds) {
    const auto limits = bounds ? text(given.lowest) + ".." + text(given.highest) : "";
    return text(given.points) + " " + given.points_text + " " + limits + " " +
           band_of(scale, given) + " " + std::to_string(given.rated) + "/" +
           std::to_string(given.items) + (given.prorated ? " prorated " : " ") +
           std::to_string(static_cast<int>(given.status));
}

inline std::string said(const ScaleScore& given, bool bounds) {
    const auto limits = bounds ? text(given.lowest) + ".." + text(given.highest) : "";
    return text(given.points) + " " + (given.points ? given.points->to_string() : "") + " " +
           limits + " " + (given.band ? given.band->value : "none") + " " +
           std::to_string(given.rated) + "/" + std::to_string(given.items) +
           (given.prorated ? " prorated " : " ") + std::to_string(static_cast<int>(given.status));
}

inline std::string word(std::optional<bool> raised) {
    return raised ? (*raised ? "raised" : "not raised") : "open";
}

/// Everything a batch says of a row, in the words of what Scorer says.
inline std::string said(const Instrument& instrument, const BatchScore& given, bool bounds) {
    std::string words;
    for (std::size_t scale = 0; scale < given.scales.size(); ++scale)
        words += said(instrument.scales[scale], *given.scales[scale], bounds) + "; ";
    for (const auto& flag : given.flags) words += word(flag) + "; ";
    return words + (given.level ? instrument.levels[*given.level].id.value : "none");
}

inline std::string said(const Score& given, bool bounds) {
    std::string words;
    for (const auto& scale : given.scales) words += said(scale, bounds) + "; ";
    for (const auto& flag : given.flags) words += word(flag.raised) + "; ";
    return words + (given.scored_level ? given.scored_level->value : "none");
}

/// A trace in words: "total Q1 2 gives 4".
inline std::string said(const Instrument& instrument, const std::vector<BatchStep>& steps) {
    std::string words;
    for (const auto& step : steps)
        words += instrument.scales[step.scale].id.value + " " +
                 instrument.items[step.item].id.value + " " + std::to_string(step.code) +
                 (step.applicable ? "" : " left out") +
                 (step.counted ? " gives " + step.contribution.to_string() : "") + "; ";
    return words;
}

inline std::string said(const Instrument& instrument, const std::vector<TraceLine>& lines) {
    std::string words;
    for (const auto& line : lines) {
        const auto& item = instrument.items[instrument.find_item(line.item).value()];
        words += line.scale.value + " " + line.item.value + " " +
                 std::to_string(code_of(item, line.response).value()) +
                 (line.applicable ? "" : " left out") +
                 (line.contribution ? " gives " + line.contribution->to_string() : "") + "; ";
    }
    return words;
}

}  // namespace lika::batch_words
