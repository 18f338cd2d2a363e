// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "service/detail/record_format.h"

namespace lika::service {

/// What a column of a CSV header holds.
struct CsvColumn {
    enum class Kind { id, item, fact };
    Kind kind = Kind::id;
    std::size_t item = 0;
    std::string fact;
};

/// Reads a CSV record where nothing is unusual: no quotes, an id of printable ASCII, cells that are empty, a rating
/// the item offers, or a word; no facts. Whatever else a record holds is not plain.
class PlainCsv {
public:
    PlainCsv(const engine::Instrument& instrument, const std::vector<CsvColumn>& columns);

    /// As RecordReader::read_plain.
    const char* read(std::string_view text, PlainLine& line) const;

private:
    /// A column and the codes of the characters from ',' (an empty cell) to ';'; no_code: not a rating of the item.
    struct Cell {
        CsvColumn::Kind kind;
        std::uint32_t item;
        bool begins_items = false;   ///< from here on, at_once cells are items, with another cell behind them
        std::array<engine::Code, 16> codes = {};
        /// Of these cells, 16 bits each: the lowest rating and a comma as text, and the highest above the lowest.
        /// Set where they are items in the instrument's order, each rated digit by digit without a gap.
        std::uint64_t lowest = 0, most = no_digit;
    };
    static constexpr std::size_t at_once = 4;
    static constexpr std::uint64_t no_digit = 0x100;

    bool are_items(std::size_t column) const;
    void join_items(std::size_t column);
    const char* read_cell(const Cell& cell, const char* at, PlainLine& line) const;
    const char* read_rating(const Cell& cell, const char* at, engine::Code& code) const;
    const char* read_other(std::size_t item, const char* at, engine::Code& code) const;

    const engine::Instrument& instrument_;
    bool usable_;   ///< false: the careful reader refuses what is derived
    std::vector<Cell> cells_;
};

}  // namespace lika::service
