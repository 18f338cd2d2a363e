// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>

namespace lika::instruments::detail {

/// One character and how many bytes it took; length 0: not UTF-8 (cut off, overlong, surrogate,
/// above U+10FFFF).
struct Character {
    std::uint32_t code = 0;
    std::size_t length = 0;
};

/// The first character of a text that is not empty.
Character read_character(std::string_view bytes);

/// Whether XML may hold it: no control characters but tab and line ends, no non-characters.
bool allowed_character(std::uint32_t code);

}  // namespace lika::instruments::detail
