// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace lika::engine {

/// The text without the space around it: Unicode's spaces as well as ASCII's, and zero-width ones.
/// UTF-8.
std::string_view trimmed(std::string_view text);

/// Characters (code points) of valid UTF-8.
std::size_t length_of(std::string_view text);

/// Sorts as Swedish does when compared byte by byte: case apart, é with e, Å Ä Ö after Z.
std::string swedish_key(std::string_view text);

}  // namespace lika::engine
