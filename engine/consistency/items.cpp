// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/items.h"

#include <algorithm>

namespace lika::engine::consistency {

ItemResponses ItemResponses::comparable() const {
    ItemResponses kept{items, {}, {}};
    for (std::size_t i = 0; i < persons(); ++i) {
        const auto row = person(i);
        if (groups[i] == Group::other || std::find(row.begin(), row.end(), no_rating) != row.end()) continue;
        kept.ratings.insert(kept.ratings.end(), row.begin(), row.end());
        kept.groups.push_back(groups[i]);
    }
    return kept;
}

bool ItemResponses::has_both_groups() const {
    const auto has = [&](Group group) { return std::find(groups.begin(), groups.end(), group) != groups.end(); };
    return has(Group::reference) && has(Group::focal);
}

std::vector<std::uint32_t> ItemResponses::totals() const {
    std::vector<std::uint32_t> sums(persons());
    for (std::size_t i = 0; i < persons(); ++i)
        for (const auto rating : person(i)) sums[i] += rating;
    return sums;
}

}  // namespace lika::engine::consistency
