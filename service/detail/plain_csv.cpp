// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/plain_csv.h"

#include <charconv>
#include <cstring>

namespace lika::service {
namespace {

bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
bool ends_cell(char c) { return c == ',' || c == '\n' || c == '\r'; }
bool is_plain(char c) { return static_cast<unsigned char>(c - ' ') < 0x5F && c != '"' && c != ','; }

/// Behind an id of at least one character.
const char* read_id(const char* at, PlainLine& line) {
    const auto* const begin = at;
    while (is_plain(*at)) ++at;
    line.id = {begin, static_cast<std::size_t>(at - begin)};
    return at == begin ? nullptr : at;
}

}  // namespace

PlainCsv::PlainCsv(const engine::Instrument& instrument, const std::vector<CsvColumn>& columns)
    : instrument_(instrument), columns_(columns), usable_(instrument.all_entered()) {
    for (const auto& item : instrument.items) {
        auto& codes = digits_.emplace_back();
        for (std::int32_t digit = 0; digit < 10; ++digit)
            codes[static_cast<std::size_t>(digit)] = engine::code_of(item, digit).value_or(0);
    }
}

const char* PlainCsv::read(std::string_view text, PlainLine& line) const {
    if (!usable_) return nullptr;
    const auto* at = text.data();
    std::memset(line.codes.data(), 0, line.codes.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (column > 0 && *at++ != ',') return nullptr;
        at = read_cell(columns_[column], at, line);
        if (!at) return nullptr;
    }
    at += *at == '\r';
    return *at == '\n' ? at + 1 : nullptr;
}

/// Behind the cell.
const char* PlainCsv::read_cell(const CsvColumn& column, const char* at, PlainLine& line) const {
    if (column.kind == CsvColumn::Kind::item) return read_rating(column.item, at, line.codes[column.item]);
    if (column.kind == CsvColumn::Kind::id) return read_id(at, line);
    return ends_cell(*at) ? at : nullptr;
}

const char* PlainCsv::read_rating(std::size_t item, const char* at, engine::Code& code) const {
    if (!is_digit(at[0]) || !ends_cell(at[1])) return ends_cell(*at) ? at : read_other(item, at, code);
    code = digits_[item][static_cast<std::size_t>(at[0] - '0')];
    return code == 0 ? nullptr : at + 1;
}

const char* PlainCsv::read_other(std::size_t item, const char* at, engine::Code& code) const {
    const auto* behind = at;
    while (is_plain(*behind)) ++behind;
    std::int32_t rating = 0;
    const auto [end, failed] = std::from_chars(at, behind, rating);
    const std::string_view cell{at, static_cast<std::size_t>(behind - at)};
    const auto missing = engine::read_missing(cell);
    std::optional<engine::Code> found;
    if (missing)
        found = static_cast<engine::Code>(*missing);
    else if (failed == std::errc{} && end == behind)
        found = engine::code_of(instrument_.items[item], rating);
    if (!found) return nullptr;
    code = *found;
    return behind;
}

}  // namespace lika::service
