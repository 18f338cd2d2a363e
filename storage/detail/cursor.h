// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/result.h"
#include "storage/record.h"

namespace lika::storage::detail {

/// Where a page ended: the number the list is ordered by and the id of the last line. Holds no
/// names.
struct Cursor {
    std::int64_t order = 0;
    std::string id;
};

/// Empty text: `from`. Nothing for text that is no cursor.
std::optional<Cursor> read_cursor(const std::string& text, std::int64_t from);
std::string to_string(const Cursor& cursor);
engine::Error bad_cursor();

/// At least one line a page, at most 1000.
inline std::size_t page_limit(std::size_t limit) {
    return std::clamp<std::size_t>(limit, 1, 1000);
}
/// Rows to ask for: one more than the page has, to know whether there is a next.
inline std::int64_t page_rows(std::size_t limit) {
    return static_cast<std::int64_t>(page_limit(limit)) + 1;
}

/// Drops the row beyond the page, if it is there, and sets `next` from the last one that stays.
template <class T, class At>
void cut_page(Page<T>& page, std::size_t limit, At at) {
    if (page.items.size() <= page_limit(limit)) return;
    page.items.resize(page_limit(limit));
    page.next = to_string(at(page.items.back()));
}

}  // namespace lika::storage::detail
