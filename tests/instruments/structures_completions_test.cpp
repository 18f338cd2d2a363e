// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include <random>

#include "engine/score.h"
#include "tests/support/brute_force.h"
#include "tests/support/instrument_files.h"

using namespace lika;
using namespace lika::engine;

/// Every structure against a walk through all completions of forms filled in at random.
namespace {

constexpr int forms_tried = 60;
constexpr std::size_t most_completions = 600;

/// Fills in forms; the same ones on every machine.
class Forms {
public:
    explicit Forms(const Instrument& instrument) : instrument_(instrument) {}

    Facts facts() {
        Facts given;
        completions_ = 1;
        for (const auto& fact : instrument_.facts) {
            const auto word = [&](std::initializer_list<const char*> words) {
                return Fact{std::string{words.begin()[below(words.size())]}};
            };
            if (fact == "informant")
                given[fact] = word({"parent", "teacher", "young-person", "neighbour"});
            else if (fact == "grade" || (fact == "age" && below(3) != 0))
                given[fact] = static_cast<std::int64_t>(below(18));
            else if (fact == "sex" && below(3) != 0)
                given[fact] = word({"female", "male", "other"});
            else
                completions_ *= 22;  // as many as brute_force::completions tries
        }
        return given;
    }

    Responses responses() {
        Responses filled(instrument_);
        for (std::size_t index = 0; index < filled.size(); ++index)
            if (!instrument_.items[index].derived())
                filled[index] = response(instrument_.items[index]);
        return filled;
    }

private:
    std::size_t below(std::size_t count) { return random_() % count; }

    Response response(const Item& item) {
        const auto options = item.options.size();
        if (below(4) == 0) {
            if (item.may_be_not_applicable && below(2) == 0) return Missing::not_applicable;
            if (completions_ * options <= most_completions) {
                completions_ *= options;
                return below(2) == 0 ? Missing::not_known : Missing::unanswered;
            }
        }
        return item.options[below(options)].rating;
    }

    const Instrument& instrument_;
    std::mt19937 random_{20261125};
    std::size_t completions_ = 1;
};

std::string words(const std::optional<Points>& points) {
    return points ? points->to_string() : "none";
}

template <class Named>
std::string words(const std::set<std::size_t>& ranks, const std::vector<Named>& named) {
    std::string text;
    for (const auto rank : ranks) text += named[rank].id.value + " ";
    return text;
}

template <class Ids>
std::string words(const Ids& ids) {
    std::string text;
    for (const auto& id : ids) text += id.value + " ";
    return text;
}

void check_flags(const Instrument& instrument, const Score& score,
                 const std::vector<brute_force::Completion>& all) {
    for (std::size_t index = 0; index < instrument.flags.size(); ++index)
        CHECK(score.flags[index].raised == brute_force::always(all, [&](const auto& one) {
                  return brute_force::holds(instrument, instrument.flags[index].when, one);
              }));
}

void check_scales(const Instrument& instrument, const Score& score,
                  const std::vector<brute_force::Completion>& all) {
    for (std::size_t index = 0; index < instrument.scales.size(); ++index) {
        const auto& scale = instrument.scales[index];
        const auto& got = score.scales[index];
        auto expected = brute_force::possible(instrument, scale, all);
        INFO(scale.id);
        CHECK(words(got.lowest) == words(expected.lowest));
        CHECK(words(got.highest) == words(expected.highest));
        if (scale.missing == MissingRule::refuse)
            CHECK(words(got.possible_bands) == words(expected.bands, scale.bands));
        for (const auto band : expected.bands)
            CHECK(words(got.possible_bands).find(scale.bands[band].id.value) != std::string::npos);
    }
}

void check_decisions(const Instrument& instrument, const Score& score,
                     const std::vector<brute_force::Completion>& all) {
    for (std::size_t index = 0; index < instrument.decisions.size(); ++index) {
        const auto& table = instrument.decisions[index];
        const auto each = brute_force::possible_outcomes(instrument, table, all);
        std::set<std::size_t> united;
        for (const auto& outcomes : each) united.insert(outcomes.begin(), outcomes.end());
        std::string possible;
        for (const auto outcome : united) possible += table.outcomes[outcome].first.value + " ";
        CHECK(words(score.decisions[index].possible) == possible);
        if (score.decisions[index].outcomes) CHECK(each.size() == 1);
    }
}

void check_form(const Instrument& instrument, const Responses& responses, const Facts& facts) {
    const auto score = engine::score(instrument, responses, facts);
    REQUIRE(score);
    const auto all = brute_force::completions(instrument, responses, facts);

    check_scales(instrument, *score, all);
    check_flags(instrument, *score, all);
    check_decisions(instrument, *score, all);
    CHECK(words(score->possible_levels) ==
          words(instrument.level_scales.empty()
                    ? std::set<std::size_t>{}
                    : brute_force::possible_levels(instrument, all).levels,
                instrument.levels));
}

}  // namespace

TEST_CASE(
    "of every structure, bounds, bands, levels, flags and tables are those of all completions",
    "[instruments][structures]") {
    for (const auto& file : tests::xml_of(TEST_DATA "/structures")) {
        INFO(file);
        const auto reading = instruments::read_instrument(tests::bytes_of(file), "structure");
        REQUIRE(reading.instrument);
        Forms forms(*reading.instrument);
        for (int tried = 0; tried < forms_tried; ++tried) {
            INFO("form " << tried);
            const auto facts = forms.facts();
            check_form(*reading.instrument, forms.responses(), facts);
        }
    }
}
