// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/plain_csv.h"

#include <bit>
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

constexpr engine::Code no_code = 255;

std::array<engine::Code, 16> codes_of(const engine::Item& item) {
    std::array<engine::Code, 16> codes;
    codes.fill(no_code);
    codes[0] = static_cast<engine::Code>(engine::Missing::unanswered);
    for (std::int32_t digit = 0; digit < 10; ++digit)
        codes[static_cast<std::size_t>('0' - ',' + digit)] = engine::code_of(item, digit).value_or(no_code);
    return codes;
}

std::size_t behind_comma(char c) { return static_cast<unsigned char>(c - ','); }

/// Whether each digit from one to another is a rating, and nothing else is: its code follows from the digit alone.
bool goes_digit_by_digit(const std::vector<engine::Option>& options) {
    if (options.empty()) return false;
    const auto lowest = options.front().rating, highest = options.back().rating;
    return lowest >= 0 && highest <= 9 && options.size() == static_cast<std::size_t>(highest - lowest) + 1;
}

/// Four cells that each hold a rating, which is a digit, and their commas: eight bytes at once. nullptr: they are not so.
template <class Cell>
const char* read_digits(const Cell& cell, const char* at, engine::Code* codes) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const auto above = bytes - cell.lowest;
    // A character or rating out of range borrows from the one beside it, which the mask then shows.
    if (((above | (cell.most - above)) & 0xFFF0FFF0FFF0FFF0u) != 0) return nullptr;
    auto four = above + 0x0001000100010001u * engine::first_option;
    four = (four | four >> 8) & 0x0000FFFF0000FFFFu;
    const auto packed = static_cast<std::uint32_t>(four | four >> 16);
    std::memcpy(codes + cell.item, &packed, sizeof packed);
    return at + sizeof bytes;
}

/// Four cells of one digit or none, without a branch that is hard to foresee. nullptr: they are not so.
template <class Cell>
const char* read_digits_or_none(const Cell* cells, const char* at, engine::Code* codes) {
    bool right = true;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 4; ++i) {
        const auto index = behind_comma(*at);
        const auto code = cells[i].codes[index & 15];
        codes[cells[i].item] = code;
        at += index == 0 ? 1 : 2;
        right &= index < 16 && code != no_code && at[-1] == ',';
    }
    return right ? at : nullptr;
}

}  // namespace

PlainCsv::PlainCsv(const engine::Instrument& instrument, const std::vector<CsvColumn>& columns)
    : instrument_(instrument), usable_(instrument.all_entered()) {
    for (const auto& column : columns) {
        Cell cell{column.kind, static_cast<std::uint32_t>(column.item)};
        if (column.kind == CsvColumn::Kind::item) cell.codes = codes_of(instrument.items[column.item]);
        cells_.push_back(cell);
    }
    for (std::size_t column = 0; column < cells_.size(); ++column)
        if (are_items(column)) join_items(column);
}

bool PlainCsv::are_items(std::size_t column) const {
    if (std::endian::native != std::endian::little || column + at_once >= cells_.size()) return false;
    for (std::size_t i = 0; i < at_once; ++i)
        if (cells_[column + i].kind != CsvColumn::Kind::item) return false;
    return true;
}

void PlainCsv::join_items(std::size_t column) {
    auto& first = cells_[column];
    first.begins_items = true;
    std::uint64_t lowest = 0, most = 0;
    for (std::size_t i = 0; i < at_once; ++i) {
        const auto item = cells_[column + i].item;
        const auto& options = instrument_.items[item].options;
        if (item != first.item + i || !goes_digit_by_digit(options)) return;
        const auto digit = static_cast<std::uint64_t>('0' + options.front().rating);
        lowest |= (digit | std::uint64_t{','} << 8) << (16 * i);
        most |= (options.size() - 1) << (16 * i);
    }
    first.lowest = lowest;
    first.most = most;
}

const char* PlainCsv::read(std::string_view text, PlainLine& line) const {
    if (!usable_) return nullptr;
    const auto* at = text.data();
    auto* const codes = line.codes.data();
    std::memset(codes, 0, line.codes.size());
    const auto* const end = cells_.data() + cells_.size();
    for (const auto* cell = cells_.data(); cell != end;) {
        if (cell->begins_items) {
            const auto* behind = read_digits(*cell, at, codes);
            if (!behind) behind = read_digits_or_none(cell, at, codes);
            if (behind) {
                cell += at_once;
                at = behind;
                continue;
            }
        }
        at = read_cell(*cell, at, line);
        if (!at || (++cell != end && *at++ != ',')) return nullptr;
    }
    at += *at == '\r';
    return *at == '\n' ? at + 1 : nullptr;
}

/// Behind the cell.
const char* PlainCsv::read_cell(const Cell& cell, const char* at, PlainLine& line) const {
    if (cell.kind == CsvColumn::Kind::item) return read_rating(cell, at, line.codes[cell.item]);
    if (cell.kind == CsvColumn::Kind::id) return read_id(at, line);
    return ends_cell(*at) ? at : nullptr;
}

const char* PlainCsv::read_rating(const Cell& cell, const char* at, engine::Code& code) const {
    if (ends_cell(*at)) return code = 0, at;
    if (!is_digit(at[0]) || !ends_cell(at[1])) return read_other(cell.item, at, code);
    code = cell.codes[behind_comma(*at)];
    return code == no_code ? nullptr : at + 1;
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
