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

/// One row of responses, and the two that score it.
struct Row {
    const Instrument& instrument;
    const Scorer& alone;
    BatchWorker& batch;
    bool bounds;  ///< whether the batch was asked for lowest and highest points
    Responses responses;
    Facts facts;
    std::vector<Code> codes = codes_of(instrument, responses);
};

/// Rows of random instruments.
struct RandomRows {
    RandomInstruments::Kind kind;
    unsigned seed;
    int instruments, rows_each;

    template <class Same>
    void each(const Same& same) const {
        RandomInstruments random(seed, kind);
        std::size_t left = 0;
        for (int round = 0; round < rounds(instruments); ++round) {
            auto instrument = random.instrument();
            instrument.flags.front().open_when_missing = random.one_in(2);
            const Scorer alone(instrument);
            const bool bounds = random.one_in(3);
            BatchWorker batch{BatchScorer(instrument, {bounds, true, true})};
            for (int row = 0; row < rows_each; ++row) {
                auto responses = random.responses(instrument);
                same(Row{instrument, alone, batch, bounds, std::move(responses), random.facts()});
            }
            left += batch.left_to_scorer();
        }
        // The tables are tried, not only Scorer, which most of the rich instruments are left to.
        const auto rows = static_cast<std::size_t>(rounds(instruments) * rows_each);
        CHECK(left < (kind == RandomInstruments::Kind::plain ? rows * 2 / 3 : rows));
    }
};

}  // namespace

TEST_CASE("a batch says of every row what scoring it alone says", "[engine][batch]") {
    const auto kind = GENERATE(RandomInstruments::Kind::plain, RandomInstruments::Kind::rich);

    RandomRows{kind, 20261125, 1500, 20}.each([](const Row& row) {
        const auto expected = row.alone.score(row.responses, row.facts, Detail::brief);
        const auto* given = row.batch.score(row.codes.data(), row.facts);

        REQUIRE(expected);
        REQUIRE(given);
        REQUIRE(said(row.instrument, *given, row.bounds) == said(*expected, row.bounds));
    });
}

TEST_CASE("a batch's trace is the full one and adds up to the raw points", "[engine][batch]") {
    const auto kind = GENERATE(RandomInstruments::Kind::plain, RandomInstruments::Kind::rich);

    RandomRows{kind, 20261126, 400, 8}.each([](const Row& row) {
        const auto expected = row.alone.score(row.responses, row.facts, Detail::full);
        const auto* steps = row.batch.trace(row.codes.data(), row.facts);

        REQUIRE(expected);
        REQUIRE(steps);
        REQUIRE(said(row.instrument, *steps) == said(row.instrument, expected->trace));
        if (!expected->summary.empty())
            CHECK(sum_of(*steps) == expected->summary.front().raw.value_or(Points{}));
    });
}

TEST_CASE("a code tells a rating by its place, and each kind of missing", "[engine][batch]") {
    const auto rated = item("Q", 4, 7);

    CHECK(code_of(rated, Missing::unanswered) == Code{0});
    CHECK(code_of(rated, Missing::not_known) == Code{1});
    CHECK(code_of(rated, Missing::not_applicable) == Code{2});
    CHECK(code_of(rated, 4) == first_option);
    CHECK(code_of(rated, 7) == Code{first_option + 3});
    CHECK_FALSE(code_of(rated, 8));
    CHECK(response_of(rated, first_option + 3) == Response{7});
    CHECK(response_of(rated, 1) == Response{Missing::not_known});
}

TEST_CASE("an item with more ratings than a code can tell keeps an instrument from batches",
          "[engine][batch]") {
    Instrument instrument;
    instrument.items = {item("Q", 0, 252)};
    CHECK(BatchScorer(instrument).has_codes());

    instrument.items = {item("Q", 0, 253)};
    CHECK_FALSE(BatchScorer(instrument).has_codes());
    CHECK_FALSE(code_of(instrument.items.front(), 253));
}

TEST_CASE("a row is refused with Scorer's reason", "[engine][batch]") {
    Instrument instrument;
    instrument.items = {item("Q", 0, 4)};
    instrument.scales = {made_up::sum_of(instrument, "total")};
    instrument.scales.front().terms.front().weight = Points(std::int64_t{1} << 62);
    BatchWorker batch{BatchScorer(instrument)};
    const Code row = first_option;

    CHECK(batch.score(&row, {}) == nullptr);
    CHECK(batch.error().reason == "overflow");
    CHECK(batch.error().place == "total");
    CHECK(batch.trace(&row, {}) == nullptr);
    CHECK(batch.error().reason == "overflow");
}

TEST_CASE("points too large for the tables are Scorer's", "[engine][batch]") {
    Instrument instrument;
    instrument.items = {item("Q", 0, 4)};
    instrument.scales = {made_up::sum_of(instrument, "total")};
    instrument.scales.front().terms.front().weight = Points(std::int64_t{1} << 40);
    BatchWorker batch{BatchScorer(instrument)};
    const Code row = first_option + 3;

    const auto* given = batch.score(&row, {});

    REQUIRE(given);
    CHECK(given->scales.front()->points == Points(3 * (std::int64_t{1} << 40)));
    CHECK(batch.left_to_scorer() == 1);
}

TEST_CASE("a condition over many items is judged row by row", "[engine][batch]") {
    Instrument instrument;
    for (int index = 1; index <= 12; ++index)
        instrument.items.push_back(item("Q" + std::to_string(index), 0, 3));
    const auto all = "Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9 Q10 Q11 Q12";
    const auto when = std::string("count(") + all + " >= 2) >= 3 and not any(" + all + " = 3)";
    instrument.flags.push_back({FlagId{"three"}, {}, condition(instrument, when), true, ""});
    BatchWorker batch{BatchScorer(instrument, {false, true, false})};
    const auto raised = [&](std::vector<int> ratings) {
        std::vector<Code> row(12, first_option);
        for (std::size_t at = 0; at < ratings.size(); ++at)
            row[at] = static_cast<Code>(first_option + ratings[at]);
        return batch.score(row.data(), {})->flags.front();
    };

    CHECK(raised({2, 2, 2}) == true);
    CHECK(raised({2, 2, 1}) == false);
    CHECK(raised({2, 2, 2, 3}) == false);
    CHECK(batch.left_to_scorer() == 0);
}

TEST_CASE("a row of 500 items adds up, three of them missing and one left out", "[engine][batch]") {
    Instrument instrument;
    for (int index = 0; index < 500; ++index)
        instrument.items.push_back(item("Q" + std::to_string(index), 0, 3));
    instrument.scales = {made_up::sum_of(instrument, "total")};
    instrument.scales.front().missing = MissingRule::prorate;
    instrument.scales.front().decimals = 1;
    BatchWorker batch{BatchScorer(instrument)};
    std::vector<Code> row(500, first_option + 2);
    row[0] = row[100] = row[499] = static_cast<Code>(Missing::not_known);
    row[7] = static_cast<Code>(Missing::not_applicable);

    const auto* given = batch.score(row.data(), {});

    REQUIRE(given);
    CHECK(given->scales.front()->rated == 496);
    CHECK(given->scales.front()->items == 499);
    CHECK(given->scales.front()->points_text == "998");  // 992 x 499 / 496
    CHECK(given->scales.front()->prorated);
    CHECK(batch.left_to_scorer() == 0);
}
