// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/batch.h"
#include "instruments/catalogue.h"
#include "tests/support/batch_words.h"
#include "tests/support/instrument_files.h"

using namespace lika;
using namespace lika::batch_words;

namespace {

/// Mostly rated, some of each kind of missing.
Responses made_up_responses(const Instrument& instrument, std::mt19937& random) {
    Responses made(instrument);
    const auto missing_one_in = 2 + random() % 40;
    for (std::size_t item = 0; item < made.size(); ++item) {
        const auto& options = instrument.items[item].options;
        if (!instrument.items[item].entered()) continue;
        made[item] = options[random() % options.size()].rating;
        if (random() % missing_one_in == 0) made[item] = static_cast<Missing>(random() % 3);
    }
    return made;
}

/// Batches leave levels that step up, cut-offs for some and points of skipped items to Scorer, row
/// by row.
bool for_tables(const Instrument& instrument) {
    const auto& scales = instrument.scales;
    const auto& rules = instrument.policy_overrides;
    return std::all_of(scales.begin(), scales.end(),
                       [](const auto& scale) {
                           return scale.cut_offs.empty() &&
                                  std::none_of(
                                      scale.terms.begin(), scale.terms.end(),
                                      [](const auto& term) { return term.skipped.has_value(); });
                       }) &&
           std::all_of(rules.begin(), rules.end(),
                       [](const auto& rule) { return rule.raises_by == 0; });
}

}  // namespace

TEST_CASE("batches of the library's instruments say what scoring row by row says",
          "[instruments][batch]") {
    const auto [library, faults] =
        instruments::Library::load_installed(PROJECT_SOURCE "/instruments");
    INFO(tests::listed(faults));
    REQUIRE(faults.empty());
    std::mt19937 random(7);
    for (const auto& instrument : library.all()) {
        CAPTURE(instrument->id.value);
        const Scorer alone(*instrument);
        BatchWorker batch{BatchScorer(*instrument, {false, true, true})};
        for (int row = 0; row < 150; ++row) {
            const auto responses = made_up_responses(*instrument, random);
            const auto codes = codes_of(*instrument, responses);

            const auto expected = alone.score(responses, {}, Detail::brief);
            const auto* given = batch.score(codes.data(), {});

            REQUIRE(expected);
            REQUIRE(given);
            REQUIRE(said(*instrument, *given, false) == said(*expected, false));
        }
        if (for_tables(*instrument)) CHECK(batch.left_to_scorer() < 150);
    }
}
