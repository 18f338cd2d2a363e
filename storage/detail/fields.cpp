// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/fields.h"

namespace lika::storage::detail {

std::string_view Fields::take(std::size_t size) {
    holds_ = holds_ && size <= rest_.size();
    if (!holds_) return {};
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::uint64_t Fields::number() {
    std::uint64_t number = 0;
    const auto taken = take(sizeof number);
    for (std::size_t i = taken.size(); i-- > 0;)
        number = (number << 8U) | static_cast<unsigned char>(taken[i]);
    return number;
}

std::string Fields::text(std::size_t longest) {
    const auto size = number();
    holds_ = holds_ && size <= longest;
    return std::string{take(static_cast<std::size_t>(size))};
}

std::string Fields::bytes(std::size_t size) {
    return std::string{take(size)};
}

}  // namespace lika::storage::detail
