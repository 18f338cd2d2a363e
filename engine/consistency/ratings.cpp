// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/ratings.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace lika::engine::consistency {
namespace {

/// Up to which number of possible patterns each has a counter of its own.
constexpr std::size_t most_counters = std::size_t{1} << 20U;

/// How many patterns there can be, one more than the categories for a missing rating; 0: too many to count each.
std::size_t possible_patterns(std::size_t categories, std::size_t raters) {
    std::size_t all = 1;
    for (std::size_t i = 0; i < raters; ++i) {
        all *= categories + 1;
        if (all > most_counters) return 0;
    }
    return all;
}

void count_in_place(Ratings& ratings, std::span<const Code> codes, std::size_t possible) {
    const auto raters = ratings.raters(), base = ratings.categories().size() + 1;
    std::vector<std::uint64_t> counts(possible);
    for (std::size_t at = 0; at < codes.size(); at += raters) {
        std::size_t pattern = 0;
        for (std::size_t rater = 0; rater < raters; ++rater)   // a missing rating is 255: its digit is 0
            pattern = pattern * base + static_cast<Code>(codes[at + rater] + 1);
        ++counts[pattern];
    }
    std::vector<Code> row(raters);
    for (std::size_t pattern = 0; pattern < possible; ++pattern) {
        if (counts[pattern] == 0) continue;
        auto rest = pattern;
        for (std::size_t rater = raters; rater-- > 0; rest /= base)
            row[rater] = static_cast<Code>(rest % base - 1);
        ratings.add(row, counts[pattern]);
    }
}

void count_by_hash(Ratings& ratings, std::span<const Code> codes) {
    const auto raters = ratings.raters();
    std::unordered_map<std::string, std::uint64_t> counts;
    for (std::size_t at = 0; at < codes.size(); at += raters)
        ++counts[std::string{reinterpret_cast<const char*>(codes.data()) + at, raters}];
    std::vector<std::pair<std::string, std::uint64_t>> sorted{counts.begin(), counts.end()};
    std::sort(sorted.begin(), sorted.end());   // the same order every time
    for (const auto& [pattern, times] : sorted)
        ratings.add({reinterpret_cast<const Code*>(pattern.data()), raters}, times);
}

}  // namespace

Ratings::Ratings(std::vector<double> categories, std::size_t raters)
    : categories_(std::move(categories)), raters_(raters) {
    if (categories_.size() > most_categories || raters == 0) throw std::logic_error{"categories or raters"};
}

void Ratings::add(std::span<const Code> codes, std::uint64_t times) {
    codes_.insert(codes_.end(), codes.begin(), codes.end());
    times_.push_back(times);
}

Ratings Ratings::counted(std::vector<double> categories, std::size_t raters, std::span<const Code> codes) {
    Ratings ratings{std::move(categories), raters};
    if (const auto possible = possible_patterns(ratings.categories_.size(), raters))
        count_in_place(ratings, codes, possible);
    else
        count_by_hash(ratings, codes);
    return ratings;
}

SubjectCounts::SubjectCounts(const Ratings& ratings) : categories_(ratings.categories()) {
    std::vector<std::uint32_t> counts(categories_.size());
    for (std::size_t i = 0; i < ratings.patterns(); ++i) {
        std::fill(counts.begin(), counts.end(), 0U);
        for (const auto code : ratings.pattern(i))
            if (code != no_rating) ++counts[code];
        add(counts, ratings.times(i));
    }
}

void SubjectCounts::add(std::span<const std::uint32_t> counts, std::uint64_t times) {
    counts_.insert(counts_.end(), counts.begin(), counts.end());
    raters_.push_back(std::accumulate(counts.begin(), counts.end(), std::uint32_t{0}));
    times_.push_back(times);
}

JointTable::JointTable(const Ratings& of_two) : JointTable(of_two.categories().size()) {
    for (std::size_t i = 0; i < of_two.patterns(); ++i) {
        const auto pair = of_two.pattern(i);
        if (pair[0] != no_rating && pair[1] != no_rating) at(pair[0], pair[1]) += of_two.times(i);
    }
}

std::uint64_t JointTable::total() const {
    return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

Ratings JointTable::ratings(std::vector<double> categories) const {
    Ratings ratings{std::move(categories), 2};
    for (std::size_t first = 0; first < categories_; ++first)
        for (std::size_t second = 0; second < categories_; ++second) {
            const Code pair[] = {static_cast<Code>(first), static_cast<Code>(second)};
            if (at(first, second) > 0) ratings.add(pair, at(first, second));
        }
    return ratings;
}

Scores::Scores(std::size_t subjects, std::size_t columns, std::vector<double> values)
    : subjects_(subjects), columns_(columns), values_(std::move(values)) {
    if (values_.size() != subjects * columns) throw std::logic_error{"subjects times columns"};
}

Scores Scores::complete() const {
    std::vector<double> kept;
    for (std::size_t i = 0; i < subjects_; ++i) {
        const auto row = subject(i);
        if (std::none_of(row.begin(), row.end(), [](double value) { return std::isnan(value); }))
            kept.insert(kept.end(), row.begin(), row.end());
    }
    const auto subjects = columns_ == 0 ? 0 : kept.size() / columns_;
    return {subjects, columns_, std::move(kept)};
}

Weights::Weights(std::size_t categories, std::vector<double> agreement)
    : categories_(categories), values_(std::move(agreement)) {
    if (values_.size() != categories * categories) throw std::logic_error{"a weight for each pair"};
}

namespace {

template <class Near>
Weights made(std::size_t categories, Near near) {
    std::vector<double> values;
    for (std::size_t one = 0; one < categories; ++one)
        for (std::size_t other = 0; other < categories; ++other)
            values.push_back(one == other ? 1 : near(std::fabs(static_cast<double>(one) - static_cast<double>(other)) /
                                                     static_cast<double>(categories - 1)));
    return {categories, std::move(values)};
}

}  // namespace

Weights Weights::identity(std::size_t categories) {
    return made(categories, [](double) { return 0.0; });
}

Weights Weights::linear(std::size_t categories) {
    return made(categories, [](double apart) { return 1 - apart; });
}

Weights Weights::quadratic(std::size_t categories) {
    return made(categories, [](double apart) { return 1 - apart * apart; });
}

double Weights::sum() const {
    return std::accumulate(values_.begin(), values_.end(), 0.0);
}

}  // namespace lika::engine::consistency
