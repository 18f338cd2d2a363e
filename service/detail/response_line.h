// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/instrument.h"
#include "service/score_input.h"

namespace lika::service {

/// Items by id; quick when they come in the instrument's order.
class ItemLookup {
public:
    explicit ItemLookup(const engine::Instrument& instrument);
    std::optional<std::size_t> find(std::string_view id);

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    const engine::Instrument& instrument_;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> by_id_;
    std::size_t likely_ = 0;
};

/// Empties a line for the record that begins on line `number`.
void begin_line(ScoreLine& line, std::size_t number);

void add_fault(ScoreLine& line, const char* reason, std::string_view place = {});

/// Keeps the id, or adds the fault id_missing or id_malformed.
void set_id(ScoreLine& line, std::string_view id);

/// Sets a rating the item offers, or adds the fault rating_out_of_range.
void set_rating(ScoreLine& line, const engine::Instrument& instrument, std::size_t item, std::int64_t rating);
/// Sets "not_known", "not_applicable" or "unanswered", or adds the fault unknown_word.
void set_word(ScoreLine& line, const engine::Instrument& instrument, std::size_t item, std::string_view word);

}  // namespace lika::service
