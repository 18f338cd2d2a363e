// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/cursor.h"

#include <charconv>

namespace lika::storage::detail {

std::optional<Cursor> read_cursor(const std::string& text, std::int64_t from) {
    if (text.empty()) return Cursor{from, ""};
    Cursor cursor;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, cursor.order);
    if (error != std::errc{} || stop == end || *stop != '~' || text.size() > 128)
        return std::nullopt;
    cursor.id.assign(stop + 1, end);
    return cursor;
}

std::string to_string(const Cursor& cursor) {
    return std::to_string(cursor.order) + "~" + cursor.id;
}

engine::Error bad_cursor() {
    return {engine::ErrorKind::invalid, "bad_cursor", "cursor"};
}

}  // namespace lika::storage::detail
