// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

// auditscreen.org, Scoring the AUDIT.
const std::vector<PublishedBand> newer_table{{"abstainer", 0, 0},
                                             {"low-risk", 1, 7},
                                             {"hazardous-or-harmful", 8, 14},
                                             {"likely-dependence", 15, 40}};

/// The interview as the manual leads it: after Never to question 9; after nothing on questions 2
/// and 3 to question 9.
int total(const Sheet& sheet) {
    const auto points = [&](int question) {
        return sheet[static_cast<std::size_t>(question - 1)].rating();
    };
    int sum = points(1);
    if (points(1) > 0) {
        sum += points(2) + points(3);
        if (points(2) + points(3) > 0)
            for (int question = 4; question <= 8; ++question) sum += points(question);
    }
    return sum + points(9) + points(10);
}

/// Questions 1, 2, 3, 7 and 8 of that sum, so that all questions are asked: from 2 to 20 points.
Sheet others_of(int sum) {
    Sheet sheet(10, 0);
    sheet[0] = 1;
    sheet[1] = 1;
    int left = sum - 2;
    for (const std::size_t question : {0U, 1U, 2U, 6U, 7U}) {
        const int more = std::min(left, 4 - sheet[question].rating());
        sheet[question] = sheet[question].rating() + more;
        left -= more;
    }
    return sheet;
}

/// Every combination of questions 4, 5, 6, 9 and 10 at every sum of the others.
template <class Visit>
void every_pattern(Visit visit) {
    for (int others = 2; others <= 20; ++others) {
        auto sheet = others_of(others);
        for (int signs = 0; signs < 125; ++signs)
            for (const int injured : {0, 2, 4})
                for (const int concerned : {0, 2, 4}) {
                    sheet[3] = signs % 5;
                    sheet[4] = signs / 5 % 5;
                    sheet[5] = signs / 25;
                    sheet[8] = injured;
                    sheet[9] = concerned;
                    visit(sheet);
                }
    }
}

/// Every combination of questions 1, 2, 3, 9 and 10, the others at one rating: all skips.
template <class Visit>
void every_skip(Visit visit) {
    for (int asked = 0; asked < 125; ++asked)
        for (int others = 0; others <= 4; ++others)
            for (const int injured : {0, 2, 4})
                for (const int concerned : {0, 2, 4}) {
                    Sheet sheet(10, others);
                    sheet[0] = asked % 5;
                    sheet[1] = asked / 5 % 5;
                    sheet[2] = asked / 25;
                    sheet[8] = injured;
                    sheet[9] = concerned;
                    visit(sheet);
                }
}

}  // namespace

TEST_CASE("AUDIT 2.0: every total has the newer band, whichever questions make it",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-2.0"};
    Differences differences;
    std::set<int> totals;
    const auto check = [&](const Sheet& sheet) {
        const auto score = audit.score(sheet);
        const int points = total(sheet);
        differences.note(sheet, "points", points, score.scales[0].points);
        differences.note(sheet, "band", band_in(newer_table, points), band_of(score.scales[0]));
        totals.insert(points);
    };

    every_pattern(check);
    every_skip(check);

    CHECK(differences.text().empty());
    CHECK(totals.size() == 41);
}

TEST_CASE("AUDIT: what the interview skips may be left out and changes nothing",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-2.0"};
    Differences differences;

    every_skip([&](Sheet sheet) {
        const int points = total(sheet);
        const bool drinks = sheet[0].rating() > 0;
        const bool much = drinks && sheet[1].rating() + sheet[2].rating() > 0;
        for (std::size_t question = 1; question < 8; ++question)
            if (question < 3 ? !drinks : !much) sheet[question] = Missing::unanswered;
        differences.note(sheet, "points", points, audit.score(sheet).scales[0].points);
    });

    CHECK(differences.text().empty());
}
