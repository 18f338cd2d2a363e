// SPDX-License-Identifier: EUPL-1.2
#include "service/personal_number.h"

#include <algorithm>

#include "engine/clock.h"

namespace lika::service {

std::optional<std::string> read_personal_number(const std::string& text) {
    std::string digits = text;
    if (digits.size() == 13 && (digits[8] == '-' || digits[8] == '+')) digits.erase(8, 1);
    const bool all_digits =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits.size() != 12 || !all_digits) return std::nullopt;
    const std::string number = digits.substr(0, 8) + "-" + digits.substr(8);
    if (!engine::read_day(born_on_of(number))) return std::nullopt;
    return number;
}

std::string born_on_of(const std::string& number) {
    int day = std::stoi(number.substr(6, 2));
    if (day > 60) day -= 60;  // coordination number
    const std::string two = (day < 10 ? "0" : "") + std::to_string(day);
    return number.substr(0, 4) + "-" + number.substr(4, 2) + "-" + two;
}

}  // namespace lika::service
