// SPDX-License-Identifier: EUPL-1.2
#include <optional>
#include <set>

#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

// Kroenke et al. 2001.
const std::vector<PublishedBand> table{{"minimal", 0, 4},
                                       {"mild", 5, 9},
                                       {"moderate", 10, 14},
                                       {"moderately-severe", 15, 19},
                                       {"severe", 20, 27}};

/// What the scoring sheet makes of a complete sheet: a symptom counts from More than half the days,
/// the ninth if present at all; one of the first two must be among them.
struct Syndromes {
    std::string_view self_harm, major, other;
};

Syndromes by_hand(const Sheet& sheet) {
    int symptoms = sheet[8].rating() > 0 ? 1 : 0;
    for (std::size_t item = 0; item < 8; ++item)
        if (sheet[item].rating() == 2 || sheet[item].rating() == 3) ++symptoms;
    const bool core = sheet[0].rating() > 1 || sheet[1].rating() > 1;
    const auto word = [](bool so) { return so ? "raised" : "not raised"; };
    return {word(sheet[8].rating() > 0), word(core && symptoms >= 5),
            word(core && symptoms >= 2 && symptoms <= 4)};
}

Syndromes flags_of(const lika::engine::Score& score) {
    if (score.flags.size() != 3) FAIL("three flags");
    const auto word = [&](std::size_t flag) {
        const auto& raised = score.flags[flag].raised;
        return raised ? (*raised ? "raised" : "not raised") : "open";
    };
    return {word(0), word(1), word(2)};
}

void compare(const Sheet& sheet, const Syndromes& expected, const Syndromes& got,
             Differences& differences) {
    differences.note(sheet, "self-harm", expected.self_harm, got.self_harm);
    differences.note(sheet, "major", expected.major, got.major);
    differences.note(sheet, "other", expected.other, got.other);
}

/// What stays the same in all four ways the missing item could come out; the rest is open.
Syndromes agreed(Sheet sheet, std::size_t missing) {
    std::optional<Syndromes> all;
    const auto keep = [](std::string_view& kept, std::string_view next) {
        if (kept != next) kept = "open";
    };
    for (int rating = 0; rating < 4; ++rating) {
        sheet[missing] = rating;
        const auto one = by_hand(sheet);
        if (!all) all = one;
        keep(all->self_harm, one.self_harm);
        keep(all->major, one.major);
        keep(all->other, one.other);
    }
    return *all;
}

/// Every sheet with that rating of the ninth item: four cases, so that each is done in good time.
void check_all_with_ninth(int rating) {
    const Released phq{"library/phq-9-1.0"};
    Differences differences;
    std::set<int> sums;
    std::size_t sheets = 0;

    every_sheet(phq.instrument(), [&](const Sheet& sheet) {
        if (sheet[8].rating() != rating) return;
        const int sum = rating_sum(sheet);
        const auto score = phq.score(sheet);
        differences.note(sheet, "points", sum, score.scales[0].points);
        differences.note(sheet, "band", band_in(table, sum), band_of(score.scales[0]));
        compare(sheet, by_hand(sheet), flags_of(score), differences);
        sums.insert(sum);
        ++sheets;
    });

    CHECK(differences.text().empty());
    CHECK(sheets == 65'536);  // 4 options, the 8 other items
    CHECK(sums.size() == 25);
}

}  // namespace

TEST_CASE(
    "PHQ-9: every answer sheet with the ninth item at 0 has the published sum, band and flags",
    "[instruments][domain]") {
    check_all_with_ninth(0);
}

TEST_CASE(
    "PHQ-9: every answer sheet with the ninth item at 1 has the published sum, band and flags",
    "[instruments][domain]") {
    check_all_with_ninth(1);
}

TEST_CASE(
    "PHQ-9: every answer sheet with the ninth item at 2 has the published sum, band and flags",
    "[instruments][domain]") {
    check_all_with_ninth(2);
}

TEST_CASE(
    "PHQ-9: every answer sheet with the ninth item at 3 has the published sum, band and flags",
    "[instruments][domain]") {
    check_all_with_ninth(3);
}

TEST_CASE("PHQ-9: one item missing, a flag is open only where its rating could decide",
          "[instruments][domain]") {
    const Released phq{"library/phq-9-1.0"};
    Differences differences;

    for (std::size_t missing = 0; missing < 9; ++missing)
        for (unsigned present = 0; present < 512; ++present) {
            Sheet sheet(9, 0);
            for (std::size_t item = 0; item < 9; ++item)
                sheet[item] = ((present >> item) & 1U) != 0 ? 2 : item % 2 == 0 ? 0 : 1;
            const auto expected = agreed(sheet, missing);
            sheet[missing] = Missing::not_known;
            compare(sheet, expected, flags_of(phq.score(sheet)), differences);
        }

    CHECK(differences.text().empty());
}
