// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/brute_force.h"
#include "tests/support/random_instrument.h"

using namespace lika;
using namespace lika::made_up;

namespace {

constexpr int instruments_tried = 3000;

std::string described(const Instrument& instrument, const Responses& responses) {
    std::string text;
    for (std::size_t index = 0; index < instrument.items.size(); ++index) {
        const auto& item = instrument.items[index];
        text += item.id.value + " of " + std::to_string(item.options.size());
        text +=
            " = " + (responses[index].rated() ? std::to_string(responses[index].rating())
                                              : std::string(to_string(responses[index].missing())));
        if (item.applies_when) text += " when " + item.applies_when->text;
        text += "; ";
    }
    for (const auto& term : instrument.scales.front().terms)
        text += "term " + std::to_string(term.item) +
                (term.recode.empty() ? "*" + term.weight.to_string() : "r") + " ";
    for (const auto& policy : instrument.policy_overrides)
        text += policy.raises_to.value + " if " + policy.when.text + "; ";
    return text + "missing rule " +
           std::to_string(static_cast<int>(instrument.scales.front().missing));
}

struct Case {
    Instrument instrument;
    Responses responses;
    Facts facts;
};

/// Runs `check` on many small instruments with random responses.
void on_random_cases(unsigned seed, const std::function<void(const Case&)>& check) {
    RandomInstruments random(seed);
    for (int tried = 0; tried < instruments_tried; ++tried) {
        auto instrument = random.instrument();
        auto responses = random.responses(instrument);
        auto facts = random.facts();
        INFO(described(instrument, responses));
        check({std::move(instrument), std::move(responses), std::move(facts)});
    }
}

std::string band_row(const Scale& scale, const std::set<std::size_t>& bands) {
    std::string text;
    for (const auto band : bands) text += (text.empty() ? "" : " ") + scale.bands[band].id.value;
    return text;
}

void insert_given(std::set<std::size_t>& set, const Scale& scale, const ScaleScore& score) {
    if (score.points) set.insert(*brute_force::band(scale, *score.points));
}

}  // namespace

TEST_CASE("lowest, highest and possible bands are those of all completions", "[engine][score]") {
    on_random_cases(1, [](const Case& c) {
        const auto& scale = c.instrument.scales.front();
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        auto expected = brute_force::possible(c.instrument, scale, all);

        const auto score = scored(c.instrument, c.responses, c.facts);
        const auto& got = score.scales.front();

        REQUIRE(text(got.lowest) == text(expected.lowest));
        REQUIRE(text(got.highest) == text(expected.highest));
        insert_given(expected.bands, scale, got);
        REQUIRE(row(got.possible_bands) == band_row(scale, expected.bands));
    });
}

TEST_CASE("possible levels are those of all completions with their policy overrides",
          "[engine][score]") {
    on_random_cases(2, [](const Case& c) {
        const auto& scale = c.instrument.scales.front();
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        const auto expected = brute_force::possible(c.instrument, scale, all);

        const auto score = scored(c.instrument, c.responses, c.facts);

        auto levels = expected.levels;
        if (score.scored_level)
            for (std::size_t rank = 0; rank < c.instrument.levels.size(); ++rank)
                if (c.instrument.levels[rank].id == *score.scored_level) levels.insert(rank);
        REQUIRE(row(score.possible_levels) == band_row(scale, levels));
        if (scale.missing != MissingRule::refuse) return;
        if (score.scored_level) REQUIRE(expected.levels.size() == 1);
        if (score.scales.front().points)
            REQUIRE(score.scored_level.has_value() == (expected.levels.size() == 1));
    });
}

TEST_CASE("policy overrides in force and flags are those that hold in all completions",
          "[engine][score]") {
    on_random_cases(3, [](const Case& c) {
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        const auto settled = [&](const Condition& when) {
            return brute_force::always(
                all, [&](const auto& one) { return brute_force::holds(c.instrument, when, one); });
        };
        std::string in_force;
        for (const auto& policy : c.instrument.policy_overrides)
            if (settled(policy.when) == true)
                in_force += (in_force.empty() ? "" : " ") + policy.id.value;

        const auto score = scored(c.instrument, c.responses, c.facts);

        REQUIRE(row(score.policy_overrides) == in_force);
        REQUIRE(score.flags.front().raised == settled(c.instrument.flags.front().when));
    });
}

TEST_CASE("rated and applicable items are counted by what holds in all completions",
          "[engine][score]") {
    on_random_cases(4, [](const Case& c) {
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        std::size_t rated = 0, items = 0;
        for (const auto& term : c.instrument.scales.front().terms) {
            const auto applies = brute_force::always(all, [&](const auto& one) {
                return brute_force::applies(c.instrument, one, term.item);
            });
            items += applies == true;
            rated += applies == true && c.responses[term.item].rated();
        }

        const auto got = scored(c.instrument, c.responses, c.facts).scales.front();

        REQUIRE(got.items == items);
        REQUIRE(got.rated == rated);
    });
}

TEST_CASE("contributions add up to the raw sum, and that makes the points", "[engine][score]") {
    on_random_cases(5, [](const Case& c) {
        const auto& scale = c.instrument.scales.front();
        const auto score = scored(c.instrument, c.responses, c.facts);
        const auto& summary = score.summary.front();
        const auto& got = score.scales.front();
        Points sum;
        for (const auto& line : score.trace)
            if (line.contribution) sum = *sum.plus(*line.contribution);

        REQUIRE(summary.raw.has_value() == (got.rated > 0));
        if (summary.raw) REQUIRE(*summary.raw == sum);
        REQUIRE(summary.exact.has_value() == got.points.has_value());
        if (!got.points) return;
        const bool prorates = scale.missing == MissingRule::prorate;
        const auto factor = *Points::fraction(static_cast<std::int64_t>(prorates ? got.items : 1),
                                              static_cast<std::int64_t>(prorates ? got.rated : 1));
        REQUIRE(*summary.exact == *sum.times(factor));
        REQUIRE(*got.points == *summary.exact->rounded(scale.decimals));
        REQUIRE(*summary.cut_off == scale.bands[*brute_force::band(scale, *got.points)].from);
    });
}

TEST_CASE("a scale that waits for every rating has points only when nothing could change them",
          "[engine][score]") {
    on_random_cases(6, [](const Case& c) {
        const auto& scale = c.instrument.scales.front();
        if (scale.missing != MissingRule::refuse) return;
        const auto got = scored(c.instrument, c.responses, c.facts).scales.front();

        if (got.points) REQUIRE(got.points == got.lowest);
        if (got.points) REQUIRE(got.points == got.highest);
        if (got.band && got.band != scale.unscorable_band) REQUIRE(got.possible_bands.size() == 1);
        if (got.rated == 0) REQUIRE(got.band == scale.unscorable_band);
    });
}
