// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace lika::service {

/// Length of the first CSV record: a line break inside quotes belongs to it; npos: it has no end in `text`.
std::size_t find_csv_record_end(std::string_view text);

/// Length of the whole CSV records at the start of `text`; 0: none.
std::size_t whole_csv_records(std::string_view text);

/// Cuts a CSV record into cells (RFC 4180).
class CsvCells {
public:
    /// False: a quote within an unquoted cell, text behind a closing quote, or a quote never closed.
    bool read(std::string_view record);
    /// Until the next read, and while the record lives.
    const std::vector<std::string_view>& cells() const { return cells_; }

private:
    bool read_quoted(std::string_view& rest);

    std::vector<std::string_view> cells_;
    std::deque<std::string> unescaped_;   ///< cells that held doubled quotes
};

}  // namespace lika::service
