// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

enum class Group : std::uint8_t { reference, focal, other };

/// Items (columns) of one person each (rows), and which group the person belongs to.
struct ItemResponses {
    std::size_t items = 0;
    std::vector<Code> ratings;   ///< a row a person; no_rating: missing
    std::vector<Group> groups;

    std::size_t persons() const { return groups.size(); }
    std::span<const Code> person(std::size_t at) const { return {ratings.data() + at * items, items}; }
    /// Of the two groups alone, and of those the persons who have every item: sums of others do not compare (T10).
    ItemResponses comparable() const;
    bool has_both_groups() const;
    /// The sum of all items of each person.
    std::vector<std::uint32_t> totals() const;
};

}  // namespace lika::engine::consistency
