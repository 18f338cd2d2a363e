// SPDX-License-Identifier: EUPL-1.2
#include "service/consistency/counted.h"

#include <algorithm>

#include "engine/clock.h"
#include "service/scoring.h"

namespace lika::service {
namespace {

using engine::consistency::CaseKnown;
using engine::consistency::Code;
using engine::consistency::Outcome;
using engine::consistency::OverrideDirection;

constexpr std::int32_t highest_counted_rating = 14;
constexpr std::size_t edition_size = 8, head_size = edition_size + 12;

bool is_counted(const engine::Item& item) {
    return item.entered() && !item.judgement && !item.number && !item.options.empty() && item.options.front().rating >= 0 &&
           item.options.back().rating <= highest_counted_rating;
}

/// The beginning of the instrument's digest: other items have another.
std::string edition(const std::string& digest) {
    const auto hex = digest.substr(std::min(digest.size(), digest.find(':') + 1));
    return hex.substr(0, edition_size) + std::string(edition_size - std::min(edition_size, hex.size()), '0');
}

std::int8_t place_of(const engine::Instrument& instrument, const std::optional<std::string>& level) {
    for (std::size_t i = 0; level && i < instrument.levels.size(); ++i)
        if (instrument.levels[i].id.value == *level) return static_cast<std::int8_t>(i);
    return -1;
}

std::uint8_t age_group(const std::optional<std::string>& born_on, const std::string& on) {
    const auto born = engine::read_day(born_on.value_or("")), day = engine::read_day(on);
    if (!born || !day) return 0;
    constexpr std::array until{9, 12, 15, 18, 21};
    const int age = engine::years_between(*born, *day);
    return static_cast<std::uint8_t>(1 + std::count_if(until.begin(), until.end(), [&](int limit) { return age >= limit; }));
}

std::uint8_t code_of(const std::string& word, std::initializer_list<const char*> words) {
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? 0 : static_cast<std::uint8_t>(found - words.begin() + 1);
}

CaseKnown known_of(const storage::Uncounted& one) {
    constexpr std::size_t most_signs = 7;
    return {age_group(one.born_on, one.assessment.assessed_on), code_of(one.sex.value_or(""), {"female", "male", "other"}),
            static_cast<std::uint8_t>(std::min(one.signs.size(), most_signs)), code_of(one.urgency, {"other", "week", "today"})};
}

OverrideDirection direction_of(const std::optional<storage::Override>& given) {
    if (!given) return OverrideDirection::none;
    return given->direction == "up" ? OverrideDirection::up : OverrideDirection::down;
}

Code rating_of(const storage::DraftResponse* response) {
    if (response == nullptr) return engine::consistency::unanswered;
    if (response->rating) return static_cast<Code>(*response->rating);
    if (response->missing == "not_known") return engine::consistency::not_known;
    return response->missing == "not_applicable" ? engine::consistency::not_applicable : engine::consistency::unanswered;
}

std::vector<Code> ratings_of(const storage::Assessment& assessment, const engine::Instrument& instrument) {
    std::vector<Code> codes;
    for (const auto place : counted_items(instrument)) {
        const auto& item = instrument.items[place].id.value;
        const auto found = std::find_if(assessment.responses.begin(), assessment.responses.end(),
                                        [&](const auto& response) { return response.item == item; });
        codes.push_back(rating_of(found == assessment.responses.end() ? nullptr : &*found));
    }
    return codes;
}

void put(std::string& bytes, std::uint16_t number) {
    bytes += static_cast<char>(number & 0xFFU);
    bytes += static_cast<char>(number >> 8U);
}

std::uint16_t get(const std::string& bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[i])); };
    return static_cast<std::uint16_t>(byte(at) | (byte(at + 1) << 8U));
}

std::chrono::sys_days read(const std::string& day) {
    const auto found = engine::read_day(day);
    return found ? std::chrono::sys_days{*found} : std::chrono::sys_days{};
}

}  // namespace

std::uint16_t month_of(const std::string& day) {
    const auto date = std::chrono::year_month_day{read(day)};
    return static_cast<std::uint16_t>(12 * int{date.year()} + static_cast<int>(unsigned{date.month()}) - 1);
}

std::chrono::year_month_day first_day(std::uint16_t month) {
    return std::chrono::year{month / 12} / std::chrono::month{month % 12U + 1U} / std::chrono::day{1};
}

std::string day_of_month(std::uint16_t month) {
    return engine::to_string(first_day(month));
}

std::uint16_t days_between(const std::string& from, const std::string& to) {
    const auto days = (read(to) - read(from)).count();
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(days, 0, Outcome::no_days - 1));
}

std::vector<std::size_t> counted_items(const engine::Instrument& instrument) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < instrument.items.size(); ++i)
        if (is_counted(instrument.items[i])) places.push_back(i);
    return places;
}

engine::consistency::OutcomeScheme scheme_of(const engine::Instrument& instrument) {
    engine::consistency::OutcomeScheme scheme;
    scheme.levels = instrument.levels.size();
    const std::size_t high = scheme.levels >= 4 ? 2 : 1;
    scheme.first_high = static_cast<std::int8_t>(scheme.levels > high ? scheme.levels - high : 0);
    for (const auto place : counted_items(instrument)) {
        const auto& item = instrument.items[place];
        scheme.kind_of_item.push_back(item.factor == engine::Factor::protection ? 1 : 0);
        scheme.highest_rating = std::max(scheme.highest_rating, static_cast<Code>(item.options.back().rating));
    }
    const auto& kinds = scheme.kind_of_item;
    scheme.kinds = std::find(kinds.begin(), kinds.end(), 1) == kinds.end() ? 1 : 2;
    return scheme;
}

std::optional<std::string> content_of(const storage::Uncounted& one, const instruments::Library& library) {
    const auto& assessment = one.assessment;
    const auto instrument = pinned_instrument(library, assessment.instrument, assessment.version, assessment.digest);
    if (!instrument || !assessment.signed_at) return std::nullopt;
    const auto signed_on = stockholm_day(*assessment.signed_at);
    Outcome outcome;
    outcome.month = month_of(signed_on);
    if (one.is_first) outcome.days = days_between(one.opened_on, signed_on);
    outcome.level = place_of(**instrument, assessment.final_level);
    outcome.scored_level = place_of(**instrument, assessment.scored_level);
    outcome.direction = direction_of(assessment.discretionary);
    outcome.is_discretionary = assessment.discretionary.has_value();
    outcome.known = known_of(one);
    return content_of(outcome, ratings_of(assessment, **instrument), assessment.digest);
}

std::string content_of(const Outcome& outcome, std::span<const Code> ratings, const std::string& digest) {
    auto bytes = edition(digest);
    put(bytes, outcome.month);
    put(bytes, outcome.days);
    const auto& known = outcome.known;
    for (const int code : {int{outcome.level}, int{outcome.scored_level}, static_cast<int>(outcome.direction), int{outcome.is_discretionary},
                           int{known.age_group}, int{known.sex}, int{known.signs}, int{known.urgency}})
        bytes += static_cast<char>(code);
    return bytes.append(ratings.begin(), ratings.end());
}

bool add_content(const std::string& content, std::uint64_t subject, std::uint32_t worker, engine::consistency::Outcomes& into) {
    if (content.size() != head_size + into.items) return false;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(content[edition_size + i]); };
    auto& row = into.rows.emplace_back();
    row.subject = subject;
    row.worker = worker;
    row.month = get(content, edition_size);
    row.days = get(content, edition_size + 2);
    row.level = static_cast<std::int8_t>(byte(4));
    row.scored_level = static_cast<std::int8_t>(byte(5));
    row.direction = static_cast<OverrideDirection>(std::min<unsigned char>(byte(6), 2));
    row.is_discretionary = byte(7) != 0;
    row.known = {byte(8), byte(9), byte(10), byte(11)};
    into.ratings.insert(into.ratings.end(), content.begin() + head_size, content.end());
    return true;
}

}  // namespace lika::service
