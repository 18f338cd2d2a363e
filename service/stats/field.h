// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::service {

using Json = nlohmann::ordered_json;

/// What a result says under one name; null: there is nothing to say.
struct Field {
    Field(const std::string& name, const engine::consistency::Number& number);
    Field(const std::string& name, const std::vector<engine::consistency::Number>& numbers);
    /// Two members, NAME_low and NAME_high.
    Field(const std::string& name, const std::optional<engine::consistency::Interval>& interval);
    /// Two members, a list each.
    Field(const std::string& name, const std::vector<std::optional<engine::consistency::Interval>>& intervals);
    /// null: the word is empty.
    Field(const std::string& name, const std::string& word);
    template <class Value>
    Field(const std::string& name, const Value& value) {
        members[name] = value;
    }

    Json members;
};

/// Adds them in order.
void add(Json& result, std::initializer_list<Field> fields);

/// What the finding says of itself, then the fields.
Json said(const engine::consistency::Finding& finding, std::initializer_list<Field> fields = {});

/// Nothing: there is no interval.
engine::consistency::Number low_of(const std::optional<engine::consistency::Interval>& interval);
engine::consistency::Number high_of(const std::optional<engine::consistency::Interval>& interval);

/// One member of each row.
template <class Row, class Value>
std::vector<Value> column(const std::vector<Row>& rows, Value Row::*member) {
    std::vector<Value> values;
    for (const auto& row : rows) values.push_back(row.*member);
    return values;
}

}  // namespace lika::service
