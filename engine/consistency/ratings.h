// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace lika::engine::consistency {

/// A category by its place on the declared scale, 0 the first.
using Code = std::uint8_t;
constexpr Code no_rating = 255;
constexpr std::size_t most_categories = 255;

/// Ratings of subjects by raters, each row of ratings that occurs once with how often it does. Subjects are rows and raters
/// columns, always: whoever has them the other way says so with `of_raters`.
class Ratings {
public:
    /// `categories`: the declared scale, in order, also those nobody used; what a code stands for where the metric asks for
    /// numbers.
    Ratings(std::vector<double> categories, std::size_t raters);

    /// `codes` of one subject, a code a rater; `times`: so many subjects with these.
    void add(std::span<const Code> codes, std::uint64_t times = 1);
    /// The ratings in `codes`, a row of one code a rater for each subject, counted by pattern.
    static Ratings counted(std::vector<double> categories, std::size_t raters, std::span<const Code> codes);

    const std::vector<double>& categories() const { return categories_; }
    std::size_t raters() const { return raters_; }
    std::size_t patterns() const { return times_.size(); }
    std::span<const Code> pattern(std::size_t at) const { return {codes_.data() + at * raters_, raters_}; }
    std::uint64_t times(std::size_t at) const { return times_[at]; }

private:
    std::vector<double> categories_;
    std::size_t raters_;
    std::vector<Code> codes_;
    std::vector<std::uint64_t> times_;
};

/// How many raters put a subject in each category, each such row once with how often it occurs; who they were is forgotten.
class SubjectCounts {
public:
    explicit SubjectCounts(std::vector<double> categories) : categories_(std::move(categories)) {}
    explicit SubjectCounts(const Ratings& ratings);

    void add(std::span<const std::uint32_t> counts, std::uint64_t times = 1);

    const std::vector<double>& categories() const { return categories_; }
    std::size_t patterns() const { return times_.size(); }
    std::span<const std::uint32_t> pattern(std::size_t at) const {
        return {counts_.data() + at * categories_.size(), categories_.size()};
    }
    std::uint64_t times(std::size_t at) const { return times_[at]; }
    /// Raters of the subjects of this pattern.
    std::uint32_t raters(std::size_t at) const { return raters_[at]; }

private:
    std::vector<double> categories_;
    std::vector<std::uint32_t> counts_, raters_;
    std::vector<std::uint64_t> times_;
};

/// Two raters of the same subjects: first rater in rows, second in columns, both on the declared scale.
class JointTable {
public:
    explicit JointTable(std::size_t categories) : categories_(categories), counts_(categories * categories) {}
    /// Of two raters; subjects that one of them did not rate are left out.
    explicit JointTable(const Ratings& of_two);

    std::size_t categories() const { return categories_; }
    std::uint64_t& at(std::size_t first, std::size_t second) { return counts_[first * categories_ + second]; }
    std::uint64_t at(std::size_t first, std::size_t second) const { return counts_[first * categories_ + second]; }
    std::uint64_t total() const;
    Ratings ratings(std::vector<double> categories) const;

private:
    std::size_t categories_;
    std::vector<std::uint64_t> counts_;
};

/// Numbers given to subjects (rows) by raters, or on items (columns). Missing is NaN.
class Scores {
public:
    Scores(std::size_t subjects, std::size_t columns, std::vector<double> values);

    static constexpr double missing = std::numeric_limits<double>::quiet_NaN();

    std::size_t subjects() const { return subjects_; }
    std::size_t columns() const { return columns_; }
    double at(std::size_t subject, std::size_t column) const { return values_[subject * columns_ + column]; }
    std::span<const double> subject(std::size_t at) const { return {values_.data() + at * columns_, columns_}; }
    /// Of the subjects that have all of them.
    Scores complete() const;

private:
    std::size_t subjects_, columns_;
    std::vector<double> values_;
};

/// How near two categories are, 1 the same, by their places on the declared scale.
class Weights {
public:
    static Weights identity(std::size_t categories);
    static Weights linear(std::size_t categories);
    static Weights quadratic(std::size_t categories);
    /// Of agreement, `categories` squared, row by row.
    Weights(std::size_t categories, std::vector<double> agreement);

    std::size_t categories() const { return categories_; }
    double operator()(std::size_t one, std::size_t other) const { return values_[one * categories_ + other]; }
    double sum() const;

private:
    std::size_t categories_;
    std::vector<double> values_;
};

}  // namespace lika::engine::consistency
