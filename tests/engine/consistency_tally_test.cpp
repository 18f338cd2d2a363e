// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/district_tally.h"

#include <catch2/catch.hpp>

using namespace lika::engine::consistency;

namespace {

constexpr std::uint16_t january = 12 * 2026;

/// Four items: two of risk, two of protection; levels low, some, high.
OutcomeScheme scheme() {
    OutcomeScheme scheme;
    scheme.levels = 3;
    scheme.first_high = 2;
    scheme.kind_of_item = {0, 0, 1, 1};
    scheme.kinds = 2;
    scheme.highest_rating = 3;
    return scheme;
}

Outcome signed_by(std::uint64_t subject, std::int8_t level, std::uint16_t month = january) {
    Outcome one;
    one.subject = subject;
    one.worker = 1;
    one.month = month;
    one.level = one.scored_level = level;
    one.known = {3, 1, 2, 1};
    return one;
}

struct District {
    Outcomes outcomes{4, {}, {}};

    void add(const Outcome& one, std::vector<Code> ratings = {1, 1, 1, 1}) {
        outcomes.rows.push_back(one);
        outcomes.ratings.insert(outcomes.ratings.end(), ratings.begin(), ratings.end());
    }
    DistrictTally tally() const { return lika::engine::consistency::tally(outcomes, scheme(), {january, 12}); }
};

}  // namespace

TEST_CASE("of a person assessed twice in the period the last assessment alone counts", "[engine][consistency]") {
    District district;
    district.add(signed_by(7, 2));
    district.add(signed_by(8, 0));
    district.add(signed_by(7, 0, january + 5));

    const auto found = district.tally();
    CHECK(found.assessments == 2);
    CHECK(found.total(Counted::high_band).n == 2);
    CHECK(found.total(Counted::high_band).events == 0);
    CHECK(found.months[0].n == 1);
    CHECK(found.months[5].n == 1);
}

TEST_CASE("persons whose random tokens fall on one another are still told apart", "[engine][consistency]") {
    District district;
    for (std::uint64_t subject = 0; subject < 3000; ++subject) district.add(signed_by(subject << 20U, 2));   // 0 is a token too
    for (std::uint64_t subject = 0; subject < 3000; ++subject) district.add(signed_by(subject << 20U, 0));

    const auto found = district.tally();
    CHECK(found.assessments == 3000);
    CHECK(found.total(Counted::high_band).events == 0);
}

TEST_CASE("what was signed before or after the period is not counted, nor does it hide what is", "[engine][consistency]") {
    District district;
    district.add(signed_by(1, 2, january - 1));
    district.add(signed_by(1, 2, january));
    district.add(signed_by(1, 0, january + 12));

    const auto found = district.tally();
    CHECK(found.assessments == 1);
    CHECK(found.total(Counted::high_band).events == 1);
}

TEST_CASE("only judgement counts as an override, of assessments whose level was scored", "[engine][consistency]") {
    District district;
    auto judged = signed_by(1, 1);
    judged.scored_level = 0;
    judged.direction = OverrideDirection::up;
    auto by_rule = judged;
    by_rule.subject = 2;
    judged.is_discretionary = true;
    auto set = signed_by(3, 2);
    set.scored_level = -1;
    auto undecided = signed_by(4, -1);
    for (const auto& one : {judged, by_rule, set, undecided}) district.add(one);

    const auto found = district.tally();
    CHECK(found.total(Counted::overrides_up).events == 1);
    CHECK(found.total(Counted::overrides_up).n == 2);
    CHECK(found.total(Counted::overrides_down).events == 0);
    CHECK(found.total(Counted::high_band).n == 3);
    CHECK(found.total(Counted::high_band).events == 1);
}

TEST_CASE("missing is not known and unanswered, of what was asked; what does not apply was not", "[engine][consistency]") {
    District district;
    district.add(signed_by(1, 0), {not_known, 3, unanswered, not_applicable});
    district.add(signed_by(2, 0), {not_known, no_rating, 0, 1});

    const auto found = district.tally();
    CHECK(found.total(Counted::missing).events == 3);
    CHECK(found.total(Counted::missing).n == 6);
    CHECK(found.items[0].not_known == 2);
    CHECK(found.items[0].asked == 2);
    CHECK(found.items[1].asked == 1);
    CHECK(found.items[2].unanswered == 1);
    CHECK(found.missing_squares == 5);    // 2^2 + 1^2
    CHECK(found.missing_asked == 9);      // 2 * 3 + 1 * 3
    CHECK(found.asked_squares == 18);
}

TEST_CASE("every case has its time once, open ones as far as they have come; none is in the shares before it is signed",
          "[engine][consistency]") {
    District district;
    auto first = signed_by(1, 0);
    first.days = 30;
    auto later = signed_by(1, 0, january + 3);   // the same case, assessed again
    auto open = signed_by(2, -1);
    open.is_signed = false;
    open.days = 12;
    auto slow = signed_by(3, 0);
    slow.days = 500;
    for (const auto& one : {first, later, open, slow}) district.add(one);

    const auto found = district.tally();
    CHECK(found.assessments == 2);
    const auto days = found.days();
    CHECK(days.n() == 3);
    CHECK(days.happened[30] == 1);
    CHECK(days.not_yet[12] == 1);
    CHECK(days.not_yet[DayCounts::most_days] == 1);   // after a year it is told that it was not within one
}

TEST_CASE("codes beyond what is counted of a case are its last", "[engine][consistency]") {
    District district;
    auto many = signed_by(1, 0);
    many.known.signs = 40;
    district.add(many);

    const auto found = district.tally();
    REQUIRE(found.cells.size() == 1);
    CHECK(found.cells[0].known.signs == 7);
}

TEST_CASE("persons are compared on an item with those of the same sum and as many ratings", "[engine][consistency]") {
    District district;
    district.add(signed_by(1, 0), {2, 1, 0, 0});          // 3 of risk
    district.add(signed_by(2, 0), {1, 2, 0, 0});          // 3 of risk
    district.add(signed_by(3, 0), {3, not_known, 0, 0});  // 3 of risk, but one is missing
    auto boy = signed_by(4, 0);
    boy.known.sex = 2;
    district.add(boy, {0, 3, 0, 0});
    auto unknown = signed_by(5, 0);
    unknown.known.sex = 0;
    district.add(unknown, {3, 0, 0, 0});

    const auto bias = district.tally().bias;
    const auto of = [&](std::size_t stratum) {
        RatedStratum rated;
        bias.add_to(rated, Group::focal, 0, stratum, ItemTally::girl_under_15);
        bias.add_to(rated, Group::reference, 0, stratum, ItemTally::boy_under_15);
        return rated;
    };
    const auto whole = of(3), lacking = of(7 + 3);   // sums of two items are 0 to 6
    CHECK(whole.n_focal == 2);
    CHECK(whole.sum_focal == 3);
    CHECK(whole.squares == 5);
    CHECK(whole.n_reference == 1);
    CHECK(whole.sum_reference == 0);
    CHECK(lacking.n_focal == 1);
    CHECK(lacking.sum_focal == 3);
}
