// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

namespace lika::instruments::detail {

/// One to four numbers of at most six digits with dots: "1", "1.0", "2.10.3".
bool is_version(std::string_view text);

/// Its numbers, for comparing: 1.10 is newer than 1.9. Empty for what is no version.
std::vector<int> version_numbers(std::string_view text);

}  // namespace lika::instruments::detail
