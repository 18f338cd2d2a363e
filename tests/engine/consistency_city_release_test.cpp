// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/city_release.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/consistency/city_picture.h"
#include "engine/consistency/demonstration.h"

using namespace lika::engine::consistency;

namespace {

/// A district of so many persons, of whom so many are in a high band; the rest of what is counted is large or nothing.
DistrictTally district_of(std::uint64_t n, std::uint64_t high) {
    DistrictTally tally;
    tally.assessments = n;
    tally.cells.push_back({{3, 1, 1, 1}, {DistrictShare{high, n}, {0, n}, {0, n}, {n, 10 * n}}});
    tally.workers.push_back({tally.cells[0].shares, {}});
    tally.months.resize(12);
    tally.months[0] = {high, n};
    return tally;
}

struct City {
    std::vector<DistrictTally> tallies;

    std::vector<DistrictPart> parts() const {
        std::vector<DistrictPart> found;
        for (std::size_t i = 0; i < tallies.size(); ++i) found.push_back({"d" + std::to_string(i), &tallies[i], JointTable{3}});
        return found;
    }
    CityRelease release(const std::set<std::string>& before = {}) const { return release_city(parts(), 12, before); }
};

}  // namespace

TEST_CASE("a small count of a district is hidden, and another with it, since the city's is told", "[engine][consistency]") {
    const City city{{district_of(100, 3), district_of(200, 40), district_of(150, 30)}};

    const auto found = city.release();
    CHECK(found.is_ok());
    CHECK(found.counted[0] == std::vector<std::string>{"suppressed", "ok", "suppressed"});
    CHECK(found.counted[1] == std::vector<std::string>{"ok", "ok", "ok"});   // nobody was raised: that tells of nobody
}

TEST_CASE("all but a few is as small a count as a few", "[engine][consistency]") {
    const City city{{district_of(100, 98), district_of(200, 40), district_of(150, 30)}};

    CHECK(city.release().counted[0] == std::vector<std::string>{"suppressed", "ok", "suppressed"});
}

TEST_CASE("a district under 20 is told nowhere and hides no other", "[engine][consistency]") {
    const City city{{district_of(19, 3), district_of(200, 40), district_of(150, 30)}};

    const auto found = city.release();
    CHECK(found.counted[0] == std::vector<std::string>{"too_few", "ok", "ok"});
    CHECK(found.hidden == std::set<std::string>{});
    CHECK(city_picture(city.parts(), 12, 1).assessments == 350);
}

TEST_CASE("what a release hid the next one hides, though the count has grown", "[engine][consistency]") {
    const City autumn{{district_of(100, 3), district_of(200, 40), district_of(150, 30)}};
    const City winter{{district_of(110, 9), district_of(210, 42), district_of(160, 33)}};

    const auto before = autumn.release();
    const auto found = winter.release(before.hidden);
    CHECK(found.counted[0] == before.counted[0]);
    CHECK(found.hidden == before.hidden);
    CHECK(winter.release().counted[0] == std::vector<std::string>{"ok", "ok", "ok"});
}

TEST_CASE("a small count of the whole city hides the indicator", "[engine][consistency]") {
    const City city{{district_of(100, 0), district_of(200, 4), district_of(150, 0)}};

    const auto found = city.release();
    CHECK(std::all_of(found.counted[0].begin(), found.counted[0].end(), [](const auto& status) { return status != "ok"; }));
    const auto picture = city_picture(city.parts(), 12, 1);
    CHECK(picture.of(Counted::high_band).status == "suppressed");
    CHECK_FALSE(picture.of(Counted::high_band).share);
    CHECK_FALSE(picture.of(Counted::high_band).spread.between);
}

TEST_CASE("of a hidden district the picture has no number, and the city's figures are the same whichever of the hidden has them",
          "[engine][consistency]") {
    const City one{{district_of(150, 3), district_of(400, 80), district_of(150, 30), district_of(300, 70)}};
    const City other{{district_of(150, 30), district_of(400, 80), district_of(150, 3), district_of(300, 70)}};

    const auto picture = city_picture(one.parts(), 12, 1), swapped = city_picture(other.parts(), 12, 1);
    const auto& found = picture.of(Counted::high_band);
    const auto& same = swapped.of(Counted::high_band);
    for (const std::size_t hidden : {0U, 2U}) {
        CHECK(found.districts[hidden].status == "suppressed");
        CHECK_FALSE(found.districts[hidden].observed);
        CHECK_FALSE(found.districts[hidden].expected_range);
        CHECK_FALSE(found.districts[hidden].adjusted_p);
        CHECK(found.districts[hidden].outside == Outside::no);
    }
    CHECK(*found.share == *same.share);
    CHECK(*found.spread.between == Approx(*same.spread.between));
    CHECK(*found.heterogeneity.chi_squared == Approx(*same.heterogeneity.chi_squared));
}

TEST_CASE("no small count in rows that are left out can be worked out from the sums, by the linear programs of an attacker",
          "[engine][consistency]") {
    std::mt19937 chance{11};
    int left_out = 0, hid_more = 0;
    for (int round = 0; round < 40; ++round) {
        std::vector<std::vector<std::uint64_t>> rows(4);
        std::vector<bool> is_told;
        for (auto& row : rows) {
            for (int i = 0; i < 4; ++i) row.push_back(chance() % 5 == 0 ? 1 + chance() % 4 : 6 + chance() % 20);
            is_told.push_back(std::none_of(row.begin(), row.end(), [](auto count) { return is_small_count(count); }));
        }
        protect_rows(rows, is_told);

        CountTable table{4, 4, {}};
        std::vector<std::size_t> hidden;
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t j = 0; j < 4; ++j) {
                table.cells.push_back(rows[i][j]);
                if (!is_told[i]) hidden.push_back(4 * i + j);
            }
        INFO(round);
        left_out += hidden.empty() ? 0 : 1;
        CHECK(std::count(is_told.begin(), is_told.end(), false) != 1);
        const auto audit = suppress(table.release(), 0, true, hidden);   // hides more only if one of these is certain
        hid_more += audit.hidden.size() > hidden.size() ? 1 : 0;
        if (audit.hidden.size() > hidden.size()) continue;
        for (const auto& one : audit.hidden)
            if (is_small_count(table.cells[one.count])) CHECK(one.interval.high - one.interval.low >= 2 - 1e-6);
    }
    CHECK(left_out > 20);
    CHECK(hid_more == 0);
}

TEST_CASE("one step and further are told as one in a district where either is a small count", "[engine][consistency]") {
    const City city{{district_of(100, 30), district_of(200, 40), district_of(150, 30)}};
    auto parts = city.parts();
    for (auto& part : parts) {
        part.pairs.at(0, 0) = 20;
        part.pairs.at(2, 2) = 10;
        part.pairs.at(0, 1) = 7;
    }
    parts[1].pairs.at(0, 2) = 2;

    const auto picture = city_picture(parts, 12, 1);
    CHECK(picture.own[0].agreement.one_apart == 7);
    CHECK(picture.own[0].agreement.is_further_told);
    CHECK(picture.own[1].agreement.one_apart == 9);
    CHECK(picture.own[1].agreement.further == 0);
    CHECK_FALSE(picture.own[1].agreement.is_further_told);
    CHECK_FALSE(picture.own[1].agreement.alpha.alpha);
    CHECK(picture.agreement.n == 113);
}
