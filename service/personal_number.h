// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

namespace lika::service {

/// "20110304-1234" of that, of "201103041234", or of a coordination number (day + 60); nothing for
/// any other text. The check digit is not asked for: numbers that authorities make up while they
/// wait for one have none.
std::optional<std::string> read_personal_number(const std::string& text);

/// The day of birth a number holds, YYYY-MM-DD. `number` as read_personal_number gives it.
std::string born_on_of(const std::string& number);

}  // namespace lika::service
