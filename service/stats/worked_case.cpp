// SPDX-License-Identifier: EUPL-1.2
#include "service/stats/worked_case.h"

#include <algorithm>
#include <cmath>

namespace lika::service {
namespace {

using namespace engine::consistency;

std::string at(const std::string& place, std::size_t index) {
    return place + "[" + std::to_string(index) + "]";
}

const Json& member(const Json& object, const char* name, const std::string& place) {
    if (!object.is_object() || !object.contains(name)) throw Malformed{"missing", place + "." + name};
    return object.at(name);
}

const Json& list(const Json& value, const std::string& place) {
    if (!value.is_array()) throw Malformed{"not_a_list", place};
    return value;
}

/// Whose squares, and sums of them, are numbers still.
constexpr double largest = 1e100;

double number(const Json& value, const std::string& place) {
    if (!value.is_number()) throw Malformed{"not_a_number", place};
    const auto found = value.get<double>();
    if (!(std::fabs(found) <= largest)) throw Malformed{"out_of_range", place};
    return found;
}

std::uint64_t whole_number(const Json& value, const std::string& place) {
    const double found = number(value, place);
    if (found < 0 || found != std::floor(found) || found > 9e15) throw Malformed{"not_a_count", place};
    return static_cast<std::uint64_t>(found);
}

/// What `read` makes of every value of a list of the data.
template <class Read>
auto each(const Json& data, const char* name, Read read) {
    const auto place = std::string{"data."} + name;
    const auto& values = list(member(data, name, "data"), place);
    std::vector<decltype(read(values, place))> found;
    for (std::size_t i = 0; i < values.size(); ++i) found.push_back(read(values[i], at(place, i)));
    return found;
}

/// Rows as long as each other.
void check_rows(const Json& rows, const std::string& place) {
    for (std::size_t i = 0; i < list(rows, place).size(); ++i)
        if (list(rows[i], at(place, i)).size() != rows[0].size()) throw Malformed{"rows_differ_in_length", at(place, i)};
}

Json transposed(const Json& rows) {
    Json turned = Json::array();
    for (std::size_t j = 0; !rows.empty() && j < rows[0].size(); ++j) {
        turned.push_back(Json::array());
        for (const auto& row : rows) turned.back().push_back(row[j]);
    }
    return turned;
}

/// Rows are subjects, whichever way they are given (`rows`: "subjects" or "raters").
Json subject_rows(const Json& data) {
    const auto& values = member(data, "values", "data");
    check_rows(values, "data.values");
    const bool is_turned = data.contains("rows") && data.at("rows") == "raters";
    auto rows = is_turned ? transposed(values) : values;
    if (rows.empty() || rows[0].empty()) throw Malformed{"empty", "data.values"};
    return rows;
}

bool is_scalar(const Json& value) {
    return value.is_number() || value.is_string() || value.is_boolean();
}

/// Numbers by size, then words.
bool comes_before(const Json& one, const Json& other) {
    if (one.is_number() && other.is_number()) return one.get<double>() < other.get<double>();
    if (one.is_number() != other.is_number()) return one.is_number();
    return one.dump() < other.dump();
}

std::vector<Json> categories_in(const Json& rows) {
    std::vector<Json> found;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j) {
            const auto& value = rows[i][j];
            if (value.is_null()) continue;
            if (!is_scalar(value)) throw Malformed{"not_a_rating", at(at("data.values", i), j)};
            if (std::find(found.begin(), found.end(), value) == found.end()) found.push_back(value);
            if (found.size() > most_categories) throw Malformed{"too_many_categories", "data.values"};
        }
    std::sort(found.begin(), found.end(), comes_before);
    return found;
}

/// What numbers the categories stand for: their own, or their places.
std::vector<double> positions(const std::vector<Json>& categories) {
    std::vector<double> found;
    const bool are_numbers = std::all_of(categories.begin(), categories.end(), [](const Json& one) { return one.is_number(); });
    for (std::size_t k = 0; k < categories.size(); ++k)
        found.push_back(are_numbers ? number(categories[k], "categories") : static_cast<double>(k + 1));
    return found;
}

Code code_of(const Json& value, const std::vector<Json>& categories, const std::string& place) {
    if (value.is_null()) return no_rating;
    const auto found = std::find(categories.begin(), categories.end(), value);
    if (found == categories.end()) throw Malformed{"not_a_declared_category", place};
    return static_cast<Code>(found - categories.begin());
}

std::vector<Code> codes_of(const Json& rows, const std::vector<Json>& categories) {
    std::vector<Code> codes;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j)
            codes.push_back(code_of(rows[i][j], categories, at(at("data.values", i), j)));
    return codes;
}

JointTable joint(const Json& data) {
    const auto& values = member(data, "values", "data");
    check_rows(values, "data.values");
    if (values.empty() || values.size() != values[0].size()) throw Malformed{"not_square", "data.values"};
    if (values.size() > most_categories) throw Malformed{"too_many_categories", "data.values"};
    JointTable table{values.size()};
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = 0; j < values.size(); ++j)
            table.at(i, j) = whole_number(values[i][j], at(at("data.values", i), j));
    return table;
}

}  // namespace

std::string WorkedCase::word(const Json& object, const char* name, const std::string& place) {
    if (!object.is_object() || !object.contains(name) || !object.at(name).is_string()) throw Malformed{"missing", place};
    return object.at(name).get<std::string>();
}

std::vector<Json> WorkedCase::declared() const {
    for (const auto* object : {&options_, &data_}) {
        if (!object->is_object() || !object->contains("categories")) continue;
        const auto& categories = list(object->at("categories"), "categories");
        if (categories.size() > most_categories) throw Malformed{"too_many_categories", "categories"};
        return {categories.begin(), categories.end()};
    }
    return {};
}

Ratings WorkedCase::ratings() const {
    if (kind() == "table") {
        const auto given = joint(data_);
        std::vector<double> places;
        for (std::size_t k = 0; k < given.categories(); ++k) places.push_back(static_cast<double>(k + 1));
        return given.ratings(places);
    }
    const bool is_counted = kind() == "patterns";
    if (!is_counted && kind() != "ratings") throw Malformed{"unfit_kind", "data.kind"};
    const auto rows = is_counted ? member(data_, "patterns", "data") : subject_rows(data_);
    if (is_counted) check_rows(rows, "data.patterns");
    if (rows.empty() || rows[0].empty()) throw Malformed{"empty", "data"};
    auto categories = declared();
    if (categories.empty()) categories = categories_in(rows);
    const auto raters = rows[0].size();
    const auto codes = codes_of(rows, categories);
    if (!is_counted) return Ratings::counted(positions(categories), raters, codes);
    const auto times = whole("counts");
    if (times.size() != rows.size()) throw Malformed{"lists_differ_in_length", "data.counts"};
    Ratings ratings{positions(categories), raters};
    for (std::size_t i = 0; i < times.size(); ++i) ratings.add({codes.data() + i * raters, raters}, times[i]);
    return ratings;
}

SubjectCounts WorkedCase::counts() const {
    if (kind() != "counts") return SubjectCounts{ratings()};
    const auto& values = member(data_, "values", "data");
    check_rows(values, "data.values");
    if (values.empty() || values[0].empty()) throw Malformed{"empty", "data.values"};
    auto categories = declared();
    if (categories.empty()) categories.resize(values[0].size(), Json(""));
    if (categories.size() != values[0].size()) throw Malformed{"lists_differ_in_length", "categories"};
    SubjectCounts counts{positions(categories)};
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::vector<std::uint32_t> row;
        for (std::size_t k = 0; k < values[i].size(); ++k) {
            const auto count = whole_number(values[i][k], at(at("data.values", i), k));
            if (count > 1'000'000) throw Malformed{"not_a_count", at(at("data.values", i), k)};
            row.push_back(static_cast<std::uint32_t>(count));
        }
        counts.add(row);
    }
    return counts;
}

JointTable WorkedCase::table() const {
    if (kind() == "table") return joint(data_);
    const auto of_two = ratings();
    if (of_two.raters() != 2) throw Malformed{"not_two_raters", "data"};
    return JointTable{of_two};
}

Scores WorkedCase::scores() const {
    if (kind() != "ratings") throw Malformed{"unfit_kind", "data.kind"};
    const auto rows = subject_rows(data_);
    std::vector<double> values;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j)
            values.push_back(rows[i][j].is_null() ? Scores::missing : number(rows[i][j], at(at("data.values", i), j)));
    return {rows.size(), rows[0].size(), std::move(values)};
}

Weights WorkedCase::weights(std::size_t categories) const {
    const auto given = has_option("weights") ? options_.at("weights") : Json("none");
    if (given == "none" || given == "identity" || given == "unweighted") return Weights::identity(categories);
    if (given == "linear") return Weights::linear(categories);
    if (given == "quadratic" || given == "squared") return Weights::quadratic(categories);
    if (!given.is_object()) throw Malformed{"unknown_weights", "options.weights"};
    const bool is_distance = given.contains("disagreement");
    const auto& rows = member(given, is_distance ? "disagreement" : "agreement", "options.weights");
    check_rows(rows, "options.weights");
    if (rows.size() != categories || rows[0].size() != categories) throw Malformed{"unfit_weights", "options.weights"};
    std::vector<double> values;
    for (std::size_t i = 0; i < categories; ++i)
        for (std::size_t j = 0; j < categories; ++j) values.push_back(number(rows[i][j], at(at("options.weights", i), j)));
    const double most = *std::max_element(values.begin(), values.end());
    if (is_distance && most <= 0) throw Malformed{"unfit_weights", "options.weights"};
    if (is_distance)
        for (double& value : values) value = 1 - value / most;
    return {categories, std::move(values)};
}

double WorkedCase::confidence() const {
    const double wanted = option("conf", 0.95);
    if (!(wanted > 0 && wanted < 1)) throw Malformed{"not_a_confidence", "options.conf"};
    return wanted;
}

double WorkedCase::option(const char* name, double otherwise) const {
    return has_option(name) ? number(options_.at(name), std::string{"options."} + name) : otherwise;
}

bool WorkedCase::option(const char* name, bool otherwise) const {
    if (!has_option(name)) return otherwise;
    if (!options_.at(name).is_boolean()) throw Malformed{"not_true_or_false", std::string{"options."} + name};
    return options_.at(name).get<bool>();
}

std::string WorkedCase::option(const char* name, const char* otherwise) const {
    return has_option(name) ? word(options_, name, std::string{"options."} + name) : otherwise;
}

std::vector<double> WorkedCase::numbers(const char* name) const {
    return each(data_, name, number);
}

std::vector<std::uint64_t> WorkedCase::whole(const char* name) const {
    return each(data_, name, whole_number);
}

std::vector<std::string> WorkedCase::words(const char* name) const {
    return each(data_, name, [](const Json& value, const std::string& place) {
        if (!is_scalar(value)) throw Malformed{"not_a_word", place};
        return value.is_string() ? value.get<std::string>() : value.dump();
    });
}

std::vector<std::vector<double>> WorkedCase::matrix(const char* name) const {
    const auto place = std::string{"data."} + name;
    const auto& rows = member(data_, name, "data");
    check_rows(rows, place);
    std::vector<std::vector<double>> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = found.emplace_back();
        for (std::size_t j = 0; j < rows[i].size(); ++j)
            row.push_back(rows[i][j].is_null() ? Scores::missing : number(rows[i][j], at(at(place, i), j)));
    }
    return found;
}

}  // namespace lika::service
