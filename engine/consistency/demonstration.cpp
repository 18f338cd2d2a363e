// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/demonstration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace lika::engine::consistency {
namespace {

constexpr std::size_t factors = 36, items = 2 * factors;
constexpr std::array sizes{2400, 1900, 1600, 1400, 1200, 1100, 1000, 900, 800, 700, 600, 500, 300, 14};
constexpr std::size_t cases_of_worker = 60;
constexpr std::uint16_t first_month = 12 * 2025 + 10;
constexpr double leaning = 0.6, worker_deviation = 0.15, girls_higher = 0.35, raised_more = 0.2;
constexpr std::int8_t high = 2;

/// What differs between districts for good reasons.
struct DistrictNature {
    double older, signs, lean, raised_more;
    std::vector<double> workers;   ///< what each adds to the log odds
};

/// Draws everything of one district.
class Drawn {
public:
    Drawn(std::uint64_t seed, const DistrictNature& nature, const std::vector<std::size_t>& biased)
        : chance_(seed), nature_(nature), biased_(biased) {}

    void add_person(Outcomes& to) {
        const auto subject = chance_();
        auto one = drawn_case();
        const double severity = severity_of(one.known);
        one.subject = subject;
        if (is(0.08)) {   // assessed before in the same year
            add_assessment(to, one, severity);
            one.days = Outcome::no_days;
            one.month = static_cast<std::uint16_t>(one.month + chance_() % (first_month + 12U - one.month));
        }
        add_assessment(to, one, severity);
    }

    /// An open case, not signed yet.
    void add_open(Outcomes& to) {
        auto one = drawn_case();
        one.is_signed = false;
        one.month = first_month + 11;
        one.days = static_cast<std::uint16_t>(1 + chance_() % 60);
        to.rows.push_back(one);
        to.ratings.insert(to.ratings.end(), items, no_rating);
    }

    /// The levels that two workers give one case.
    std::pair<std::int8_t, std::int8_t> rated_twice() {
        const double severity = severity_of(drawn_case().known) + normal_(chance_);   // what both see
        return {seen_level(severity), seen_level(severity)};
    }

private:
    bool is(double p) { return static_cast<double>(chance_() >> 11U) * 0x1p-53 < p; }
    static double chance_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

    Outcome drawn_case() {
        Outcome one;
        one.known.age_group = static_cast<std::uint8_t>(is(nature_.older) ? 4 + (is(0.2) ? 1 : 0) : 3 - (is(0.3) ? 1 : 0));
        one.known.sex = is(0.45) ? 1 : 2;
        one.known.signs = static_cast<std::uint8_t>(std::min(7, std::poisson_distribution<int>{nature_.signs}(chance_)));
        one.known.urgency = static_cast<std::uint8_t>(1 + (is(0.2 + 0.08 * one.known.signs) ? 1 : 0) + (is(0.1) ? 1 : 0));
        one.worker = static_cast<std::uint32_t>(1 + chance_() % nature_.workers.size());
        one.month = static_cast<std::uint16_t>(first_month + chance_() % 12);
        const double slow = std::exp(0.6 * normal_(chance_) + 0.3 * nature_.workers[one.worker - 1]);
        one.days = static_cast<std::uint16_t>(std::min(360.0, 1 + 40 * slow));
        return one;
    }

    /// Log odds of the high level but for who judges.
    static double severity_of(const CaseKnown& known) {
        return -3.1 + 0.3 * (known.age_group - 3) + 0.4 * known.signs + 0.5 * (known.urgency - 1) + (known.sex == 2 ? 0.25 : 0);
    }

    std::int8_t level_for(double log_odds) {
        return is(chance_of(log_odds)) ? high : is(0.6) ? std::int8_t{1} : std::int8_t{0};
    }

    std::int8_t seen_level(double severity) {
        const double at = severity + 0.3 * normal_(chance_);
        return at > -1 ? high : at > -2.4 ? std::int8_t{1} : std::int8_t{0};
    }

    void add_assessment(Outcomes& to, Outcome one, double severity) {
        const double judged = severity + nature_.lean;
        one.scored_level = one.level = level_for(judged + nature_.workers[one.worker - 1]);
        if (one.level < high && is(0.03)) {
            override_to(one, static_cast<std::int8_t>(one.level + 1));
        } else if (one.level == 0 && is(nature_.raised_more)) {
            override_to(one, 1);
        } else if (one.level > 0 && is(0.025)) {
            override_to(one, static_cast<std::int8_t>(one.level - 1));
        }
        to.rows.push_back(one);
        add_ratings(to, one, judged);
    }

    static void override_to(Outcome& one, std::int8_t level) {
        one.direction = level > one.level ? OverrideDirection::up : OverrideDirection::down;
        one.is_discretionary = true;
        one.level = level;
    }

    /// Three bytes of chance an item: whether it is known, and a triangular error of deviation 0.7.
    void add_ratings(Outcomes& to, const Outcome& one, double judged) {
        const double state = 0.5 * (judged + 1.5) + 0.6 * normal_(chance_);
        const unsigned unknown = 4 + static_cast<unsigned>(chance_() % 24);   // of 256: persons differ in what is known of them
        std::uint64_t bytes = 0;
        for (std::size_t item = 0; item < items; ++item) {
            bytes = item % 2 == 0 ? chance_() : bytes >> 24U;
            const auto error = (static_cast<double>((bytes >> 8U & 255U) + (bytes >> 16U & 255U)) - 255) / 149;
            const bool is_risk = item < factors;
            double at = (is_risk ? 1.1 : 1.7) + 0.02 * static_cast<double>(item % factors) - 0.36 + (is_risk ? 0.6 : -0.5) * state + error;
            if (one.known.sex == 1 && std::find(biased_.begin(), biased_.end(), item) != biased_.end()) at += girls_higher;
            const auto rating = static_cast<Code>(std::clamp(std::lround(at), 0L, 3L));
            to.ratings.push_back((bytes & 255U) >= unknown ? rating : (bytes & 7U) == 0 ? unanswered : not_known);
        }
    }

    std::mt19937_64 chance_;
    std::normal_distribution<double> normal_;
    const DistrictNature& nature_;
    const std::vector<std::size_t>& biased_;
};

DistrictNature nature_of(std::size_t district, std::size_t size, const DemonstrationTruth& truth, std::mt19937_64& chance) {
    const auto is_among = [&](const auto& districts) { return std::find(districts.begin(), districts.end(), district) != districts.end(); };
    std::normal_distribution<double> worker{0, worker_deviation};
    DistrictNature nature{};
    nature.older = 0.35 + 0.03 * static_cast<double>(district * 5 % 14);    // 0.35 to 0.74
    nature.signs = 1.6 + 0.1 * static_cast<double>(district * 3 % 14);      // 1.6 to 2.9
    nature.lean = is_among(truth.leaning) ? leaning : 0;
    nature.raised_more = is_among(truth.overriding) ? raised_more : 0;
    for (std::size_t i = 0; i < std::max<std::size_t>(2, size / cases_of_worker); ++i) nature.workers.push_back(worker(chance));
    return nature;
}

}  // namespace

DemonstrationCity demonstration_city(std::uint64_t seed, bool has_differences, double scale) {
    DemonstrationCity city;
    city.scheme.levels = 3;
    city.scheme.first_high = high;
    city.scheme.kinds = 2;
    city.scheme.highest_rating = 3;
    for (std::size_t item = 0; item < items; ++item) city.scheme.kind_of_item.push_back(item < factors ? 0 : 1);
    city.period = {first_month, 12};
    city.truth = has_differences ? DemonstrationTruth{{2, 6, 9}, {4}, {13}, {7}} : DemonstrationTruth{{}, {}, {13}, {}};
    std::mt19937_64 chance{seed};
    for (std::size_t district = 0; district < sizes.size(); ++district) {
        const bool is_small = district + 1 == sizes.size();
        const auto size = static_cast<std::size_t>(std::lround(sizes[district] * (is_small ? 1 : scale)));
        const auto nature = nature_of(district, size, city.truth, chance);
        Drawn drawn{chance(), nature, city.truth.biased};
        city.ids.push_back(district < 9 ? "d0" + std::to_string(district + 1) : "d" + std::to_string(district + 1));
        auto& outcomes = city.districts.emplace_back();
        outcomes.items = items;
        for (std::size_t i = 0; i < size; ++i) drawn.add_person(outcomes);
        for (std::size_t i = 0; i < size / 20; ++i) drawn.add_open(outcomes);
        auto& pairs = city.pairs.emplace_back(city.scheme.levels);
        for (std::size_t i = 0; i < size / 25; ++i) {
            const auto [first, second] = drawn.rated_twice();
            ++pairs.at(static_cast<std::size_t>(first), static_cast<std::size_t>(second));
        }
    }
    return city;
}

}  // namespace lika::engine::consistency
