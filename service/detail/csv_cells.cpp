// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/csv_cells.h"

#include <algorithm>

namespace lika::service {

std::size_t find_csv_record_end(std::string_view text) {
    const auto first_break = text.find('\n');
    if (first_break != std::string_view::npos && text.substr(0, first_break).find('"') == std::string_view::npos)
        return first_break;
    bool quoted = false, at_cell_start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted)
            quoted = c != '"';
        else if (c == '\n')
            return i;
        else if (c == '"' && (at_cell_start || text[i - 1] == '"'))   // opens, or doubled inside
            quoted = true;
        at_cell_start = !quoted && c == ',';
    }
    return std::string_view::npos;
}

std::size_t whole_csv_records(std::string_view text) {
    const auto last = text.rfind('\n') + 1;   // npos + 1 is 0
    const auto quote = text.find('"');
    if (quote >= last) return last;
    auto whole = text.rfind('\n', quote) + 1;
    for (;;) {
        const auto end = find_csv_record_end(text.substr(whole));
        if (end == std::string_view::npos) return whole;
        whole += end + 1;
    }
}

bool CsvCells::read(std::string_view record) {
    cells_.clear();
    unescaped_.clear();
    for (auto rest = record;;) {
        if (rest.starts_with('"')) {
            if (!read_quoted(rest)) return false;
        } else {
            const auto end = std::min(rest.find(','), rest.size());
            cells_.push_back(rest.substr(0, end));
            if (cells_.back().find('"') != std::string_view::npos) return false;
            rest.remove_prefix(end);
        }
        if (rest.empty()) return true;
        if (rest.front() != ',') return false;
        rest.remove_prefix(1);
    }
}

/// Takes a quoted cell off the front of `rest`.
bool CsvCells::read_quoted(std::string_view& rest) {
    std::string text;
    bool doubled = false;
    for (std::size_t from = 1;;) {
        const auto quote = rest.find('"', from);
        if (quote == std::string_view::npos) return false;
        text.append(rest.substr(from, quote - from));
        if (quote + 1 >= rest.size() || rest[quote + 1] != '"') {
            const auto whole = rest.substr(1, quote - 1);
            cells_.push_back(doubled ? unescaped_.emplace_back(std::move(text)) : whole);
            rest.remove_prefix(quote + 1);
            return true;
        }
        doubled = true;
        text += '"';
        from = quote + 2;
    }
}

}  // namespace lika::service
