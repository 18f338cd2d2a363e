// SPDX-License-Identifier: EUPL-1.2
#include "engine/score.h"

#include <catch2/catch.hpp>

#include "tests/support/made_up.h"

using namespace lika;
using namespace lika::made_up;

namespace {

constexpr auto unanswered = Missing::unanswered;
constexpr auto not_known = Missing::not_known;
constexpr auto not_applicable = Missing::not_applicable;

/// Items Q1 to Qn rated 0 to 2, added up.
Instrument sum_instrument(int items, MissingRule missing, int decimals = 0) {
    Instrument made;
    for (int index = 1; index <= items; ++index)
        made.items.push_back(item("Q" + std::to_string(index), 0, 2));
    auto total = sum_of(made, "total");
    total.missing = missing;
    total.decimals = decimals;
    total.bands = bands({{"low", 0}, {"high", 3}});
    made.scales = {total};
    return made;
}

ScaleScore total(const Instrument& instrument,
                 std::initializer_list<std::pair<const char*, Response>> given) {
    return scored(instrument, responses(instrument, given)).scales.front();
}

std::string effect(const Instrument& instrument,
                   std::initializer_list<std::pair<const char*, Response>> given) {
    return scored(instrument, responses(instrument, given)).summary.front().missing_effect;
}

std::string because(const std::string& when,
                    std::initializer_list<std::pair<const char*, Response>> given) {
    auto instrument = sum_instrument(3, MissingRule::refuse);
    instrument.flags.push_back({FlagId{"flag"}, {}, condition(instrument, when), true, ""});
    return row(scored(instrument, responses(instrument, given)).flags.front().because);
}

}  // namespace

TEST_CASE("a scale that refuses has no points while a rating is missing, whatever the reason",
          "[engine][score]") {
    const auto instrument = sum_instrument(3, MissingRule::refuse);

    for (const auto why : {unanswered, not_known}) {
        const auto got = total(instrument, {{"Q1", 1}, {"Q2", 0}, {"Q3", why}});
        CHECK(text(got.points) == "none");
        CHECK(got.status == ScaleStatus::not_scoreable);
        CHECK(got.rated == 2);
        CHECK(got.items == 3);
        CHECK(text(got.lowest) == "1");
        CHECK(text(got.highest) == "3");
        CHECK(row(got.possible_bands) == "low high");
    }
    const auto got = total(instrument, {{"Q1", 1}, {"Q2", 0}, {"Q3", not_applicable}});
    CHECK(text(got.points) == "1");
    CHECK(got.items == 2);
    CHECK(got.status == ScaleStatus::scored);
}

TEST_CASE("a scale prorates an item that is not known", "[engine][score]") {
    const auto got =
        total(sum_instrument(3, MissingRule::prorate), {{"Q1", 2}, {"Q2", 0}, {"Q3", not_known}});

    CHECK(text(got.points) == "3");  // (2 + 0) / 2 rated, times 3 items
    CHECK(got.prorated);
    CHECK(text(got.band) == "high");
    CHECK(row(got.possible_bands) == "low high");  // 2 to 4
}

TEST_CASE("prorated points are rounded halves up, and bands are read from the rounded points",
          "[engine][score]") {
    auto instrument = sum_instrument(6, MissingRule::prorate, 1);
    instrument.scales.front().bands = bands({{"low", 0}, {"high", *Points::fraction(43, 10)}});

    // 5 of 6 rated: 3 * 6 / 5 = 3.6; 4 of 6 rated: 3 * 6 / 4 = 4.5; 7 ratings would not divide
    // evenly.
    CHECK(text(total(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 1}, {"Q4", 0}, {"Q5", 0}}).points) ==
          "3.6");
    CHECK(text(total(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 1}, {"Q4", 0}}).points) == "4.5");
    instrument.scales.front().decimals = 0;
    const auto got = total(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 1}, {"Q4", 0}});
    CHECK(text(got.points) == "5");
    CHECK(text(got.band) == "high");
}

TEST_CASE("a scale whose manual reads a blank as zero says so", "[engine][score]") {
    const auto instrument = sum_instrument(3, MissingRule::zero);
    const auto got = total(instrument, {{"Q1", 2}});

    CHECK(text(got.points) == "2");
    CHECK(text(got.band) == "low");
    CHECK(text(got.lowest) == "2");
    CHECK(text(got.highest) == "6");
    CHECK(row(got.possible_bands) == "low high");
    CHECK_FALSE(got.prorated);
    CHECK(effect(instrument, {{"Q1", 2}}) == "zero");
}

TEST_CASE("a scale with too few ratings has no points and no band", "[engine][score]") {
    auto instrument = sum_instrument(4, MissingRule::prorate);
    instrument.scales.front().minimum_rated = 3;
    const auto got = total(instrument, {{"Q1", 2}, {"Q2", 2}});

    CHECK(text(got.points) == "none");
    CHECK(text(got.band) == "none");
    CHECK(got.status == ScaleStatus::not_scoreable);
    CHECK(text(got.lowest) == "4");
    CHECK(effect(instrument, {{"Q1", 2}, {"Q2", 2}}) == "too_few");
    CHECK(text(total(instrument, {{"Q1", 2}, {"Q2", 2}, {"Q3", 2}}).points) == "8");
}

TEST_CASE("a share of missing ratings is counted among applicable items only", "[engine][score]") {
    auto instrument = sum_instrument(5, MissingRule::prorate);
    instrument.scales.front().maximum_missing_share = *Points::fraction(1, 4);

    CHECK(text(total(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 1}, {"Q4", 1}}).points) ==
          "5");  // 1 of 5 missing
    CHECK(
        text(total(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 1}, {"Q5", not_applicable}}).points) ==
        "4");  // 1 of 4
    CHECK(text(total(instrument,
                     {{"Q1", 1}, {"Q2", 1}, {"Q4", not_applicable}, {"Q5", not_applicable}})
                   .points) == "none");  // 1 of 3
}

TEST_CASE("PSC-17: four blanks anywhere make every subscale invalid, three do not",
          "[engine][score]") {
    auto instrument = sum_instrument(6, MissingRule::zero);
    auto subscale = sum_of(instrument, "attention", {"Q1", "Q2"});
    subscale.missing = MissingRule::zero;
    subscale.maximum_missing = 3;
    subscale.missing_among = {0, 1, 2, 3, 4, 5};
    instrument.scales = {subscale};

    CHECK(text(total(instrument, {{"Q1", 2}, {"Q2", 1}, {"Q3", 0}}).points) == "3");
    CHECK(text(total(instrument, {{"Q1", 2}, {"Q2", 1}}).points) == "none");
    CHECK(text(total(instrument, {{"Q1", 2}, {"Q2", 1}, {"Q6", not_applicable}}).points) == "3");
}

TEST_CASE(
    "a band declared for the unscorable is given in place of points, also when nothing is rated",
    "[engine][score]") {
    auto instrument = sum_instrument(2, MissingRule::prorate);
    instrument.scales.front().minimum_rated = 2;
    instrument.scales.front().unscorable_band = BandId{"incomplete"};

    for (const auto& got : {total(instrument, {}), total(instrument, {{"Q1", 2}})}) {
        CHECK(text(got.points) == "none");
        CHECK(text(got.band) == "incomplete");
        CHECK(row(got.possible_bands) == "low high");
        CHECK(got.status == ScaleStatus::not_scoreable);
    }
    CHECK(text(total(instrument, {{"Q1", 2}, {"Q2", 2}}).band) == "high");
}

TEST_CASE("nothing rated gives no points, no band and no level", "[engine][score]") {
    for (const auto rule : {MissingRule::refuse, MissingRule::zero, MissingRule::prorate}) {
        auto instrument = sum_instrument(2, rule);
        instrument.scales.front().bands = bands({{"low", 0}});
        instrument.levels = levels({"low"});
        instrument.level_scales = {ScaleId{"total"}};
        const auto score = scored(instrument, responses(instrument, {{"Q1", not_known}}));

        CHECK(text(score.scales.front().points) == "none");
        CHECK(text(score.scales.front().band) == "none");
        CHECK(text(score.scored_level) == "none");
        CHECK(row(score.possible_levels) == "low");
        CHECK(score.summary.front().missing_effect == "nothing_rated");
        CHECK_FALSE(score.summary.front().raw);
    }
}

TEST_CASE("a scale with no applicable item has neither bounds nor bands", "[engine][score]") {
    const auto got = total(sum_instrument(2, MissingRule::refuse),
                           {{"Q1", not_applicable}, {"Q2", not_applicable}});

    CHECK(got.items == 0);
    CHECK_FALSE(got.lowest);
    CHECK_FALSE(got.highest);
    CHECK(got.possible_bands.empty());
    CHECK_FALSE(got.band);
}

TEST_CASE("a response to an item that does not apply is ignored", "[engine][score]") {
    auto instrument = sum_instrument(3, MissingRule::prorate);
    instrument.items[2].applies_when = condition(instrument, "Q2 >= 1");

    const auto left_out = total(instrument, {{"Q1", 1}, {"Q2", 0}, {"Q3", 2}});
    CHECK(text(left_out.points) == "1");
    CHECK(left_out.items == 2);
    CHECK(text(left_out.highest) == "1");
    const auto counted = total(instrument, {{"Q1", 1}, {"Q2", 1}, {"Q3", 2}});
    CHECK(text(counted.points) == "4");
    CHECK(counted.items == 3);
}

TEST_CASE("while its condition is open an item is left out of the points but not of the bounds",
          "[engine][score]") {
    auto instrument = sum_instrument(3, MissingRule::prorate);
    instrument.items[2].applies_when = condition(instrument, "Q2 >= 1");
    const auto got = total(instrument, {{"Q1", 1}, {"Q2", not_known}, {"Q3", 2}});

    CHECK(got.items == 2);
    CHECK(text(got.points) == "2");   // 1 * 2 / 1
    CHECK(text(got.lowest) == "1");   // Q2 = 0 leaves Q3 out
    CHECK(text(got.highest) == "5");  // Q2 = 2 brings in Q3 = 2
}

TEST_CASE("a judgement scale is never computed", "[engine][score]") {
    auto instrument = sum_instrument(2, MissingRule::refuse);
    instrument.scales.front().combine = Scale::Combine::judgement;
    instrument.scales.front().bands.clear();
    const auto score = scored(instrument, responses(instrument, {{"Q1", 2}, {"Q2", 2}}));

    CHECK(score.scales.front().status == ScaleStatus::not_computed);
    CHECK_FALSE(score.scales.front().points);
    CHECK_FALSE(score.scales.front().lowest);
    CHECK(score.scales.front().rated == 2);
    CHECK(score.trace.empty());
}

TEST_CASE("the trace says for each item what was entered and what it gave", "[engine][score]") {
    auto instrument = sum_instrument(4, MissingRule::prorate);
    instrument.scales.front().terms[0].weight = Points(2);
    instrument.scales.front().terms[1].recode = {{0, Points(2)}, {1, Points(1)}, {2, Points(0)}};
    const auto score = scored(
        instrument,
        responses(instrument, {{"Q1", 1}, {"Q2", 0}, {"Q3", not_known}, {"Q4", not_applicable}}));

    REQUIRE(score.trace.size() == 4);
    CHECK(text(score.trace[0].weight) == "2");
    CHECK(text(score.trace[0].contribution) == "2");
    CHECK_FALSE(score.trace[0].recoded);
    CHECK(text(score.trace[1].recoded) == "2");
    CHECK_FALSE(score.trace[1].weight);
    CHECK(score.trace[2].response == Response(not_known));
    CHECK(score.trace[2].applicable);
    CHECK_FALSE(score.trace[2].contribution);
    CHECK_FALSE(score.trace[3].applicable);
    const auto& summary = score.summary.front();
    CHECK(text(summary.raw) == "4");
    CHECK(text(summary.exact) == "6");  // 4 * 3 / 2
    CHECK(text(summary.cut_off) == "3");
    CHECK(summary.missing_effect == "prorated");
}

TEST_CASE("a brief score leaves out only the explanation", "[engine][score]") {
    const auto instrument = lika_8();
    const auto given = responses(instrument, {{"I1", 3}, {"I3", 1}});
    const auto full = scored(instrument, given);
    const auto brief = *score(instrument, given, {}, Detail::brief);

    CHECK(brief.trace.empty());
    CHECK(brief.summary.empty());
    CHECK(brief.nearest_change.empty());
    CHECK(text(brief.scales.front().highest) == text(full.scales.front().highest));
    CHECK(row(brief.possible_levels) == row(full.possible_levels));
    CHECK(row(brief.policy_overrides) == "any-3");
}

TEST_CASE("a flag names the rated items that raised it", "[engine][score]") {
    CHECK(because("Q1 = 2 or Q2 = 2 and Q3 >= 1", {{"Q1", 2}, {"Q2", 0}, {"Q3", 2}}) == "Q1");
    CHECK(because("Q1 = 2 or Q2 = 2 and Q3 >= 1", {{"Q1", 0}, {"Q2", 2}, {"Q3", 2}}) == "Q2 Q3");
    CHECK(because("any(Q1 Q2 Q3 = 2)", {{"Q1", 2}, {"Q2", 1}, {"Q3", not_known}}) == "Q1");
    CHECK(because("count(Q1 Q2 Q3 = 2) <= 1", {{"Q1", 2}, {"Q2", 1}, {"Q3", 0}}) == "Q1 Q2 Q3");
    CHECK(because("not (Q1 = 0 and Q2 = 0)", {{"Q1", 1}, {"Q2", 0}}) == "Q1");
    CHECK(because("Q1 = 2", {{"Q1", 1}}).empty());
}

TEST_CASE("a flag that a missing rating must not raise is never open", "[engine][score]") {
    auto instrument = sum_instrument(2, MissingRule::refuse);
    instrument.flags.push_back(
        {FlagId{"any"}, {}, condition(instrument, "Q1 = 2 or Q2 >= 1"), false, ""});
    instrument.flags.push_back({FlagId{"not"}, {}, condition(instrument, "not Q1 = 2"), false, ""});
    const auto raised = [&](std::initializer_list<std::pair<const char*, Response>> given,
                            std::size_t flag) {
        return scored(instrument, responses(instrument, given)).flags[flag].raised;
    };

    CHECK(raised({}, 0) == false);
    CHECK(raised({{"Q1", 0}}, 0) == false);
    CHECK(raised({{"Q2", 1}}, 0) == true);
    CHECK(raised({}, 1) == false);
    CHECK(raised({{"Q1", 1}}, 1) == true);
}

TEST_CASE("a flag never changes points, band or level", "[engine][score]") {
    const auto without = lika_8();
    auto with = lika_8();
    with.flags.push_back({FlagId{"worry"}, {}, condition(with, "I1 >= 1"), true, ""});
    const auto outcome = [](const Instrument& instrument) {
        const auto score =
            scored(instrument,
                   responses(instrument, {{"I1", 2}, {"I3", 3}, {"F1", 1}, {"E1", not_known}}));
        const auto& scale = score.scales.front();
        return text(scale.points) + text(scale.lowest) + text(scale.highest) + text(scale.band) +
               row(scale.possible_bands) + text(score.scored_level) + row(score.possible_levels);
    };

    CHECK(outcome(with) == outcome(without));
    CHECK(scored(with, responses(with, {{"I1", 2}})).flags.front().raised == true);
}

TEST_CASE("a prorated band decides the level, raised by the policy overrides in force",
          "[engine][score]") {
    auto instrument = sum_instrument(3, MissingRule::prorate);
    instrument.levels = levels({"low", "high"});
    instrument.level_scales = {ScaleId{"total"}};
    instrument.policy_overrides.push_back(
        {OverrideId{"two"}, condition(instrument, "any(Q1 Q2 Q3 = 2)"), LevelId{"high"}, {}, ""});

    const auto plain = scored(instrument, responses(instrument, {{"Q1", 0}, {"Q2", 1}}));
    CHECK(text(plain.scored_level) == "low");  // 1 * 3 / 2 = 1.5, rounded to 2
    CHECK(row(plain.possible_levels) == "low high");
    CHECK(plain.policy_overrides.empty());
    const auto raised =
        scored(instrument, responses(instrument, {{"Q1", 0}, {"Q2", 0}, {"Q3", 2}}));
    CHECK(text(raised.scales.front().band) == "low");
    CHECK(text(raised.scored_level) == "high");
    CHECK(row(raised.policy_overrides) == "two");
}

TEST_CASE("an undecided band with a decided level still has its level", "[engine][score]") {
    auto instrument = sum_instrument(2, MissingRule::refuse);
    instrument.levels = levels({"low", "high"});
    instrument.level_scales = {ScaleId{"total"}};
    instrument.policy_overrides.push_back(
        {OverrideId{"two"}, condition(instrument, "Q1 = 2"), LevelId{"high"}, {}, ""});
    const auto score = scored(instrument, responses(instrument, {{"Q1", 2}, {"Q2", not_known}}));

    CHECK(text(score.scales.front().band) == "none");
    CHECK(text(score.scored_level) == "high");
    CHECK(row(score.possible_levels) == "high");
}

TEST_CASE("a level scale left to judgement proposes no level", "[engine][score]") {
    auto instrument = sum_instrument(2, MissingRule::refuse);
    instrument.levels = levels({"low", "high"});
    const auto score = scored(instrument, responses(instrument, {{"Q1", 2}, {"Q2", 2}}));

    CHECK_FALSE(score.scored_level);
    CHECK(score.possible_levels.empty());
}

TEST_CASE("points beyond 64 bits are refused with the scale's name", "[engine][score]") {
    auto instrument = sum_instrument(2, MissingRule::refuse);
    instrument.scales.front().terms[0].weight = Points(std::int64_t{1} << 61);
    const auto refused = score(instrument, responses(instrument, {{"Q1", 2}, {"Q2", 2}}), {});

    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "overflow");
    CHECK(refused.error().place == "total");
}

TEST_CASE("weights that make too many different sums are refused, not guessed at",
          "[engine][score]") {
    auto instrument = sum_instrument(30, MissingRule::refuse);
    for (std::size_t index = 0; index < 30; ++index)
        instrument.scales.front().terms[index].weight = Points(std::int64_t{1} << index);
    const auto refused = score(instrument, Responses(instrument), {});

    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "too_many_completions");
    CHECK(refused.error().place == "total");
}

TEST_CASE("a rating that was never offered is refused", "[engine][score]") {
    const auto instrument = sum_instrument(2, MissingRule::refuse);
    Responses given(instrument);
    given[1] = 7;

    CHECK(score(instrument, given, {}).error().reason == "rating_out_of_range");
    CHECK(score(instrument, given, {}).error().place == "Q2");
    CHECK(score(sum_instrument(3, MissingRule::refuse), given, {}).error().reason ==
          "wrong_instrument");
}

TEST_CASE("72 unanswered items with a rule over all of them are scored at once",
          "[engine][score]") {
    auto instrument = sum_instrument(72, MissingRule::refuse);
    instrument.levels = levels({"low", "high"});
    instrument.level_scales = {ScaleId{"total"}};
    std::string all;
    for (const auto& one : instrument.items) all += one.id.value + " ";
    instrument.policy_overrides.push_back({OverrideId{"five"},
                                           condition(instrument, "count(" + all + "= 2) >= 5"),
                                           LevelId{"high"},
                                           {},
                                           ""});

    const auto score = scored(instrument, Responses(instrument));

    CHECK(text(score.scales.front().highest) == "144");
    CHECK(row(score.possible_levels) == "low high");
}

TEST_CASE("a worked example tells everything that does not come out", "[engine][score]") {
    const auto instrument = lika_8();
    WorkedExample example;
    example.responses = {{ItemId{"I1"}, "3"},
                         {ItemId{"I3"}, "not-known"},
                         {ItemId{"X9"}, "1"},
                         {ItemId{"I9"}, "many"}};
    example.scales.push_back({ScaleId{"total"}, "3", "3", "22", "", std::nullopt});
    example.scales.push_back({ScaleId{"other"}, {}, {}, {}, {}, {}});
    example.flags = {{FlagId{"none"}, true}};
    example.scored_level = "consider";
    example.possible_levels = {LevelId{"consider"}, LevelId{"full_assessment_recommended"}};

    CHECK(check_example(instrument, example) ==
          std::vector<std::string>{"response X9 unknown_item", "response I9 unreadable",
                                   "scale total points expected 3 got none",
                                   "scale total highest expected 22 got 24",
                                   "scale other unknown_scale", "flag none unknown_flag",
                                   "scored level expected consider got none"});
    example = {};
    example.responses = {{ItemId{"I1"}, "3"}};
    example.scales.push_back({ScaleId{"total"}, "", "3.0", "24", "", std::nullopt});
    CHECK(check_example(instrument, example).empty());
}

TEST_CASE("an instrument made ready once scores many as one by one", "[engine][score]") {
    const auto instrument = sum_instrument(3, MissingRule::prorate, 1);
    const Scorer scorer{instrument};

    for (const auto second : {Response{2}, Response{0}, Response{not_known}}) {
        const auto given = responses(instrument, {{"Q1", 1}, {"Q2", second}});
        const auto once = scorer.score(given, {});
        const auto again = score(instrument, given, {});
        REQUIRE(once);
        REQUIRE(again);
        CHECK(once->scales.front().points == again->scales.front().points);
        CHECK(once->scales.front().band == again->scales.front().band);
        CHECK(once->trace.size() == again->trace.size());
    }
}

TEST_CASE("not applicable where an item may not be so is a missing rating, never a complete form",
          "[engine][score]") {
    auto instrument = sum_instrument(3, MissingRule::refuse);
    for (auto& one : instrument.items) one.may_be_not_applicable = false;

    const auto said = total(instrument, {{"Q1", 1}, {"Q2", not_applicable}, {"Q3", not_applicable}});

    CHECK_FALSE(said.points);
    CHECK(said.status == ScaleStatus::not_scoreable);
    CHECK(said.items == 3);
    CHECK(said.lowest == Points{1});
    CHECK(said.highest == Points{5});
    CHECK(said.possible_bands.size() == 2);
}
