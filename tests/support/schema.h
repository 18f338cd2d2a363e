// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

namespace lika::test {

/// Holds values against the schemas of an OpenAPI document: the keywords that docs/openapi.json
/// uses, no others.
class Schemas {
public:
    explicit Schemas(nlohmann::json document) : document_(std::move(document)) {}

    const nlohmann::json& document() const { return document_; }

    /// Every way in which the value is not what the schema says, with its place; empty: it is.
    std::vector<std::string> faults(const nlohmann::json& value, const nlohmann::json& schema,
                                    const std::string& place = "") const {
        if (schema.contains("$ref")) return faults(value, resolved(schema["$ref"]), place);
        for (const char* const choice : {"oneOf", "anyOf"})
            if (schema.contains(choice)) return none_of(value, schema[choice], place);
        std::vector<std::string> found;
        if (schema.contains("type") && !is_of_type(value, schema["type"]))
            return {place + ": type"};
        if (value.is_null()) return found;
        if (schema.contains("enum") && !holds(schema["enum"], value))
            found.push_back(place + ": enum");
        if (schema.contains("pattern") && value.is_string() &&
            !std::regex_search(value.get<std::string>(),
                               std::regex{schema["pattern"].get<std::string>()}))
            found.push_back(place + ": pattern");
        if (value.is_object()) append(found, object_faults(value, schema, place));
        if (value.is_array() && schema.contains("items"))
            for (std::size_t i = 0; i < value.size(); ++i)
                append(found,
                       faults(value[i], schema["items"], place + "[" + std::to_string(i) + "]"));
        return found;
    }

    const nlohmann::json& resolved(const std::string& reference) const {
        return document_.at(nlohmann::json::json_pointer{reference.substr(1)});
    }

private:
    static void append(std::vector<std::string>& found, const std::vector<std::string>& more) {
        found.insert(found.end(), more.begin(), more.end());
    }

    static bool holds(const nlohmann::json& list, const nlohmann::json& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    }

    static bool is_of_type(const nlohmann::json& value, const nlohmann::json& type) {
        if (type.is_array())
            return std::any_of(type.begin(), type.end(),
                               [&](const auto& one) { return is_of_type(value, one); });
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        return type == "null" && value.is_null();
    }

    std::vector<std::string> none_of(const nlohmann::json& value, const nlohmann::json& choices,
                                     const std::string& place) const {
        std::vector<std::string> found;
        for (const auto& choice : choices) {
            const auto faulty = faults(value, choice, place);
            if (faulty.empty()) return {};
            append(found, faulty);
        }
        return found;
    }

    std::vector<std::string> object_faults(const nlohmann::json& value,
                                           const nlohmann::json& schema,
                                           const std::string& place) const {
        std::vector<std::string> found;
        const auto properties = schema.value("properties", nlohmann::json::object());
        const auto others = schema.value("additionalProperties", nlohmann::json(true));
        for (const auto& name : schema.value("required", nlohmann::json::array()))
            if (!value.contains(name.get<std::string>()))
                found.push_back(place + "." + name.get<std::string>() + ": missing");
        for (const auto& [name, held] : value.items()) {
            const auto at = place + "." + name;
            if (properties.contains(name))
                append(found, faults(held, properties[name], at));
            else if (others.is_object())
                append(found, faults(held, others, at));
            else if (others == false)
                found.push_back(at + ": not described");
        }
        return found;
    }

    nlohmann::json document_;
};

}  // namespace lika::test
