// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "service/problem.h"

namespace lika::service {

/// Valid UTF-8: no overlong form, no surrogate, nothing past U+10FFFF.
bool is_utf8(std::string_view text);

/// Nothing but space, as engine::trimmed() knows it.
bool is_blank(std::string_view text);

/// JSON read one way only: valid UTF-8 without byte order mark or NUL, depth at most 32, no duplicate key, nothing
/// behind the value. Errors (invalid): not_utf8, too_deep, duplicate_key, not_json.
engine::Result<nlohmann::json> read_json(std::string_view text);

/// Reads the fields of a JSON object and collects every fault: required, wrong_type, unknown_field, too_long,
/// not_allowed, not_a_day.
///
///     Fields fields{request.body};
///     const auto reason = fields.text("reason", 2000);
///     auto subject = fields.object("subject");          // faults named "subject.name"
///     const auto name = subject.text("name", 200);
///     if (!fields.faults().empty()) return problem(422, "invalid", fields.faults());
///
/// A faulty field gives an empty value. A field never asked for is unknown; null stands for absent.
class Fields {
public:
    explicit Fields(const nlohmann::json& body);

    /// Required and not blank; at most `longest` characters; no control characters but line break and tab.
    std::string text(const std::string& name, std::size_t longest);
    std::optional<std::string> optional_text(const std::string& name, std::size_t longest);
    /// Required, one of the words given.
    std::string word(const std::string& name, const std::vector<std::string>& allowed);
    std::optional<std::string> optional_word(const std::string& name, const std::vector<std::string>& allowed);
    bool boolean(const std::string& name);
    std::optional<bool> optional_boolean(const std::string& name);
    /// A whole number from `lowest` to `highest`; 2.0 is none.
    std::int64_t integer(const std::string& name, std::int64_t lowest, std::int64_t highest);
    std::optional<std::int64_t> optional_integer(const std::string& name, std::int64_t lowest,
                                                 std::int64_t highest);
    /// YYYY-MM-DD, a day that exists.
    std::string day(const std::string& name);
    std::optional<std::string> optional_day(const std::string& name);
    /// A list of texts; at most `most` of them. Absent: empty.
    std::vector<std::string> texts(const std::string& name, std::size_t most, std::size_t longest);
    /// A nested object; its faults are collected here.
    Fields object(const std::string& name);
    std::optional<Fields> optional_object(const std::string& name);
    /// The raw value, for what has its own rules; null when absent.
    const nlohmann::json& value(const std::string& name);
    /// Names in the object, for maps with free keys; asks for none of them.
    std::vector<std::string> names() const;

    /// A fault found by the caller; `name` is a field of this object.
    void fault(const std::string& name, const std::string& reason);
    /// Every fault so far of this object and its nested ones, and the fields never asked for.
    std::vector<FieldFault> faults() const;

private:
    struct Shared;
    Fields(const nlohmann::json& body, std::string path, std::shared_ptr<Shared> shared);
    const nlohmann::json* ask(const std::string& name);
    const nlohmann::json* require(const std::string& name);
    std::string path_of(const std::string& name) const;
    std::optional<std::string> checked_text(const std::string& name, const nlohmann::json* found,
                                            std::size_t longest);
    std::optional<std::string> checked_word(const std::string& name, const nlohmann::json* found,
                                            const std::vector<std::string>& allowed);
    std::optional<bool> checked_boolean(const std::string& name, const nlohmann::json* found);
    std::optional<std::int64_t> checked_integer(const std::string& name, const nlohmann::json* found,
                                                std::int64_t lowest, std::int64_t highest);
    std::optional<std::string> checked_day(const std::string& name, const nlohmann::json* found);

    const nlohmann::json* body_;
    std::string path_;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lika::service
