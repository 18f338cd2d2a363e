// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Facts;
using lika::engine::Missing;

namespace {

// Bush et al. 1998.
constexpr int cut_off_for_women = 3, cut_off_for_men = 4;

/// The sum of the three; after Never the other two are not asked.
int total(const Sheet& sheet) {
    return sheet[0].rating() == 0 ? 0 : sheet[0].rating() + sheet[1].rating() + sheet[2].rating();
}

std::string band(int points, int cut_off) {
    return points >= cut_off ? "positive" : "negative";
}

std::string row(const std::vector<lika::engine::BandId>& bands) {
    std::string text;
    for (const auto& one : bands) text += (text.empty() ? "" : " ") + one.value;
    return text;
}

Facts sex(const char* word) {
    return {{"sex", std::string{word}}};
}

}  // namespace

TEST_CASE("AUDIT-C: all 125 answer sheets, women and men by their own cut-off",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-c-1.0"};
    Differences differences;
    std::size_t sheets = 0;

    every_sheet(audit.instrument(), [&](const Sheet& sheet) {
        const auto woman = audit.score(sheet, sex("female")).scales[0];
        const auto man = audit.score(sheet, sex("male")).scales[0];
        const int points = total(sheet);
        differences.note(sheet, "points", points, woman.points);
        differences.note(sheet, "points", points, man.points);
        differences.note(sheet, "woman", band(points, cut_off_for_women), band_of(woman));
        differences.note(sheet, "man", band(points, cut_off_for_men), band_of(man));
        ++sheets;
    });

    CHECK(differences.text().empty());
    CHECK(sheets == 125);
}

TEST_CASE("AUDIT-C: without sex the points and the possible bands are given, never a band",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-c-1.0"};
    Differences differences;

    every_sheet(audit.instrument(), [&](const Sheet& sheet) {
        const auto score = audit.score(sheet).scales[0];
        const int points = total(sheet);
        const auto woman = band(points, cut_off_for_women), man = band(points, cut_off_for_men);
        differences.note(sheet, "points", points, score.points);
        differences.note(sheet, "band", "none", band_of(score));
        differences.note(sheet, "possible", woman == man ? woman : man + " " + woman,
                         row(score.possible_bands));
    });

    CHECK(differences.text().empty());
}

TEST_CASE("AUDIT-C: another sex has points and no band, for no cut-off was published",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-c-1.0"};
    Differences differences;

    every_sheet(audit.instrument(), [&](const Sheet& sheet) {
        for (const char* word : {"other", "unknown", "FEMALE"}) {
            const auto score = audit.score(sheet, sex(word)).scales[0];
            differences.note(sheet, "points", total(sheet), score.points);
            differences.note(sheet, "band", "none", band_of(score));
            differences.note(sheet, "possible", "", row(score.possible_bands));
        }
    });

    CHECK(differences.text().empty());
}

TEST_CASE("AUDIT-C: with a question missing women and men have what every rating of it gives",
          "[instruments][domain]") {
    const Released audit{"non-commercial/audit-c-1.0"};
    Differences differences;

    every_sheet(audit.instrument(), [&](Sheet sheet) {
        for (std::size_t missing = 0; missing < 3; ++missing) {
            if (sheet[missing].rating() != 0) continue;
            int lowest = 12, highest = 0;
            for (int rating = 0; rating <= 4; ++rating) {
                sheet[missing] = rating;
                lowest = std::min(lowest, total(sheet));
                highest = std::max(highest, total(sheet));
            }
            sheet[missing] = Missing::unanswered;
            const auto woman = audit.score(sheet, sex("female")).scales[0];
            const auto least = band(lowest, cut_off_for_women);
            const auto most = band(highest, cut_off_for_women);
            const bool asked = missing == 0 || sheet[0].rating() > 0;
            differences.note(sheet, "points", asked ? "none" : "0", words(woman.points));
            differences.note(sheet, "lowest", lowest, woman.lowest);
            differences.note(sheet, "highest", highest, woman.highest);
            differences.note(sheet, "band", least == most ? least : "none", band_of(woman));
            sheet[missing] = 0;
        }
    });

    CHECK(differences.text().empty());
}
