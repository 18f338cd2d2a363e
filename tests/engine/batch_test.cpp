// SPDX-License-Identifier: EUPL-1.2
#include "engine/batch.h"

#include <catch2/catch.hpp>

#include "tests/support/random_instrument.h"

using namespace lika;
using namespace lika::made_up;

namespace {

std::vector<Code> codes_of(const Instrument& instrument, const Responses& responses) {
    std::vector<Code> row;
    for (std::size_t item = 0; item < responses.size(); ++item)
        row.push_back(code_of(instrument.items[item], responses[item]).value());
    return row;
}

std::string band_of(const Scale& scale, const BatchScale& given) {
    if (given.band < 0) return "none";
    const auto band = static_cast<std::size_t>(given.band);
    return band < scale.bands.size() ? scale.bands[band].id.value : scale.unscorable_band->value;
}

std::string said(const Scale& scale, const BatchScale& given, bool bounds) {
    const auto limits = bounds ? text(given.lowest) + ".." + text(given.highest) : "";
    return text(given.points) + " " + given.points_text + " " + limits + " " +
           band_of(scale, given) + " " + std::to_string(given.rated) + "/" +
           std::to_string(given.items) + (given.prorated ? " prorated " : " ") +
           std::to_string(static_cast<int>(given.status));
}

std::string said(const ScaleScore& given, bool bounds) {
    const auto limits = bounds ? text(given.lowest) + ".." + text(given.highest) : "";
    return text(given.points) + " " + (given.points ? given.points->to_string() : "") + " " +
           limits + " " + (given.band ? given.band->value : "none") + " " +
           std::to_string(given.rated) + "/" + std::to_string(given.items) +
           (given.prorated ? " prorated " : " ") + std::to_string(static_cast<int>(given.status));
}

std::string word(std::optional<bool> raised) {
    return raised ? (*raised ? "raised" : "not raised") : "open";
}

/// Everything a batch says of a row, in the words of what Scorer says.
std::string said(const Instrument& instrument, const BatchScore& given, bool bounds) {
    std::string words;
    for (std::size_t scale = 0; scale < given.scales.size(); ++scale)
        words += said(instrument.scales[scale], *given.scales[scale], bounds) + "; ";
    for (const auto& flag : given.flags) words += word(flag) + "; ";
    return words + (given.level ? instrument.levels[*given.level].id.value : "none");
}

std::string said(const Score& given, bool bounds) {
    std::string words;
    for (const auto& scale : given.scales) words += said(scale, bounds) + "; ";
    for (const auto& flag : given.flags) words += word(flag.raised) + "; ";
    return words + (given.scored_level ? given.scored_level->value : "none");
}

/// A trace in words: "total Q1 2 gives 4".
std::string said(const Instrument& instrument, const std::vector<BatchStep>& steps) {
    std::string words;
    for (const auto& step : steps)
        words += instrument.scales[step.scale].id.value + " " +
                 instrument.items[step.item].id.value + " " + std::to_string(step.code) +
                 (step.applicable ? "" : " left out") +
                 (step.counted ? " gives " + step.contribution.to_string() : "") + "; ";
    return words;
}

std::string said(const Instrument& instrument, const std::vector<TraceLine>& lines) {
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

/// What the steps of the first scale add up to.
Points sum_of(const std::vector<BatchStep>& steps) {
    Points sum;
    for (const auto& step : steps)
        if (step.scale == 0) sum = sum.plus(step.contribution).value();
    return sum;
}

}  // namespace

TEST_CASE("a batch says of every row what scoring it alone says", "[engine][batch]") {
    const auto kind = GENERATE(RandomInstruments::Kind::plain, RandomInstruments::Kind::rich);
    RandomInstruments random(20261125, kind);
    std::size_t rows = 0, left = 0;
    for (int round = 0; round < 1500; ++round) {
        auto instrument = random.instrument();
        instrument.flags.front().open_when_missing = random.one_in(2);
        const Scorer alone(instrument);
        const bool bounds = random.one_in(3);
        BatchWorker batch{BatchScorer(instrument, {bounds, true, true})};
        for (int row = 0; row < 20; ++row, ++rows) {
            const auto responses = random.responses(instrument);
            const auto facts = random.facts();
            const auto codes = codes_of(instrument, responses);

            const auto expected = alone.score(responses, facts, Detail::brief);
            const auto* given = batch.score(codes.data(), facts);

            REQUIRE(expected);
            REQUIRE(given);
            REQUIRE(said(instrument, *given, bounds) == said(*expected, bounds));
        }
        left += batch.left_to_scorer();
    }
    // The tables are tried, not only Scorer, which most of the rich instruments are left to.
    CHECK(left < (kind == RandomInstruments::Kind::plain ? rows * 2 / 3 : rows));
}

TEST_CASE("a batch's trace is the full one and adds up to the raw points", "[engine][batch]") {
    RandomInstruments random(20261126);
    std::size_t rows = 0, left = 0;
    for (int round = 0; round < 400; ++round) {
        const auto instrument = random.instrument();
        const Scorer alone(instrument);
        BatchWorker batch{BatchScorer(instrument)};
        for (int row = 0; row < 8; ++row, ++rows) {
            const auto responses = random.responses(instrument);
            const auto facts = random.facts();
            const auto codes = codes_of(instrument, responses);

            const auto expected = alone.score(responses, facts, Detail::full);
            const auto* steps = batch.trace(codes.data(), facts);

            REQUIRE(expected);
            REQUIRE(steps);
            REQUIRE(said(instrument, *steps) == said(instrument, expected->trace));
            if (!expected->summary.empty())
                CHECK(sum_of(*steps) == expected->summary.front().raw.value_or(Points{}));
        }
        left += batch.left_to_scorer();
    }
    CHECK(left < rows * 19 / 20);  // the tables are tried, not only Scorer
}
