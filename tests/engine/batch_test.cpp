// SPDX-License-Identifier: EUPL-1.2
#include "engine/batch.h"

#include <catch2/catch.hpp>

#include "tests/support/batch_words.h"
#include "tests/support/random_instrument.h"

using namespace lika;
using namespace lika::made_up;
using namespace lika::batch_words;

namespace {

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
    const auto kind = GENERATE(RandomInstruments::Kind::plain, RandomInstruments::Kind::rich);
    RandomInstruments random(20261126, kind);
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
    CHECK(left < (kind == RandomInstruments::Kind::plain ? rows * 2 / 3 : rows));
}
