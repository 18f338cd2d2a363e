// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/plain_ndjson.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lika::service {
namespace {

std::uint64_t first_eight(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

const char* past_space(const char* at) { return at + (*at == ' '); }

bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

/// Printable ASCII that needs no escape.
bool is_plain(char c) { return static_cast<unsigned char>(c - ' ') < 0x5F && c != '"' && c != '\\'; }

/// Behind the word in quotes; nullptr: it is another.
const char* past_word(const char* at, std::string_view word) {
    const bool found = std::memcmp(at + 1, word.data(), word.size()) == 0 && at[1 + word.size()] == '"';
    return found ? at + word.size() + 2 : nullptr;
}

std::array<engine::Code, 10> digits_of(const engine::Item& item) {
    std::array<engine::Code, 10> codes{};
    for (std::int32_t digit = 0; digit < 10; ++digit)
        codes[static_cast<std::size_t>(digit)] = engine::code_of(item, digit).value_or(0);
    return codes;
}

}  // namespace

PlainNdjson::Key::Key(const std::string& name) : quoted('"' + name + "\":") {
    const auto eight = std::min(quoted.size(), sizeof mask);
    std::memset(&mask, 0xFF, eight);
    std::memcpy(&first, quoted.data(), eight);
}

std::size_t PlainNdjson::Key::length_at(const char* at, const char* end) const {
    if ((first_eight(at) & mask) != first) return 0;
    const auto length = quoted.size();
    if (length <= sizeof first) return length;
    const bool same = static_cast<std::size_t>(end - at) >= length &&
                      std::memcmp(at + sizeof first, quoted.data() + sizeof first, length - sizeof first) == 0;
    return same ? length : 0;
}

PlainNdjson::PlainNdjson(const engine::Instrument& instrument, const ScoreFields& fields)
    : instrument_(instrument), usable_(instrument.all_entered() && fields.responses != "id" && fields.responses != fields.facts),
      id_("id"), responses_(fields.responses), set_in_(instrument.items.size()) {
    for (const auto& item : instrument.items) {
        keys_.emplace_back(item.id.value);
        digits_.push_back(digits_of(item));
        follows_.push_back(keys_.size() % instrument.items.size());
    }
    follows_.push_back(0);
    for (std::size_t item = 0; item < keys_.size(); ++item) by_key_.emplace(keys_[item].quoted, item);
}

const char* PlainNdjson::read(std::string_view text, PlainLine& line) {
    const auto* at = text.data();
    if (!usable_ || keys_.empty() || *at != '{') return nullptr;
    end_ = at + text.size();
    ++record_;
    has_id_ = has_responses_ = false;
    std::memset(line.codes.data(), 0, line.codes.size());
    do at = read_field(past_space(at + 1), line);
    while (at && *at == ',');
    if (!at || *at != '}' || !has_id_ || !has_responses_) return nullptr;
    at += at[1] == '\r' ? 2 : 1;
    return *at == '\n' ? at + 1 : nullptr;
}

const char* PlainNdjson::read_field(const char* at, PlainLine& line) {
    if (const auto length = responses_.length_at(at, end_)) {
        if (std::exchange(has_responses_, true)) return nullptr;
        return read_responses(past_space(at + length), line);
    }
    const auto length = id_.length_at(at, end_);
    if (length == 0 || std::exchange(has_id_, true)) return nullptr;
    return read_id(past_space(at + length), line);
}

const char* PlainNdjson::read_id(const char* at, PlainLine& line) {
    if (*at != '"') return nullptr;
    const auto* const begin = ++at;
    while (is_plain(*at)) ++at;
    if (*at != '"' || at == begin) return nullptr;
    line.id = {begin, static_cast<std::size_t>(at - begin)};
    return at + 1;
}

const char* PlainNdjson::read_responses(const char* at, PlainLine& line) {
    if (*at != '{') return nullptr;
    if (at[1] == '}') return at + 2;
    item_ = keys_.size();   // follows_ tells what begins a line
    do at = read_response(past_space(at + 1), line);
    while (at && *at == ',');
    return at && *at == '}' ? at + 1 : nullptr;
}

const char* PlainNdjson::read_response(const char* at, PlainLine& line) {
    at = find_item(at);
    if (!at || set_in_[item_] == record_) return nullptr;
    set_in_[item_] = record_;
    at = past_space(at);
    auto& code = line.codes[item_];
    const bool single = is_digit(*at) && (at[1] == ',' || at[1] == '}');
    if (!single) return read_other(at, item_, code);
    code = digits_[item_][static_cast<std::size_t>(*at - '0')];
    return code == 0 ? nullptr : at + 1;
}

const char* PlainNdjson::read_other(const char* at, std::size_t item, engine::Code& code) const {
    if (*at == '-' || is_digit(*at)) return read_number(at, item, code);
    if (std::memcmp(at, "null", 4) == 0) return at + 4;
    if (*at != '"') return nullptr;
    using engine::Missing;
    for (const auto why : {Missing::not_known, Missing::not_applicable, Missing::unanswered}) {
        const auto* behind = past_word(at, engine::to_string(why));
        if (!behind) continue;
        code = static_cast<engine::Code>(why);
        return behind;
    }
    return nullptr;
}

/// Up to nine digits without a leading zero.
const char* PlainNdjson::read_number(const char* at, std::size_t item, engine::Code& code) const {
    const bool negative = *at == '-';
    const auto* const first = at += negative;
    std::int32_t number = 0;
    for (; is_digit(*at) && at - first < 9; ++at) number = number * 10 + (*at - '0');
    if (at == first || (*first == '0' && (negative || at - first > 1)) || (*at != ',' && *at != '}')) return nullptr;
    const auto found = engine::code_of(instrument_.items[item], negative ? -number : number);
    if (!found) return nullptr;
    code = *found;
    return at;
}

/// Sets item_ and gives what follows its key; nullptr: there is none. The items that followed last time are tried first.
const char* PlainNdjson::find_item(const char* at) {
    auto likely = follows_[item_];
    for (std::size_t guess = 0; guess < guesses; ++guess) {
        if (const auto length = keys_[likely].length_at(at, end_)) {
            item_ = likely;
            return at + length;
        }
        likely = follows_[likely];
    }
    return look_up_item(at);
}

const char* PlainNdjson::look_up_item(const char* at) {
    if (*at != '"') return nullptr;
    const auto* behind = at + 1;
    while (is_plain(*behind)) ++behind;
    if (behind[0] != '"' || behind[1] != ':') return nullptr;
    behind += 2;
    const auto found = by_key_.find(std::string_view{at, static_cast<std::size_t>(behind - at)});
    if (found == by_key_.end()) return nullptr;
    follows_[item_] = found->second;
    item_ = found->second;
    return behind;
}

}  // namespace lika::service
