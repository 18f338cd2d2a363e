// SPDX-License-Identifier: EUPL-1.2
#include "engine/level.h"

#include <catch2/catch.hpp>

#include "tests/support/made_up.h"

using namespace lika;
using namespace lika::made_up;

namespace {

const OverrideReason good_reason{"recent_change", "The father moved home in the last week."};

/// Two items, evidence from 2, levels by the sum.
Instrument two_items() {
    Instrument made;
    made.items = {item("Q1", 0, 3), item("Q2", 0, 3)};
    auto total = sum_of(made, "total");
    total.bands = bands({{"low", 0}, {"some", 2}, {"high", 4}});
    made.scales = {total};
    made.levels = levels({"low", "some", "high"});
    made.level_scales = {ScaleId{"total"}};
    made.evidence_from = 2;
    return made;
}

std::string gap_row(const Instrument& instrument, const std::vector<DraftItem>& items,
                    const char* final_level, const std::optional<OverrideReason>& reason = {},
                    const Facts& facts = {}) {
    Responses responses(instrument);
    for (std::size_t index = 0; index < items.size(); ++index)
        responses[index] = items[index].response;
    const auto level = final_level ? std::optional(LevelId{final_level}) : std::nullopt;
    std::string text;
    for (const auto& gap :
         gaps(instrument, items, facts, scored(instrument, responses, facts), level, reason))
        text += (text.empty() ? "" : "; ") + gap.field + " " + gap.reason;
    return text;
}

std::optional<Direction> direction(const char* scored_level, const char* final_level) {
    Score score;
    if (scored_level) score.scored_level = LevelId{scored_level};
    return decide(two_items(), score, LevelId{final_level}).override_direction;
}

}  // namespace

TEST_CASE("an assessment with every item answered and the scored level has no gaps",
          "[engine][level]") {
    CHECK(gap_row(two_items(), {{1, false}, {0, false}}, "low").empty());
    CHECK(gap_row(two_items(), {{3, true}, {Missing::not_known, false}}, "some").empty());
}

TEST_CASE("every gap is named at once, items first and in their order", "[engine][level]") {
    CHECK(
        gap_row(two_items(), {{Response(), false}, {3, false}}, nullptr) ==
        "responses.Q1 unanswered; responses.Q2 evidence_missing; final_level final_level_required");
}

TEST_CASE("a rating needs evidence from the rating the instrument names", "[engine][level]") {
    CHECK(gap_row(two_items(), {{1, false}, {0, false}}, "low").empty());
    CHECK(gap_row(two_items(), {{2, false}, {0, false}}, "some") ==
          "responses.Q1 evidence_missing");
    auto without = two_items();
    without.evidence_from.reset();
    CHECK(gap_row(without, {{3, false}, {3, false}}, "high").empty());
}

TEST_CASE("not applicable is refused where the item does not allow it", "[engine][level]") {
    auto instrument = two_items();
    instrument.items[0].may_be_not_applicable = false;
    const std::vector<DraftItem> items{{Missing::not_applicable, false},
                                       {Missing::not_applicable, false}};

    CHECK(gap_row(instrument, items, "low") == "responses.Q1 not_applicable_not_allowed");
}

TEST_CASE("an item whose condition does not apply needs no response", "[engine][level]") {
    auto instrument = two_items();
    instrument.items[1].applies_when = condition(instrument, "Q1 >= 1");

    CHECK(gap_row(instrument, {{0, false}, {Response(), false}}, "low").empty());
    CHECK(gap_row(instrument, {{1, false}, {Response(), false}}, "low") ==
          "responses.Q2 unanswered");
    CHECK(gap_row(instrument, {{Missing::not_known, false}, {Response(), false}}, "low").empty());
    CHECK(gap_row(instrument, {{0, false}, {3, false}}, "low").empty());
}

TEST_CASE("a final level is required where the instrument has levels and refused where not",
          "[engine][level]") {
    const std::vector<DraftItem> items{{0, false}, {0, false}};
    auto without = two_items();
    without.levels.clear();
    without.level_scales.clear();

    CHECK(gap_row(two_items(), items, nullptr) == "final_level final_level_required");
    CHECK(gap_row(two_items(), items, "severe") == "final_level unknown_level");
    CHECK(gap_row(without, items, "low") == "final_level final_level_refused");
    CHECK(gap_row(without, items, nullptr).empty());
}

TEST_CASE("a final level other than the scored one needs a reason", "[engine][level]") {
    const std::vector<DraftItem> items{{0, false}, {0, false}};

    CHECK(gap_row(two_items(), items, "high") == "override override_required");
    CHECK(gap_row(two_items(), items, "high", good_reason).empty());
    CHECK(gap_row(two_items(), items, "high", OverrideReason{"whim", "too short"}) ==
          "override.reason_code unknown_reason_code; override.reason reason_too_short");
}

TEST_CASE("an override is refused without a scored level, or with the level that was scored",
          "[engine][level]") {
    CHECK(gap_row(two_items(), {{0, false}, {0, false}}, "low", good_reason) ==
          "override override_refused");
    CHECK(gap_row(two_items(), {{0, false}, {Missing::not_known, false}}, "high", good_reason) ==
          "override override_refused");
    CHECK(gap_row(two_items(), {{0, false}, {Missing::not_known, false}}, "high").empty());
    CHECK(gap_row(two_items(), {{0, false}, {Missing::not_known, false}}, nullptr, good_reason) ==
          "final_level final_level_required; override override_refused");
    CHECK(gap_row(two_items(), {{0, false}, {0, false}}, nullptr, good_reason) ==
          "final_level final_level_required");
}

TEST_CASE("a reason is measured in characters, without the space around it", "[engine][level]") {
    const std::vector<DraftItem> items{{0, false}, {0, false}};
    const auto gaps_with = [&](const std::string& reason) {
        return gap_row(two_items(), items, "some", OverrideReason{"other", reason});
    };
    std::string thirty;
    for (int index = 0; index < 30; ++index) thirty += "å";

    CHECK(gaps_with(thirty).empty());
    CHECK(gaps_with(thirty.substr(2)) == "override.reason reason_too_short");
    CHECK(gaps_with("\u00a0 \u2003" + thirty.substr(2) + " \n\t\u3000") ==
          "override.reason reason_too_short");
    CHECK(gaps_with(std::string(40, ' ')) == "override.reason reason_too_short");
}

TEST_CASE("a decision keeps both levels and says which way they differ", "[engine][level]") {
    CHECK_FALSE(direction("some", "some"));
    CHECK(direction("some", "high") == Direction::up);
    CHECK(direction("some", "low") == Direction::down);
    CHECK_FALSE(direction(nullptr, "high"));
    CHECK(std::string(to_string(Direction::down)) == "down");
}

TEST_CASE("what is derived or counted from events needs no response and no evidence to be signed",
          "[engine][level]") {
    auto made = two_items();
    auto derived = item("D", 0, 3);
    for (std::size_t option = 1; option < derived.options.size(); ++option)
        derived.options[option].when = condition(made, "Q1 >= " + std::to_string(option));
    auto counted = item("N", 0, 9);
    counted.from_events = FromEvents{EventsId{"priors"}, FromEvents::Take::count, {}};
    made.items.push_back(derived);
    made.items.push_back(counted);

    CHECK(gap_row(made, {{Response(3), true}, {Response(1), true}, {}, {}}, "high") == "");
    CHECK(gap_row(made, {{Response(3), true}, {}, {}, {}}, "high") == "responses.Q2 unanswered");
}
