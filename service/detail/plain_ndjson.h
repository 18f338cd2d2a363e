// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "service/detail/record_format.h"

namespace lika::service {

/// Reads `{"id":"c1","responses":{"F1":2,"F2":"not_known"}}` where nothing is unusual: one id of printable ASCII, one
/// object of responses, each item once with a rating it offers, a word or null, no other field, no space but single
/// ones behind colons and commas. Whatever else a line holds is not plain.
class PlainNdjson {
public:
    PlainNdjson(const engine::Instrument& instrument, const ScoreFields& fields);
    PlainNdjson(const PlainNdjson&) = delete;
    PlainNdjson& operator=(const PlainNdjson&) = delete;

    /// As RecordReader::read_plain.
    const char* read(std::string_view text, PlainLine& line);

private:
    /// `"F1":`, its first eight bytes in one number.
    struct Key {
        explicit Key(const std::string& name);
        /// Length at `at`; 0: another key.
        std::size_t length_at(const char* at, const char* end) const;

        std::string quoted;
        std::uint64_t mask = 0, first = 0;
    };
    static constexpr std::size_t guesses = 6;

    const char* read_field(const char* at, PlainLine& line);
    const char* read_id(const char* at, PlainLine& line);
    const char* read_responses(const char* at, PlainLine& line);
    const char* read_response(const char* at, PlainLine& line);
    const char* read_other(const char* at, std::size_t item, engine::Code& code) const;
    const char* read_number(const char* at, std::size_t item, engine::Code& code) const;
    const char* find_item(const char* at);
    const char* look_up_item(const char* at);

    const engine::Instrument& instrument_;
    bool usable_;
    Key id_, responses_;
    std::vector<Key> keys_;
    std::unordered_map<std::string_view, std::size_t> by_key_;
    std::vector<std::array<engine::Code, 10>> digits_;   ///< by item and digit; 0: not offered
    std::vector<std::size_t> follows_;   ///< the item that came after each; last: the first of a line
    std::vector<std::uint32_t> set_in_;  ///< by item: the record that last set it
    std::uint32_t record_ = 0;
    std::size_t item_ = 0;               ///< last found
    const char* end_ = nullptr;
    bool has_id_ = false, has_responses_ = false;
};

}  // namespace lika::service
