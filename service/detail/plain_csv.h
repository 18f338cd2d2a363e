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
    const char* read_cell(const CsvColumn& column, const char* at, PlainLine& line) const;
    const char* read_rating(std::size_t item, const char* at, engine::Code& code) const;
    const char* read_other(std::size_t item, const char* at, engine::Code& code) const;

    const engine::Instrument& instrument_;
    const std::vector<CsvColumn>& columns_;
    bool usable_;   ///< false: the careful reader refuses what is derived
    std::vector<std::array<engine::Code, 10>> digits_;   ///< by item and digit; 0: not offered
};

}  // namespace lika::service
