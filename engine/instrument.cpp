// SPDX-License-Identifier: EUPL-1.2
#include "engine/instrument.h"

#include <algorithm>

namespace lika::engine {

std::optional<std::size_t> Instrument::find_item(const ItemId& item) const {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Item& other) { return other.id == item; });
    if (found == items.end()) return std::nullopt;
    return static_cast<std::size_t>(found - items.begin());
}

bool Instrument::all_entered() const {
    return std::all_of(items.begin(), items.end(), [](const Item& item) { return item.entered(); });
}

}  // namespace lika::engine
