// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/response_line.h"

#include <algorithm>

#include "service/json_read.h"

namespace lika::service {
namespace {

constexpr std::size_t longest_place = 80;

/// Safe to print: foreign text in a message must not steer a terminal or fill it.
std::string printable(std::string_view text) {
    if (!is_utf8(text)) return "?";
    std::string shown{text.substr(0, longest_place)};
    while (!is_utf8(shown)) shown.pop_back();   // cut within a character
    std::replace_if(shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    return shown;
}

}  // namespace

ItemLookup::ItemLookup(const engine::Instrument& instrument) : instrument_(instrument) {
    for (std::size_t item = 0; item < instrument.items.size(); ++item)
        by_id_.emplace(instrument.items[item].id.value, item);
}

std::optional<std::size_t> ItemLookup::find(std::string_view id) {
    if (likely_ >= instrument_.items.size()) likely_ = 0;
    if (likely_ < instrument_.items.size() && instrument_.items[likely_].id.value == id) return likely_++;
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return std::nullopt;
    likely_ = found->second + 1;
    return found->second;
}

void begin_line(ScoreLine& line, std::size_t number) {
    line.number = number;
    line.id.clear();
    for (std::size_t item = 0; item < line.responses.size(); ++item) line.responses[item] = engine::Response{};
    line.facts.clear();
    line.faults.clear();
}

void add_fault(ScoreLine& line, const char* reason, std::string_view place) {
    line.faults.push_back({reason, printable(place)});
}

void set_id(ScoreLine& line, std::string_view id) {
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    if (id.empty())
        add_fault(line, "id_missing");
    else if (!is_utf8(id) || std::any_of(id.begin(), id.end(), is_control))
        add_fault(line, "id_malformed");
    else
        line.id = id;
}

void set_rating(ScoreLine& line, const engine::Instrument& instrument, std::size_t item, std::int64_t rating) {
    if (!instrument.items[item].entered())
        return add_fault(line, "derived_item", instrument.items[item].id.value);
    for (const auto& option : instrument.items[item].options) {
        if (option.rating != rating) continue;
        line.responses[item] = engine::Response{option.rating};
        return;
    }
    add_fault(line, "rating_out_of_range", instrument.items[item].id.value);
}

void set_word(ScoreLine& line, const engine::Instrument& instrument, std::size_t item, std::string_view word) {
    if (!instrument.items[item].entered())
        return add_fault(line, "derived_item", instrument.items[item].id.value);
    if (const auto missing = engine::read_missing(word))
        line.responses[item] = engine::Response{*missing};
    else
        add_fault(line, "unknown_word", instrument.items[item].id.value);
}

}  // namespace lika::service
