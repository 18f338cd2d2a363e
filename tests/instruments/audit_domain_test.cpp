// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

// WHO 2001 (Babor et al.): zones.
const std::vector<PublishedBand> zones{
    {"zone-1", 0, 7}, {"zone-2", 8, 15}, {"zone-3", 16, 19}, {"zone-4", 20, 40}};

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

/// 2 or more on question 4, 5 or 6, or 4 on question 9 or 10: the next higher level.
bool steps_up(const Sheet& sheet) {
    const bool asked = sheet[0].rating() > 0 && sheet[1].rating() + sheet[2].rating() > 0;
    for (const std::size_t question : {3U, 4U, 5U})
        if (asked && sheet[question].rating() >= 2) return true;
    return sheet[8].rating() == 4 || sheet[9].rating() == 4;
}

std::string next_zone(const std::string& zone) {
    return zone == "zone-1" ? "zone-2" : zone == "zone-2" ? "zone-3" : "zone-4";
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

TEST_CASE("AUDIT 1.0: every total at every pattern of the step-up has its zone and level",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-1.0"};
    Differences differences;
    std::set<std::pair<int, bool>> met;
    const auto check = [&](const Sheet& sheet) {
        const auto score = audit.score(sheet);
        const int points = total(sheet);
        const auto& zone = band_in(zones, points);
        const bool step = steps_up(sheet);
        differences.note(sheet, "points", points, score.scales[0].points);
        differences.note(sheet, "band", zone, band_of(score.scales[0]));
        differences.note(sheet, "level", step ? next_zone(zone) : zone,
                         score.scored_level ? score.scored_level->value : "none");
        differences.note(sheet, "in force", step ? "yes" : "no",
                         score.policy_overrides.empty() ? "no" : "yes");
        met.insert({points, step});
    };

    every_pattern(check);
    every_skip(check);

    CHECK(differences.text().empty());
    for (int points = 0; points <= 40; ++points) {
        INFO(points);
        CHECK(met.contains({points, true}) == (points >= 4));    // the least step: 4 on question 9
        CHECK(met.contains({points, false}) == (points <= 27));  // 20 + 3 x 1 + 2 x 2
    }
}

TEST_CASE("AUDIT 1.0: a question of the step-up missing, the level is open where it could decide",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-1.0"};
    Differences differences;

    for (int others = 2; others <= 20; ++others)
        for (const std::size_t missing : {3U, 4U, 5U, 8U, 9U}) {
            auto sheet = others_of(others);
            std::set<std::string> levels;
            for (const auto& option : audit.instrument().items[missing].options) {
                sheet[missing] = option.rating;
                const auto& zone = band_in(zones, total(sheet));
                levels.insert(steps_up(sheet) ? next_zone(zone) : zone);
            }
            sheet[missing] = Missing::not_known;
            const auto score = audit.score(sheet);
            std::set<std::string> possible;
            for (const auto& level : score.possible_levels) possible.insert(level.value);
            CHECK(possible == levels);
            differences.note(sheet, "level", levels.size() == 1 ? *levels.begin() : "none",
                             score.scored_level ? score.scored_level->value : "none");
        }

    CHECK(differences.text().empty());
}

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
