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
    for (int tried = 0; tried < rounds(instruments_tried); ++tried) {
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

/// The bands that points already given can still be read as, over all completions.
std::set<std::optional<std::size_t>> bands_of_given(const Case& c, const Scale& scale,
                                                    const TraceSummary& summary,
                                                    const std::vector<brute_force::Completion>& all) {
    std::set<std::optional<std::size_t>> bands;
    if (!summary.exact) return bands;
    for (const auto& completion : all)
        if (brute_force::outcome(c.instrument, scale, completion))
            bands.insert(brute_force::read(c.instrument, scale, completion,
                                           *summary.exact->rounded(scale.decimals)).band);
    return bands;
}

}  // namespace

TEST_CASE("lowest, highest and possible bands are those of all completions", "[engine][score]") {
    on_random_cases(1, [](const Case& c) {
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        const auto score = scored(c.instrument, c.responses, c.facts);
        for (std::size_t index = 0; index < c.instrument.scales.size(); ++index) {
            const auto& scale = c.instrument.scales[index];
            auto expected = brute_force::possible(c.instrument, scale, all);
            const auto& got = score.scales[index];

            REQUIRE(text(got.lowest) == text(expected.lowest));
            REQUIRE(text(got.highest) == text(expected.highest));
            for (const auto& band : bands_of_given(c, scale, score.summary[index], all))
                if (band) expected.bands.insert(*band);
            REQUIRE(row(got.possible_bands) == band_row(scale, expected.bands));
        }
    });
}

TEST_CASE("a band is given only when whatever is missing could not change it or the rule fills it in",
          "[engine][score]") {
    on_random_cases(8, [](const Case& c) {
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        const auto& scale = c.instrument.scales.front();
        const auto score = scored(c.instrument, c.responses, c.facts);
        const auto& got = score.scales.front();
        const auto own = bands_of_given(c, scale, score.summary.front(), all);

        if (got.points) {
            const bool agreed = own.size() == 1 && own.begin()->has_value();
            REQUIRE(got.band.has_value() == agreed);
            if (agreed) REQUIRE(*got.band == scale.bands[**own.begin()].id);
        } else if (got.band && got.band != scale.unscorable_band) {
            REQUIRE(scale.missing == MissingRule::refuse);
            REQUIRE(got.possible_bands.size() == 1);
            REQUIRE_FALSE(brute_force::possible(c.instrument, scale, all).without_band);
        }
    });
}

TEST_CASE("possible levels are those of all completions with their policy overrides",
          "[engine][score]") {
    on_random_cases(2, [](const Case& c) {
        const auto& scales = c.instrument.scales;
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        const auto expected = brute_force::possible_levels(c.instrument, all);

        const auto score = scored(c.instrument, c.responses, c.facts);

        auto levels = expected.levels;
        if (score.scored_level)
            for (std::size_t rank = 0; rank < c.instrument.levels.size(); ++rank)
                if (c.instrument.levels[rank].id == *score.scored_level) levels.insert(rank);
        REQUIRE(row(score.possible_levels) == band_row(scales.front(), levels));
        const auto waits = [](const Scale& scale) { return scale.missing == MissingRule::refuse; };
        if (!std::all_of(scales.begin(), scales.end(), waits)) return;
        const bool agree = expected.levels.size() == 1 && !expected.without;
        if (score.scored_level) REQUIRE(agree);
        if (scales.size() == 1 && score.scales.front().points)
            REQUIRE(score.scored_level.has_value() == agree);
    });
}

TEST_CASE("a decision table allows what some completion allows, and decides only when sure",
          "[engine][score]") {
    on_random_cases(9, [](const Case& c) {
        if (c.instrument.decisions.empty()) return;
        const auto& table = c.instrument.decisions.front();
        const auto all = brute_force::completions(c.instrument, c.responses, c.facts);
        const auto expected = brute_force::possible_outcomes(c.instrument, table, all);
        const auto named = [&](const std::set<std::size_t>& outcomes) {
            std::string text;
            for (const auto one : outcomes) text += " " + table.outcomes[one].first.value;
            return text;
        };
        std::set<std::size_t> united;
        for (const auto& outcomes : expected) united.insert(outcomes.begin(), outcomes.end());

        const auto score = scored(c.instrument, c.responses, c.facts);
        const auto& got = score.decisions.front();
        const auto& rule = c.instrument.scales[table.scale].missing;

        const auto possible = " " + row(got.possible);
        if (rule == MissingRule::refuse) {
            if (got.outcomes) REQUIRE(expected.size() == 1);
            if (got.outcomes) REQUIRE(" " + row(*got.outcomes) == named(*expected.begin()));
            REQUIRE((united.empty() ? " " : named(united)) == possible);
        }
        for (const auto one : united)
            REQUIRE(possible.find(" " + table.outcomes[one].first.value) != std::string::npos);
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
            const bool skipped = applies == false && term.skipped;
            items += applies == true || skipped;
            std::set<int> ratings;
            for (const auto& one : all)
                if (applies == true)
                    ratings.insert(brute_force::rating(c.instrument, one, term.item));
            const bool derived = c.instrument.items[term.item].derived() && ratings.size() == 1;
            rated += skipped || (applies == true && (c.responses[term.item].rated() || derived));
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
            if (line.scale == scale.id && line.contribution) sum = *sum.plus(*line.contribution);

        REQUIRE(summary.raw.has_value() == (got.rated > 0));
        if (summary.raw) REQUIRE(*summary.raw == sum);
        REQUIRE(summary.exact.has_value() == got.points.has_value());
        if (!got.points) return;
        const Points items(static_cast<std::int64_t>(got.items));
        const Points rated(static_cast<std::int64_t>(got.rated));
        const Points left(static_cast<std::int64_t>(got.items - got.rated));
        auto exact = sum;
        if (scale.missing == MissingRule::prorate) exact = *sum.times(*items.divided_by(rated));
        if (scale.missing == MissingRule::mean)
            exact = *sum.plus(*sum.divided_by(rated)->rounded(scale.mean_decimals)->times(left));
        REQUIRE(*summary.exact == exact);
        const auto rounded = *exact.rounded(scale.decimals);
        REQUIRE(*got.points ==
                (summary.norm ? scale.norms[*summary.norm].standardised.at(rounded) : rounded));
        if (summary.norm) REQUIRE(*summary.looked_up == rounded);
        if (summary.cut_off) REQUIRE(*summary.cut_off <= *got.points);
    });
}

TEST_CASE("a scale that waits for every rating has points only when nothing could change them",
          "[engine][score]") {
    on_random_cases(6, [](const Case& c) {
        const auto& scale = c.instrument.scales.front();
        if (scale.missing != MissingRule::refuse) return;
        const auto got = scored(c.instrument, c.responses, c.facts).scales.front();

        if (got.points) REQUIRE(text(got.points) == text(got.lowest));
        if (got.points) REQUIRE(text(got.points) == text(got.highest));
        if (got.band && got.band != scale.unscorable_band) REQUIRE(got.possible_bands.size() == 1);
        if (got.rated == 0) REQUIRE(got.band == scale.unscorable_band);
    });
}
