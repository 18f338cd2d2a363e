// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/made_up.h"

using namespace lika::made_up;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto third = std::int64_t{1} << 60;

Instrument one_scale(int items, Points weight) {
    Instrument made;
    for (int index = 1; index <= items; ++index)
        made.items.push_back(item("Q" + std::to_string(index), 0, 2));
    made.scales = {sum_of(made, "total")};
    for (auto& term : made.scales.front().terms) term.weight = weight;
    return made;
}

std::string refusal(const Instrument& instrument, const Responses& given) {
    const auto made = score(instrument, given, {});
    return made ? "scored" : made.error().reason + " " + made.error().place;
}

std::string refusal(const Instrument& instrument) {
    return refusal(instrument, Responses(instrument));
}

}  // namespace

TEST_CASE("points that would leave 64 bits are refused with their scale, never rounded",
          "[engine][refusals]") {
    CHECK(refusal(one_scale(1, Points(largest))) == "overflow total");            // times 2
    CHECK(refusal(one_scale(1, Points(third + 1))) == "overflow total");          // past 2^61
    CHECK(refusal(one_scale(1, Points(-third - 1))) == "overflow total");
    CHECK(refusal(one_scale(4, Points(third / 2))) == "overflow total");          // together
    CHECK(refusal(one_scale(2, *Points::fraction(1, third))) == "scored");
    CHECK(refusal(one_scale(1, *Points::fraction(1, std::int64_t{1} << 62))) == "overflow total");  // the unit
}

TEST_CASE("fractions without a common unit in 64 bits are refused", "[engine][refusals]") {
    auto made = one_scale(2, Points(1));
    made.scales.front().terms[0].weight = *Points::fraction(1, 4'294'967'291);
    made.scales.front().terms[1].weight = *Points::fraction(1, 4'294'967'279);
    CHECK(refusal(made) == "overflow total");

    made.scales.front().terms[1].weight = *Points::fraction(1, largest);
    made.scales.front().terms[0].weight = Points(1);
    CHECK(refusal(made) == "overflow total");
}

TEST_CASE("a large weight beside a third leaves 64 bits in the common unit and is refused",
          "[engine][refusals]") {
    Instrument made;
    made.items = {item("Q1", 0, 1), item("Q2", 0, 1)};
    made.scales = {sum_of(made, "total")};
    made.scales.front().terms[0].weight = Points(largest);
    made.scales.front().terms[1].weight = *Points::fraction(1, 3);

    CHECK(refusal(made) == "overflow total");
}

TEST_CASE("prorated points that would leave 64 bits are refused", "[engine][refusals]") {
    auto made = one_scale(4, Points(third / 4));
    made.scales.front().missing = MissingRule::prorate;
    made.scales.front().decimals = 9;

    CHECK(refusal(made, responses(made, {{"Q1", 1}, {"Q2", 1}, {"Q3", 2}})) ==
          "overflow total");  // a third of a sum that large, to nine decimals
}

TEST_CASE("means that would leave 64 bits are refused", "[engine][refusals]") {
    auto made = one_scale(4, Points(third / 4));
    made.scales.front().missing = MissingRule::mean;
    made.scales.front().mean_decimals = 9;

    CHECK(refusal(made, responses(made, {{"Q1", 1}, {"Q2", 1}, {"Q3", 2}})) ==
          "overflow total");  // a third of a sum that large, to nine decimals
}

TEST_CASE("a raw score that its norm does not hold is refused, never guessed",
          "[engine][refusals]") {
    auto made = one_scale(2, Points(1));
    made.scales.front().norms = {{{}, {{Points(0), Points(40)}}, ""}};

    CHECK(refusal(made, responses(made, {{"Q1", 0}, {"Q2", 0}})) == "scored");
    CHECK(refusal(made, responses(made, {{"Q1", 1}, {"Q2", 0}})) == "not_in_norm total");
    CHECK(refusal(made, responses(made, {{"Q1", 0}})) == "not_in_norm total");
}

TEST_CASE("ratings with gaps between them are found, and others refused", "[engine][refusals]") {
    Instrument made;
    made.items = {item("Q1", 0, 0)};
    made.items.front().options = {{0, {}}, {2, {}}, {4, {}}};
    made.scales = {sum_of(made, "total")};
    Responses given(made);
    for (const int rating : {0, 2, 4}) {
        given[0] = rating;
        CHECK(score(made, given, {})->scales.front().points == Points(rating));
    }
    given[0] = 3;
    CHECK(refusal(made, given) == "rating_out_of_range Q1");
}

TEST_CASE("a scale with one band has no nearest change", "[engine][refusals]") {
    auto made = one_scale(2, Points(1));
    made.scales.front().bands = bands({{"all", 0}});

    CHECK(scored(made, responses(made, {{"Q1", 1}, {"Q2", 1}})).nearest_change.empty());
}

TEST_CASE("a nearest change that would need too many rescorings is left out",
          "[engine][refusals]") {
    Instrument made;
    for (int gate = 1; gate <= 12; ++gate) {
        const auto id = std::to_string(gate);
        made.items.push_back(item("G" + id, 0, 3));
        made.items.push_back(item("Q" + id, 0, 1));
    }
    for (int gate = 1; gate <= 12; ++gate)
        made.items[static_cast<std::size_t>(2 * gate - 1)].applies_when =
            condition(made, "G" + std::to_string(gate) + " >= 2");
    std::vector<std::string> counted;
    for (int gate = 1; gate <= 12; ++gate) counted.push_back("Q" + std::to_string(gate));
    made.scales = {sum_of(made, "total", counted)};
    made.scales.front().bands = bands({{"low", 0}, {"high", 12}});
    Responses given(made);
    for (std::size_t index = 0; index < given.size(); ++index) given[index] = 0;
    given[0] = 2;

    const auto said = scored(made, given);

    CHECK(said.scales.front().band == BandId{"low"});
    CHECK(said.nearest_change.empty());
}

namespace {

/// Eighteen pairs that must agree: the first of each come before the second of any, so that every
/// choice of the firsts has to be kept apart.
Instrument tangled() {
    Instrument made;
    for (const auto* half : {"A", "B"})
        for (int pair = 1; pair <= 18; ++pair) made.items.push_back(item(half + std::to_string(pair), 0, 1));
    made.items.push_back(item("last", 0, 1));
    made.facts = {"age"};
    made.scales = {sum_of(made, "total", {"last"})};
    made.scales.front().bands = bands({{"low", 0}, {"high", 1}});
    made.levels = levels({"low", "high"});
    return made;
}

Condition knot(const Instrument& instrument) {
    std::string text;
    for (int pair = 1; pair <= 18; ++pair) {
        const auto id = std::to_string(pair);
        text += (pair > 1 ? " or (A" : "(A") + id + " = 1 and B" + id + " = 1)";
    }
    return condition(instrument, text);
}

const auto too_many = "too_many_completions ";

}  // namespace

TEST_CASE("a flag or override whose completions are too many to keep apart is refused",
          "[engine][refusals]") {
    auto made = tangled();

    SECTION("in a flag") {
        made.flags = {{FlagId{"flag"}, {}, knot(made), true, ""}};
    }
    SECTION("in a policy override") {
        made.level_scales = {ScaleId{"total"}};
        made.policy_overrides = {{OverrideId{"rule"}, knot(made), LevelId{"high"}, {}, ""}};
    }

    CHECK(refusal(made).starts_with(too_many));
}

TEST_CASE("an item whose completions are too many to keep apart is refused", "[engine][refusals]") {
    auto made = tangled();
    const auto last = made.items.size() - 1;

    SECTION("in what it needs to apply") {
        made.items[last].applies_when = knot(made);
    }
    SECTION("in what derives its rating") {
        made.items[last].options[1].when = knot(made);
    }

    CHECK(refusal(made).starts_with(too_many));
}

TEST_CASE("a decision whose exception has too many completions is refused", "[engine][refusals]") {
    auto made = tangled();
    Decision table;
    table.item = made.items.size() - 1;
    table.outcomes = {{OutcomeId{"mild"}, {}}, {OutcomeId{"hard"}, {}}};
    table.exceptions = {{knot(made), {1}, {}, ""}};
    made.decisions = {table};

    CHECK(refusal(made).starts_with(too_many));
}

TEST_CASE("cut-offs that hang on too many completions are refused with their scale",
          "[engine][refusals]") {
    auto made = tangled();
    made.scales.front().cut_offs = {{knot(made), {0, 1}, ""}};

    CHECK(refusal(made) == "too_many_completions total");
}

TEST_CASE("a scale of weights that make too many sums is refused with its name",
          "[engine][refusals]") {
    auto made = one_scale(20, Points(1));
    std::int64_t weight = 1;
    for (auto& term : made.scales.front().terms) term.weight = Points(weight *= 3);

    CHECK(refusal(made) == "too_many_completions total");
}

TEST_CASE("a not applicable response where the item may not be so leaves its gate open to change",
          "[engine][refusals]") {
    Instrument made;
    made.items = {item("gate", 0, 1), item("Q1", 0, 2), item("Q2", 0, 2)};
    made.items[0].may_be_not_applicable = false;
    made.items[1].applies_when = condition(made, "gate = 1");
    made.scales = {sum_of(made, "total", {"Q1", "Q2"})};
    made.scales.front().bands = bands({{"low", 0}, {"high", 3}});
    const auto given = responses(made, {{"gate", Missing::not_applicable}, {"Q1", 2}, {"Q2", 0}});

    // Q1 may still count or not: low is certain, and 2 + 2 is high only if it does.
    const auto said = scored(made, given);
    CHECK(said.scales.front().band == BandId{"low"});
    CHECK(said.nearest_change.empty());
}

TEST_CASE("an age written as a word is refused, not taken for an adult's", "[engine][refusals]") {
    auto made = one_scale(2, Points(1));
    made.facts = {"age", "sex"};
    made.scales.front().bands = bands({{"low", 0}, {"high", 2}});
    made.scales.front().cut_offs = {{condition(made, "age < 12"), {0, 2}, ""}, {{}, {0, 4}, ""}};
    made.flags = {{FlagId{"girl"}, {}, condition(made, "sex = female"), true, ""}};
    const auto given = responses(made, {{"Q1", 2}, {"Q2", 1}});
    const auto refused = [&](const Facts& facts) {
        const auto said = score(made, given, facts);
        return said ? "scored" : said.error().reason + " " + said.error().place;
    };

    CHECK(refused({{"age", std::int64_t{11}}, {"sex", std::string("female")}}) == "scored");
    CHECK(refused({{"age", std::string("11")}}) == "fact_not_a_number age");
    CHECK(refused({{"sex", std::int64_t{1}}}) == "fact_not_a_word sex");
    CHECK(refused({{"grade", std::string("4")}}) == "scored");  // no rule names it
}

TEST_CASE("what forbids points is said: too few, too many missing, or one that may never be",
          "[engine][refusals]") {
    auto made = one_scale(4, Points(1));
    auto& scale = made.scales.front();
    scale.missing = MissingRule::prorate;
    scale.minimum_rated = 2;
    scale.maximum_missing = 1;
    scale.never_missing = {0};
    const auto effect = [&](std::initializer_list<std::pair<const char*, Response>> given) {
        return scored(made, responses(made, given)).summary.front().missing_effect;
    };

    CHECK(effect({{"Q1", 1}}) == "too_few");
    CHECK(effect({{"Q1", 1}, {"Q2", 1}}) == "too_many_missing");
    CHECK(effect({{"Q2", 1}, {"Q3", 1}, {"Q4", 1}}) == "needed_missing");
    CHECK(effect({{"Q1", 1}, {"Q2", 1}, {"Q3", 1}}) == "prorated");
    CHECK(effect({}) == "nothing_rated");
}

TEST_CASE("numbers whose sums could come out in too many ways are refused, not counted for ever",
          "[engine][refusals]") {
    auto made = one_scale(0, Points(1));
    for (int index = 1; index <= 50; ++index)
        made.items.push_back(item("N" + std::to_string(index), 0, 1000));
    made.scales = {sum_of(made, "total")};
    made.scales.front().bands = bands({{"low", 0}, {"high", 20'000}});

    CHECK(refusal(made) == "too_many_completions total");
}

TEST_CASE("the nearest change leaves what is counted from events as it is", "[engine][refusals]") {
    Instrument made;
    auto counted = item("count", 0, 9);
    counted.from_events = FromEvents{EventsId{"priors"}, FromEvents::Take::count, {}};
    made.items = {counted, item("Q1", 0, 3)};
    made.scales = {sum_of(made, "total")};
    made.scales.front().bands = bands({{"low", 0}, {"high", 4}});
    Responses given(made);
    given[0] = 3;
    given[1] = 0;

    CHECK(scored(made, given).nearest_change.front().change ==
          std::vector<std::pair<ItemId, std::int32_t>>{{ItemId{"Q1"}, 1}});
    given[0] = 0;
    CHECK(scored(made, given).nearest_change.empty());  // Q1 alone cannot reach 4
}

TEST_CASE("a fact that rules compare both with numbers and with words is judged as it was given",
          "[engine][refusals]") {
    auto made = one_scale(1, Points(1));
    made.facts = {"grade"};
    made.flags = {{FlagId{"low"}, {}, condition(made, "grade < 4"), true, ""},
                  {FlagId{"before"}, {}, condition(made, "grade = preschool"), true, ""},
                  {FlagId{"never-open"}, {}, condition(made, "grade < 4"), false, ""}};
    const auto raised = [&](const Facts& facts) {
        std::string text;
        for (const auto& flag : scored(made, responses(made, {{"Q1", 0}}), facts).flags)
            text += !flag.raised ? "open " : *flag.raised ? "raised " : "not ";
        return text;
    };

    CHECK(raised({{"grade", std::int64_t{3}}}) == "raised not raised ");
    CHECK(raised({{"grade", std::int64_t{5}}}) == "not not not ");
    CHECK(raised({{"grade", std::string("preschool")}}) == "not raised not ");
    CHECK(raised({}) == "open open not ");
}
