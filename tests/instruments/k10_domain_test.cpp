// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/released.h"

using namespace lika::tests;

namespace {

// The Australian grouping.
const std::vector<PublishedBand> table{
    {"likely-well", 10, 19}, {"mild", 20, 24}, {"moderate", 25, 29}, {"severe", 30, 50}};

/// Where the K10 asks what the K6 asks, in the order of the K6.
constexpr std::size_t shared[] = {1, 3, 4, 8, 7, 9};

void check(const Released& k10, const Sheet& sheet, Differences& differences) {
    const int sum = rating_sum(sheet);
    const auto score = k10.score(sheet);
    differences.note(sheet, "points", sum, score.scales[0].points);
    differences.note(sheet, "band", band_in(table, sum), band_of(score.scales[0]));
}

}  // namespace

TEST_CASE("K10: every sum from 10 to 50 has the published band, whichever items make it",
          "[instruments][domain]") {
    const Released k10{"library/k10-1.0"};
    Differences differences;

    for (int sum = 10; sum <= 50; ++sum) {
        auto sheet = sheet_of(k10.instrument(), sum);
        for (std::size_t turn = 0; turn < 10; ++turn) {
            REQUIRE(rating_sum(sheet) == sum);
            check(k10, sheet, differences);
            std::rotate(sheet.begin(), sheet.begin() + 1, sheet.end());
        }
    }

    CHECK(differences.text().empty());
}

TEST_CASE("K10: any two items at any ratings, the others at each rating, add up",
          "[instruments][domain]") {
    const Released k10{"library/k10-1.0"};
    Differences differences;

    for (int others = 1; others <= 5; ++others)
        for (std::size_t one = 0; one < 10; ++one)
            for (std::size_t two = one + 1; two < 10; ++two)
                for (int a = 1; a <= 5; ++a)
                    for (int b = 1; b <= 5; ++b) {
                        Sheet sheet(10, others);
                        sheet[one] = a;
                        sheet[two] = b;
                        check(k10, sheet, differences);
                    }

    CHECK(differences.text().empty());
}

TEST_CASE("K6 and K10 code the same options, one from 0 and the other from 1",
          "[instruments][domain]") {
    const Released k6{"library/k6-1.0"}, k10{"library/k10-1.0"};
    for (std::size_t option = 0; option < 5; ++option) {
        const auto& in_k6 = k6.instrument().items[0].options[option];
        const auto& in_k10 = k10.instrument().items[0].options[option];
        CHECK(in_k6.anchor == in_k10.anchor);
        CHECK(in_k6.rating == static_cast<int>(option));
        CHECK(in_k10.rating == static_cast<int>(option) + 1);
    }
    Differences differences;

    every_sheet(k6.instrument(), [&](const Sheet& sheet) {
        Sheet same(10, 1);  // the four that the K6 does not ask: None of the time
        for (std::size_t item = 0; item < 6; ++item) same[shared[item]] = sheet[item].rating() + 1;
        const auto six = *k6.score(sheet).scales[0].points;
        const auto ten = k10.score(same).scales[0].points;
        differences.note(sheet, "K10", words(*six.plus(10)), words(ten));  // ten items, 1 more each
    });

    CHECK(differences.text().empty());
}

TEST_CASE("K10 interview: an item not asked counts 1, as the self-report form does with None",
          "[instruments][domain]") {
    const Released k10{"library/k10-1.0"}, interview{"library/k10-interview-1.0"};
    Differences differences;

    for (int others = 1; others <= 5; ++others)
        for (int four = 0; four < 625; ++four) {
            Sheet sheet(10, others);
            sheet[1] = four % 5 + 1;
            sheet[2] = four / 5 % 5 + 1;
            sheet[4] = four / 25 % 5 + 1;
            sheet[5] = four / 125 + 1;
            if (sheet[1].rating() == 1) sheet[2] = 1;
            if (sheet[4].rating() == 1) sheet[5] = 1;
            const auto form = k10.score(sheet).scales[0];
            if (sheet[1].rating() == 1) sheet[2] = lika::engine::Missing::unanswered;
            if (sheet[4].rating() == 1) sheet[5] = lika::engine::Missing::unanswered;
            const auto asked = interview.score(sheet).scales[0];
            differences.note(sheet, "points", words(form.points), words(asked.points));
            differences.note(sheet, "band", band_of(form), band_of(asked));
            if (!asked.points) differences.note(sheet, "points", "some", "none");
        }

    CHECK(differences.text().empty());
}
