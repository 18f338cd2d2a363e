// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/city_picture.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "engine/consistency/case_mix.h"
#include "engine/consistency/logistic_model.h"
#include "engine/consistency/worker_clustering.h"

using namespace lika::engine::consistency;

namespace {

double odds_of(double p) {
    return std::log(p / (1 - p));
}

/// Cases of a district, so many with few signs and with many; in a high band by these shares exactly.
void add(DistrictCells& city, std::size_t district, double few, double many, double share_few, double share_many) {
    city.cells.push_back({{3, 1, 1, 1}, district, few * share_few, few});
    city.cells.push_back({{3, 1, 5, 1}, district, many * share_many, many});
}

DistrictCells of_districts(std::size_t districts) {
    return {{}, std::vector<std::string>(districts, "ok"), 1};
}

void believe_each(ComparedDistricts& found) {
    std::vector<double> p;
    for (const auto& one : found.districts) p.push_back(one.p.value_or(1));
    const auto tests = adjust_tests(p);
    for (std::size_t i = 0; i < p.size(); ++i)
        if (found.districts[i].p) believe(found.districts[i], tests.adjusted[i]);
}

}  // namespace

TEST_CASE("a district with heavier cases is not said to lean", "[engine][consistency]") {
    auto city = of_districts(3);
    add(city, 0, 400, 100, 0.2, 0.6);
    add(city, 1, 300, 200, 0.2, 0.6);
    add(city, 2, 50, 450, 0.2, 0.6);   // 280 of 500 in a high band, beside 140 of 500

    auto found = compare_districts(city);
    believe_each(found);
    for (const auto& one : found.districts) {
        CHECK(*one.observed == Approx(*one.expected).epsilon(0.01));
        CHECK(one.outside == Outside::no);
        CHECK(*one.adjusted == Approx(*found.middle_share).epsilon(0.02));
    }
    CHECK(*found.spread.between < 1e-3);
    CHECK(*found.heterogeneity.p > 0.9);
}

TEST_CASE("districts that lean do not make the others seem to lean the other way", "[engine][consistency]") {
    auto city = of_districts(5);
    for (std::size_t i = 0; i < 3; ++i) add(city, i, 500, 500, 0.2, 0.4);
    for (std::size_t i = 3; i < 5; ++i) add(city, i, 500, 500, 0.4, 0.64);   // odds of 2.67 times the others'

    auto found = compare_districts(city);
    believe_each(found);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(found.districts[i].outside == Outside::no);
        CHECK(*found.districts[i].expected == Approx(300).epsilon(0.02));   // 500 * 0.2 + 500 * 0.4
    }
    for (std::size_t i = 3; i < 5; ++i) {
        CHECK(found.districts[i].outside == Outside::at_998);
        CHECK(found.districts[i].is_more);
        CHECK(found.districts[i].expected_range->high < 350);
    }
    CHECK(*found.share == Approx(0.388));   // (3 * 300 + 2 * 520) / 5000
    CHECK(*found.middle_share == Approx(0.3).epsilon(0.02));
}

TEST_CASE("the spread of districts is that of their log odds for the same cases, and as shares it has the size they differ by",
          "[engine][consistency]") {
    auto city = of_districts(20);
    for (std::size_t i = 0; i < 20; ++i) {
        const double lean = i % 2 == 0 ? 0.3 : -0.3, few = 100.0 + 30 * static_cast<double>(i), many = 700 - few;
        const auto leaning = [&](double share) { return 1 / (1 + std::exp(-odds_of(share) - lean)); };
        add(city, i, 10 * few, 10 * many, leaning(0.2), leaning(0.4));   // with more and more of the heavier cases
    }

    const auto found = compare_districts(city);
    CHECK(std::sqrt(*found.spread.between) == Approx(0.3).epsilon(0.02));
    CHECK(found.spread.between_interval->low < 0.09);
    CHECK(found.spread.between_interval->high > 0.09);
    CHECK(*found.spread_share == Approx(0.3 * 0.2).epsilon(0.15));   // 0.3 times p (1 - p) of cases of 0.2 and 0.4
    CHECK(found.spread_interval->low < *found.spread_share);
}

TEST_CASE("when a worker's cases go together a district is worth fewer of them", "[engine][consistency]") {
    auto alone = of_districts(2);
    for (std::size_t i = 0; i < 2; ++i) add(alone, i, 400, 100, 0.2, 0.6);
    auto together = alone;
    together.clustering = 4;

    const auto one = compare_districts(alone), other = compare_districts(together);
    const auto width = [](const ComparedDistricts& found) {
        return found.districts[0].expected_range->high - found.districts[0].expected_range->low;
    };
    CHECK(width(other) == Approx(2 * width(one)).epsilon(0.05));   // root of 4
}

TEST_CASE("clustering is what workers of one district differ by, over what chance gives, and no district's leaning",
          "[engine][consistency]") {
    const auto city_of = [](double low, double high) {
        std::vector<DistrictTally> tallies(2);
        for (std::size_t i = 0; i < 2; ++i)
            for (int worker = 0; worker < 100; ++worker) {
                const double share = (worker % 2 == 0 ? low : high) * (i == 0 ? 1 : 2);
                const auto events = static_cast<std::uint64_t>(std::lround(100 * share));
                const CountedShares shares{DistrictShare{events, 100}, {}, {}, {}};
                tallies[i].workers.push_back({shares, {}});
                tallies[i].cells.push_back({{}, shares});
            }
        return tallies;
    };
    const auto of = [](const std::vector<DistrictTally>& tallies) {
        return worker_clustering({{"a", &tallies[0], JointTable{3}}, {"b", &tallies[1], JointTable{3}}}, Counted::high_band);
    };
    CHECK(of(city_of(0.2, 0.2)) == 1);   // no less than chance, though the districts differ
    // (100 (0.1^2) 100 + 100 (0.2^2) 100) / (0.2 * 0.8 * 100 + 0.4 * 0.6 * 100) / 0.99, per pair of workers
    CHECK(of(city_of(0.1, 0.3)) == Approx((100.0 + 400.0) / (16 + 24) / 0.99));
}

TEST_CASE("counted cells give the logistic regression that their cases give one by one", "[engine][consistency]") {
    std::mt19937 chance{4};
    CaseMix cases;
    cases.districts = 3;
    std::vector<CaseMixCell> cells;
    for (std::size_t district = 0; district < 3; ++district)
        for (std::uint8_t signs = 0; signs < 3; ++signs) {
            CaseMixCell cell{{3, 1, signs, 1}, district, 0, 4000};
            for (int i = 0; i < 4000; ++i) {
                const bool happened = chance() % 100 < 20U + 15U * signs;
                cell.events += happened ? 1 : 0;
                cases.happened.push_back(happened);
                cases.known.push_back({signs == 1 ? 1.0 : 0.0, signs == 2 ? 1.0 : 0.0});
                cases.district.push_back(district);
            }
            cells.push_back(cell);
        }

    const auto one_by_one = case_mix_ratios(cases);
    const auto counted = middle_district(cells, 3);
    for (std::size_t i = 0; i < 3; ++i)   // all districts alike: the middle is near the mean, and the mean is the same model
        CHECK(counted.districts[i].expected_of_mean == Approx(one_by_one.districts[i].expected).epsilon(2e-3));
}

TEST_CASE("a kind of case that nobody put in a high band does not undo the rest", "[engine][consistency]") {
    auto city = of_districts(3);
    for (std::size_t i = 0; i < 3; ++i) {
        add(city, i, 400, 100, 0.2, 0.6);
        city.cells.push_back({{1, 1, 0, 1}, i, 0, 30});
    }

    const auto found = compare_districts(city);
    CHECK(found.is_ok());
    for (const auto& one : found.districts) CHECK(*one.expected == Approx(140).epsilon(0.03));
}

TEST_CASE("a district in which it never happened is compared like any other", "[engine][consistency]") {
    auto city = of_districts(3);
    add(city, 0, 400, 100, 0, 0);
    add(city, 1, 400, 100, 0.02, 0.03);
    add(city, 2, 400, 100, 0.02, 0.03);

    auto found = compare_districts(city);
    believe_each(found);
    CHECK(found.districts[0].outside != Outside::no);
    CHECK_FALSE(found.districts[0].is_more);
    CHECK(found.districts[0].adjusted_interval->low == 0);
    CHECK(found.districts[0].adjusted_interval->high > 0);
    CHECK(found.districts[1].outside == Outside::no);
}

TEST_CASE("durations counted by day give the curve that they give one by one", "[engine][consistency]") {
    std::mt19937 chance{9};
    std::vector<Duration> durations;
    DayCounts days;
    for (int i = 0; i < 400; ++i) {
        const auto day = chance() % 90;
        const bool is_done = chance() % 4 != 0;
        durations.push_back({static_cast<double>(day), is_done});
        days.add(day, is_done);
    }

    const auto one_by_one = kaplan_meier(durations), counted = kaplan_meier(days);
    REQUIRE(one_by_one.steps.size() == counted.steps.size());
    for (std::size_t i = 0; i < counted.steps.size(); ++i) {
        CHECK(one_by_one.steps[i].survival == counted.steps[i].survival);
        CHECK(one_by_one.steps[i].log_log == counted.steps[i].log_log);
    }
    CHECK(one_by_one.median == counted.median);
    CHECK(*counted.median_low <= *counted.median);
    CHECK(*counted.median_high >= *counted.median);
}

TEST_CASE("the log-rank test of a district against the others is that of two groups of durations", "[engine][consistency]") {
    std::mt19937 chance{10};
    std::vector<Duration> durations;
    std::vector<std::size_t> group;
    std::vector<std::vector<DayCounts>> districts(2, std::vector<DayCounts>(1));
    for (int i = 0; i < 300; ++i) {
        const std::size_t district = i % 3 == 0 ? 0 : 1;
        const auto day = chance() % (district == 0 ? 60 : 90);
        const bool is_done = chance() % 5 != 0;
        durations.push_back({static_cast<double>(day), is_done});
        group.push_back(district);
        districts[district][0].add(day, is_done);
    }

    const auto found = compare_times(districts);
    CHECK(found.clustering == 1);   // one worker in each
    CHECK(*found.districts[0].p == Approx(*log_rank(durations, group, 2).p));
    CHECK_FALSE(found.districts[0].is_longer);
    CHECK(found.districts[1].is_longer);
}

TEST_CASE("a district where fewer than half are done has no median", "[engine][consistency]") {
    std::vector<std::vector<DayCounts>> districts(2, std::vector<DayCounts>(1));
    for (std::size_t day = 1; day <= 40; ++day) {
        districts[0][0].add(day, day % 8 == 1);
        districts[1][0].add(day, true);
    }

    const auto found = compare_times(districts);
    CHECK(found.districts[0].status == "undefined_no_median");
    CHECK_FALSE(found.districts[0].median);
    CHECK(*found.districts[1].median == Approx(20.5));
}

TEST_CASE("eight months on one side of the centre are a long run, seven are not", "[engine][consistency]") {
    const auto runs = [](std::size_t length) {
        std::vector<DistrictShare> months(12, {30, 100});
        for (std::size_t i = 0; i < length; ++i) months[i] = {24, 100};
        const auto found = months_picture(months, std::vector<std::string>(12, "ok"));
        return std::count_if(found.months.begin(), found.months.end(), [](const auto& month) { return month.is_long_run; });
    };
    CHECK(runs(7) == 0);
    CHECK(runs(8) == 8);
}

TEST_CASE("a month that is not told is in neither the centre nor a run, and an empty one is a gap", "[engine][consistency]") {
    std::vector<DistrictShare> months(12, {30, 100});
    months[3] = {90, 100};
    months[4] = {0, 0};
    std::vector<std::string> status(12, "ok");
    status[3] = "suppressed";

    const auto found = months_picture(months, status);
    CHECK(*found.centre == Approx(0.3));
    CHECK(found.months[3].status == "suppressed");
    CHECK_FALSE(found.months[3].share);
    CHECK(found.months[4].status == "undefined_no_observations");
    CHECK_FALSE(found.months[4].is_unusual);
}
