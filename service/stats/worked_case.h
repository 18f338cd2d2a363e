// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "engine/consistency/ratings.h"
#include "service/stats/field.h"

namespace lika::service {

/// What is wrong with the data or options of a worked case, and where.
struct Malformed : std::runtime_error {
    Malformed(const std::string& reason, const std::string& place) : std::runtime_error(reason + " " + place) {}
};

/// One file for `lika stats`: a statistic, its data and options (docs/command-line.md). Every reader throws Malformed.
class WorkedCase {
public:
    WorkedCase(Json data, Json options) : data_(std::move(data)), options_(std::move(options)) {}

    std::string kind() const { return word(data_, "kind", "data.kind"); }

    /// Kinds `ratings` (rows subjects or raters, as it says), `patterns` and `table`. Declared categories: `categories` of
    /// options or data, else those that occur, in order.
    engine::consistency::Ratings ratings() const;
    /// Kind `counts` too.
    engine::consistency::SubjectCounts counts() const;
    /// Two raters: kinds `table`, or `ratings` and `patterns` of two.
    engine::consistency::JointTable table() const;
    /// Kind `ratings` as numbers; null is missing.
    engine::consistency::Scores scores() const;
    /// "none", "identity", "linear", "quadratic", or an object with a matrix `agreement` or `disagreement`.
    engine::consistency::Weights weights(std::size_t categories) const;

    double confidence() const;
    double option(const char* name, double otherwise) const;
    bool option(const char* name, bool otherwise) const;
    std::string option(const char* name, const char* otherwise) const;
    bool has_option(const char* name) const { return options_.is_object() && options_.contains(name); }

    /// A list of numbers of the data, of whole numbers without a sign, of words.
    std::vector<double> numbers(const char* name) const;
    std::vector<std::uint64_t> whole(const char* name) const;
    std::vector<std::string> words(const char* name) const;
    /// A matrix of numbers, null as NaN, its rows as long as each other.
    std::vector<std::vector<double>> matrix(const char* name) const;

    const Json& data() const { return data_; }
    const Json& options() const { return options_; }

private:
    static std::string word(const Json& object, const char* name, const std::string& place);
    std::vector<Json> declared() const;

    Json data_, options_;
};

/// One statistic of `lika stats` by its name.
struct Statistic {
    const char* name;
    Json (*run)(const WorkedCase&);
};

}  // namespace lika::service
