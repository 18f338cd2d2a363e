// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/ratings.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace lika::engine::consistency {
namespace {

/// Up to how many bits of pattern each possible one has a counter of its own.
constexpr unsigned most_bits = 20;

/// A rating as a digit of a pattern: 0 is missing (255 and one more).
constexpr std::uint64_t digit_of(Code code) {
    return static_cast<Code>(code + 1);
}

unsigned bits_of_digit(std::size_t categories) {
    return static_cast<unsigned>(std::bit_width(categories));
}

/// Two counters for each pattern, used in turn, so that one does not wait for the other; `Raters` known, so that the loop over
/// them is none. 0: as many as `raters` says.
template <std::size_t Raters>
void count_patterns(std::span<const Code> codes, std::size_t raters, unsigned bits, std::vector<std::uint32_t> (&counts)[2]) {
    const auto width = Raters == 0 ? raters : Raters;
    const auto pattern_at = [&](const Code* row) {
        std::uint64_t pattern = 0;
        for (std::size_t rater = 0; rater < width; ++rater) pattern = pattern << bits | digit_of(row[rater]);
        return pattern;
    };
    const auto* row = codes.data();
    const auto* const end = row + codes.size();
    auto* first = counts[0].data();
    auto* second = counts[1].data();
    for (; end - row >= static_cast<std::ptrdiff_t>(2 * width); row += 2 * width) {
        ++first[pattern_at(row)];
        ++second[pattern_at(row + width)];
    }
    if (row != end) ++first[pattern_at(row)];
}

/// A part of the subjects that no counter overflows with.
constexpr std::size_t most_at_once = std::size_t{1} << 31U;

void count_in_place(Ratings& ratings, std::span<const Code> codes, unsigned bits) {
    const auto raters = ratings.raters();
    const auto possible = std::size_t{1} << (bits * raters);
    std::vector<std::uint64_t> all(possible);
    for (; !codes.empty(); codes = codes.subspan(std::min(codes.size(), most_at_once * raters))) {
        const auto part = codes.first(std::min(codes.size(), most_at_once * raters));
        std::vector<std::uint32_t> counts[2] = {std::vector<std::uint32_t>(possible), std::vector<std::uint32_t>(possible)};
        switch (raters) {
            case 2: count_patterns<2>(part, raters, bits, counts); break;
            case 3: count_patterns<3>(part, raters, bits, counts); break;
            case 4: count_patterns<4>(part, raters, bits, counts); break;
            default: count_patterns<0>(part, raters, bits, counts);
        }
        for (std::size_t pattern = 0; pattern < possible; ++pattern) all[pattern] += counts[0][pattern] + std::uint64_t{counts[1][pattern]};
    }
    std::vector<Code> row(raters);
    for (std::size_t pattern = 0; pattern < possible; ++pattern) {
        if (all[pattern] == 0) continue;
        auto rest = pattern;
        for (std::size_t rater = raters; rater-- > 0; rest >>= bits)
            row[rater] = static_cast<Code>((rest & ((std::size_t{1} << bits) - 1)) - 1);
        ratings.add(row, all[pattern]);
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
    if (const auto bits = bits_of_digit(ratings.categories_.size()); bits * raters <= most_bits)
        count_in_place(ratings, codes, bits);
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
