// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/version.h"

#include <charconv>

namespace lika::instruments::detail {

std::vector<int> version_numbers(std::string_view text) {
    std::vector<int> numbers;
    for (;;) {
        const auto dot = text.find('.');
        const auto part = text.substr(0, dot);
        int number = -1;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error != std::errc{} || end != part.data() + part.size() || number < 0 ||
            part.size() > 6)
            return {};
        numbers.push_back(number);
        if (numbers.size() > 4) return {};
        if (dot == std::string_view::npos) return numbers;
        text.remove_prefix(dot + 1);
    }
}

bool is_version(std::string_view text) {
    return !version_numbers(text).empty();
}

}  // namespace lika::instruments::detail
