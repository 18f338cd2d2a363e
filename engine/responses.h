// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/instrument.h"

namespace lika::engine {

/// Why there is no rating: three facts, never zero.
enum class Missing : std::uint8_t { unanswered, not_known, not_applicable };

/// What was entered for one item: a rating, or why it is missing.
class Response {
public:
    Response() = default;
    Response(std::int32_t rating) : rating_(rating), rated_(true) {}
    Response(Missing why) : missing_(why) {}

    bool rated() const { return rated_; }
    std::int32_t rating() const { return rating_; }   ///< only when rated
    Missing missing() const { return missing_; }      ///< only when not rated

    bool operator==(const Response&) const = default;

private:
    std::int32_t rating_ = 0;
    Missing missing_ = Missing::unanswered;
    bool rated_ = false;
};

/// A fact the instrument may name: a whole number (age in years) or a word (sex: "female").
using Fact = std::variant<std::int64_t, std::string>;
using Facts = std::map<std::string, Fact>;

/// One response an item of the instrument, in the instrument's order; unanswered where nothing was said.
class Responses {
public:
    explicit Responses(const Instrument& instrument) : values_(instrument.items.size()) {}

    /// Errors (invalid), place = the item's id: unknown_item, rating_out_of_range, derived_item (it is never entered).
    Result<void> set(const Instrument& instrument, const ItemId& item, Response response);

    Response& operator[](std::size_t item) { return values_[item]; }
    const Response& operator[](std::size_t item) const { return values_[item]; }
    std::size_t size() const { return values_.size(); }

    bool operator==(const Responses&) const = default;

private:
    std::vector<Response> values_;
};

/// "unanswered", "not_known", "not_applicable".
const char* to_string(Missing why);
/// The way back; nothing for any other word.
std::optional<Missing> read_missing(std::string_view word);

}  // namespace lika::engine
