// SPDX-License-Identifier: EUPL-1.2
#include "service/stats/field.h"

#include <cmath>
#include <functional>

namespace lika::service {

using namespace engine::consistency;

namespace {

Json json_of(const Number& number) {
    return number && std::isfinite(*number) ? Json(*number) : Json();
}

/// The number that `of` finds in each value.
template <class Value, class Of>
Json list_of(const std::vector<Value>& values, Of of) {
    Json list = Json::array();
    for (const auto& value : values) list.push_back(json_of(of(value)));
    return list;
}

}  // namespace

Field::Field(const std::string& name, const Number& number) {
    members[name] = json_of(number);
}

Field::Field(const std::string& name, const std::vector<Number>& numbers) {
    members[name] = list_of(numbers, std::identity{});
}

Field::Field(const std::string& name, const std::optional<Interval>& interval) {
    members[name + "_low"] = json_of(low_of(interval));
    members[name + "_high"] = json_of(high_of(interval));
}

Field::Field(const std::string& name, const std::vector<std::optional<Interval>>& intervals) {
    members[name + "_low"] = list_of(intervals, low_of);
    members[name + "_high"] = list_of(intervals, high_of);
}

Field::Field(const std::string& name, const std::string& word) {
    members[name] = word.empty() ? Json() : Json(word);
}

void add(Json& result, std::initializer_list<Field> fields) {
    for (const auto& field : fields) result.update(field.members);
}

Json said(const Finding& finding, std::initializer_list<Field> fields) {
    Json result{{"status", finding.status}, {"form", finding.form}};
    if (!finding.convention.empty()) result["convention"] = finding.convention;
    result["n"] = finding.n;
    add(result, fields);
    return result;
}

Number low_of(const std::optional<Interval>& interval) {
    return interval ? Number{interval->low} : std::nullopt;
}

Number high_of(const std::optional<Interval>& interval) {
    return interval ? Number{interval->high} : std::nullopt;
}

}  // namespace lika::service
