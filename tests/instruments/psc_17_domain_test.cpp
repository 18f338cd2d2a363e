// SPDX-License-Identifier: EUPL-1.2
#include <bit>

#include "tests/support/released.h"

using namespace lika::tests;
using lika::engine::Missing;

namespace {

/// PSC-17 Scoring Instructions, 2008: the subscale of each item, in the order of the form.
const std::string form = "AIAEEIAEIEIEAEIEA";

struct Published {
    char letter;  ///< T: all items
    int cut_off, highest;
};
const Published scales[] = {{'I', 5, 10}, {'A', 7, 10}, {'E', 7, 14}, {'T', 15, 34}};

std::string band(const Published& scale, int points) {
    return points >= scale.cut_off ? "at-cut-off" : "below-cut-off";
}

bool feeds(const Published& scale, std::size_t item) {
    return scale.letter == 'T' || form[item] == scale.letter;
}

/// Spreads the sums of the three subscales over their items, from the first on or from the last.
Sheet spread(int internalizing, int attention, int externalizing, bool from_last) {
    Sheet sheet(17, 0);
    for (std::size_t turn = 0; turn < 17; ++turn) {
        const auto item = from_last ? 16 - turn : turn;
        int& left = form[item] == 'I'   ? internalizing
                    : form[item] == 'A' ? attention
                                        : externalizing;
        const int rating = std::min(left, 2);
        sheet[item] = rating;
        left -= rating;
    }
    return sheet;
}

/// Ratings that differ from item to item, blank where the bit is set.
Sheet with_blanks(unsigned blanks) {
    Sheet sheet(17, 0);
    for (std::size_t item = 0; item < 17; ++item) {
        sheet[item] = static_cast<int>((item + item / 5) % 3);
        if (((blanks >> item) & 1U) != 0) sheet[item] = Missing::unanswered;
    }
    return sheet;
}

struct Counted {
    int points = 0, blank = 0;
};

Counted counted(const Published& scale, const Sheet& sheet) {
    Counted made;
    for (std::size_t item = 0; item < 17; ++item) {
        if (!feeds(scale, item)) continue;
        if (sheet[item].rated())
            made.points += sheet[item].rating();
        else
            ++made.blank;
    }
    return made;
}

std::string possible(const Published& scale, int lowest, int highest) {
    if (lowest >= scale.cut_off) return "at-cut-off ";
    return highest >= scale.cut_off ? "below-cut-off at-cut-off " : "below-cut-off ";
}

std::string row(const std::vector<lika::engine::BandId>& bands) {
    std::string text;
    for (const auto& one : bands) text += one.value + " ";
    return text;
}

/// Against the printed rule: a blank scores 0, and four of the seventeen blank make all invalid.
/// The bounds are what the blanks could still make.
void check(const Sheet& sheet, const Published& scale, const lika::engine::ScaleScore& got,
           Differences& differences) {
    const bool valid = counted(scales[3], sheet).blank <= 3;
    const auto [points, blank] = counted(scale, sheet);
    const int highest = points + 2 * blank;
    differences.note(sheet, "points", valid ? std::to_string(points) : "none", words(got.points));
    differences.note(sheet, "band", valid ? band(scale, points) : "invalid", band_of(got));
    differences.note(sheet, "lowest", points, got.lowest);
    differences.note(sheet, "highest", highest, got.highest);
    differences.note(sheet, "possible", possible(scale, points, highest), row(got.possible_bands));
}

}  // namespace

TEST_CASE("PSC-17: every combination of the three subscale sums has the published bands",
          "[instruments][domain]") {
    const Released psc{"library/psc-17-1.0"};
    Differences differences;
    std::size_t sheets = 0;

    for (int i = 0; i <= 10; ++i)
        for (int a = 0; a <= 10; ++a)
            for (int e = 0; e <= 14; ++e)
                for (const bool from_last : {false, true}) {
                    const auto sheet = spread(i, a, e, from_last);
                    const auto score = psc.score(sheet);
                    const int sums[] = {i, a, e, i + a + e};
                    for (std::size_t scale = 0; scale < 4; ++scale) {
                        differences.note(sheet, "points", sums[scale], score.scales[scale].points);
                        differences.note(sheet, "band", band(scales[scale], sums[scale]),
                                         band_of(score.scales[scale]));
                    }
                    ++sheets;
                }

    CHECK(differences.text().empty());
    CHECK(sheets == 2 * 1'815);  // 11 x 11 x 15
}

TEST_CASE("PSC-17: up to four blanks, wherever they are: three score 0, four are invalid",
          "[instruments][domain]") {
    const Released psc{"library/psc-17-1.0"};
    Differences differences;
    std::size_t patterns = 0;

    for (unsigned blanks = 0; blanks < (1U << 17U); ++blanks) {
        if (std::popcount(blanks) > 4) continue;
        const auto sheet = with_blanks(blanks);
        const auto score = psc.score(sheet);
        for (std::size_t scale = 0; scale < 4; ++scale)
            check(sheet, scales[scale], score.scales[scale], differences);
        ++patterns;
    }

    CHECK(differences.text().empty());
    CHECK(patterns == 1 + 17 + 136 + 680 + 2'380);
}

TEST_CASE("PSC-17: five blanks and more are invalid, however many and wherever they begin",
          "[instruments][domain]") {
    const Released psc{"library/psc-17-1.0"};
    Differences differences;

    for (unsigned count = 5; count <= 17; ++count)
        for (unsigned first = 0; first < 17; ++first) {
            unsigned blanks = 0;
            for (unsigned turn = 0; turn < count; ++turn) blanks |= 1U << ((first + turn) % 17);
            const auto sheet = with_blanks(blanks);
            const auto score = psc.score(sheet);
            for (std::size_t scale = 0; scale < 4; ++scale)
                check(sheet, scales[scale], score.scales[scale], differences);
        }

    CHECK(differences.text().empty());
}
