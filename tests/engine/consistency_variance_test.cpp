// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/variance.h"

#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <random>

#include "engine/consistency/item_bias.h"

using namespace lika::engine::consistency;

namespace {

/// Groups of the same size around middles of their own.
Grouped balanced(std::size_t groups, std::size_t size, double spread, std::uint64_t seed) {
    std::mt19937_64 chance{seed};
    std::normal_distribution<double> normal;
    Grouped data{{}, {}, {{}}};
    for (std::size_t group = 0; group < groups; ++group) {
        const double middle = 1e6 + spread * normal(chance);
        for (std::size_t i = 0; i < size; ++i) {
            data.values.push_back(middle + normal(chance));
            data.group[0].push_back(group);
        }
    }
    return data;
}

/// Mean squares between and within groups of one size.
std::pair<double, double> mean_squares_of(const Grouped& data, std::size_t groups, std::size_t size) {
    const double n = static_cast<double>(size), k = static_cast<double>(groups);
    std::vector<double> means(groups);
    double mean = 0, between = 0, within = 0;
    for (std::size_t i = 0; i < data.values.size(); ++i) {
        means[data.group[0][i]] += data.values[i] / n;
        mean += data.values[i] / (n * k);
    }
    for (const double one : means) between += n * (one - mean) * (one - mean) / (k - 1);
    for (std::size_t i = 0; i < data.values.size(); ++i) {
        const double apart = data.values[i] - means[data.group[0][i]];
        within += apart * apart / (k * (n - 1));
    }
    return {between, within};
}

}  // namespace

TEST_CASE("of groups of one size REML gives what the mean squares give, and 0 where that is below 0",
          "[engine][consistency]") {
    int zeros = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const double spread = seed % 2 == 0 ? 0.05 : 1;
        const auto data = balanced(8, 5, spread, seed);
        const auto [between, within] = mean_squares_of(data, 8, 5);
        const auto found = partition_variance(data);
        REQUIRE(found.is_ok());
        const double wanted = (between - within) / 5;
        INFO(seed << ' ' << wanted);
        if (wanted > 0) {
            CHECK(found.groups[0].variance == Approx(wanted).epsilon(1e-5));
            CHECK(*found.residual == Approx(within).epsilon(1e-5));
        } else {
            ++zeros;
            CHECK(found.groups[0].variance == Approx(0).margin(1e-7));
        }
    }
    CHECK(zeros > 3);
}

TEST_CASE("the likelihood of groups that differ in their log odds is that of the integral", "[engine][consistency]") {
    const std::vector<DistrictShare> groups{{0, 47}, {18, 148}, {8, 119}, {46, 810}, {0, 0}, {31, 215}, {24, 360}};
    const auto found = partition_shares(groups);
    REQUIRE(found.is_ok());
    CHECK(found.groups == 6);
    const double tau = std::sqrt(*found.between);
    const auto minus_twice = [&](double middle, double spread) {
        double sum = 0;
        for (const auto& group : groups) {
            double integral = 0;
            for (double z = -10; z <= 10; z += 0.0005) {
                const double eta = middle + spread * z, events = static_cast<double>(group.events), n = static_cast<double>(group.n);
                integral += 0.0005 * std::exp(events * eta - n * std::log1p(std::exp(eta)) - z * z / 2) / std::sqrt(2 * M_PI);
            }
            sum -= 2 * std::log(integral);
        }
        return sum;
    };
    CHECK(*found.criterion == Approx(minus_twice(*found.intercept, tau)).epsilon(1e-9));
    for (const double step : {-0.02, 0.02}) {
        CHECK(minus_twice(*found.intercept + step, tau) > *found.criterion);
        CHECK(minus_twice(*found.intercept, tau + step) > *found.criterion);
    }
}

TEST_CASE("the interval of the spread between districts has the true one about 95 times in 100", "[engine][consistency]") {
    std::mt19937_64 chance{3};
    constexpr double spread = 0.5;
    int within = 0, without_spread = 0;
    constexpr int cities = 150;
    for (int city = 0; city < cities; ++city) {
        std::vector<DistrictShare> groups, alike;
        for (int district = 0; district < 14; ++district) {
            const double middle = -0.8 + spread * std::normal_distribution<double>{}(chance);
            const auto events = [&](double eta) {
                return std::binomial_distribution<std::uint64_t>{200, 1 / (1 + std::exp(-eta))}(chance);
            };
            groups.push_back({events(middle), 200});
            alike.push_back({events(-0.8), 200});
        }
        const auto found = partition_shares(groups, 9);
        REQUIRE(found.between_interval);
        CHECK(found.between_interval->low <= *found.between);
        CHECK(found.between_interval->high >= *found.between);
        CHECK(found.ratio_interval->low >= 1);
        within += found.between_interval->low <= spread * spread && spread * spread <= found.between_interval->high ? 1 : 0;
        without_spread += partition_shares(alike, 9).between_interval->low == 0 ? 1 : 0;
    }
    CHECK(within >= cities * 88 / 100);
    CHECK(within < cities);
    CHECK(without_spread >= cities * 95 / 100);
}

TEST_CASE("districts that differ no more than chance have no spread", "[engine][consistency]") {
    const auto found = partition_shares({{10, 100}, {11, 100}, {10, 100}, {9, 100}});
    CHECK(*found.between == 0);
    CHECK(*found.median_odds_ratio == 1);
    CHECK(partition_shares({{3, 10}}).status == "too_few");
    CHECK(partition_shares({{0, 10}, {0, 12}}).status == "undefined_no_variation");
}

TEST_CASE("proportional odds of two ratings are logistic regression", "[engine][consistency]") {
    std::mt19937_64 chance{7};
    ItemResponses persons{6, {}, {}};
    for (int i = 0; i < 400; ++i) {
        const double ability = std::normal_distribution<double>{}(chance);
        persons.groups.push_back(i % 3 == 0 ? Group::focal : Group::reference);
        for (int item = 0; item < 6; ++item)
            persons.ratings.push_back(std::bernoulli_distribution{1 / (1 + std::exp(-ability))}(chance) ? 1 : 0);
    }
    const auto binary = logistic_item_bias(persons), ordinal = ordinal_logistic_item_bias(persons);
    REQUIRE(binary.items.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(binary.items[i].status == "ok");
        CHECK(*ordinal.items[i].chi_total == Approx(*binary.items[i].chi_total).margin(1e-7));
        CHECK(*ordinal.items[i].chi_uniform == Approx(*binary.items[i].chi_uniform).margin(1e-7));
        CHECK(*ordinal.items[i].beta_group == Approx(*binary.items[i].beta_group).margin(1e-6));
        CHECK(*ordinal.items[i].delta_r2_total == Approx(*binary.items[i].delta_r2_total).margin(1e-9));
    }
}

TEST_CASE("an item that works otherwise is found, and purification takes it out of the total", "[engine][consistency]") {
    std::mt19937_64 chance{11};
    ItemResponses persons{12, {}, {}};
    for (int i = 0; i < 3000; ++i) {
        const double ability = std::normal_distribution<double>{}(chance);
        const bool is_focal = i % 2 == 0;
        persons.groups.push_back(is_focal ? Group::focal : Group::reference);
        for (int item = 0; item < 12; ++item) {
            const double shift = is_focal && item == 4 ? -1 : 0;
            persons.ratings.push_back(std::bernoulli_distribution{1 / (1 + std::exp(-ability - shift))}(chance) ? 1 : 0);
        }
    }
    const auto plain = item_bias(persons), purified = item_bias(persons, true, 0.05, true);
    CHECK(std::find(plain.flagged.begin(), plain.flagged.end(), 4U) != plain.flagged.end());
    CHECK(plain.items[4].ets == "C");
    CHECK(purified.purifications >= 1);
    CHECK(purified.items[4].ets == "C");
    CHECK(purified.flagged.size() <= plain.flagged.size());
    persons.groups.assign(persons.groups.size(), Group::focal);
    CHECK(item_bias(persons).status == "too_few");
}
