// SPDX-License-Identifier: EUPL-1.2
#include "engine/instrument.h"

#include <algorithm>

namespace lika::engine {

namespace {

template <class Things, class ThingId>
std::optional<std::size_t> find_in(const Things& things, const ThingId& id) {
    const auto found = std::find_if(things.begin(), things.end(),
                                    [&](const auto& other) { return other.id == id; });
    if (found == things.end()) return std::nullopt;
    return static_cast<std::size_t>(found - things.begin());
}

}  // namespace

Result<Points> Term::contribution(std::int32_t rating) const {
    const auto recoded = recode.find(rating);
    return recoded != recode.end() ? Result<Points>{recoded->second} : weight.times(Points{rating});
}

std::optional<std::size_t> Instrument::find_item(const ItemId& item) const {
    return find_in(items, item);
}

std::optional<std::size_t> Instrument::find_level(const LevelId& level) const {
    return find_in(levels, level);
}

bool Instrument::all_entered() const {
    return std::all_of(items.begin(), items.end(), [](const Item& item) { return item.entered(); });
}

}  // namespace lika::engine
