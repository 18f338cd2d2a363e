// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "instruments/read_instrument.h"

namespace lika::instruments {

std::string Fault::to_string() const {
    const auto where = line == 0 ? file : fmt::format("{}:{}:{}", file, line, column);
    const auto at = path.empty() ? std::string{} : fmt::format(" ({})", path);
    return fmt::format("{}: {}: {}{}", where, reason, detail, at);
}

}  // namespace lika::instruments
