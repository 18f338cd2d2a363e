// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace lika::engine::detail {

/// One other rating an item could have had.
struct Alternative {
    std::int32_t rating = 0;
    std::int64_t shift = 0;  ///< what it does to the sum
    std::size_t steps = 0;   ///< how far it is from the given rating, counted in options
};

/// An item that may change, with its alternatives in rising order of rating.
struct Changeable {
    std::size_t item = 0;
    std::vector<Alternative> alternatives;
};

/// A change of some items: which, to what, and how far in all.
struct Change {
    std::vector<std::pair<std::size_t, std::int32_t>> ratings;  ///< (item, rating), in item order
    std::size_t steps = 0;

    /// Fewest items, then fewest steps, then first items, then lowest ratings.
    bool before(const Change& other) const;
};

/// The first change, in that order, of at most `most` items whose total shift `wanted` accepts;
/// items in item order.
std::optional<Change> smallest_shift(const std::vector<Changeable>& items, std::size_t most,
                                     const std::function<bool(std::int64_t)>& wanted);

}  // namespace lika::engine::detail
