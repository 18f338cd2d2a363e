// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/instrument.h"
#include "engine/responses.h"

namespace lika::engine::detail {

/// One scale's arithmetic, made whole: every contribution is a whole number of 1/`unit` points.
struct ScalePlan {
    const Scale* scale = nullptr;
    std::int64_t unit = 1;
    std::vector<std::vector<std::int64_t>>
        contributions;  ///< by item, then by option; empty: not in the scale
    std::vector<std::optional<std::int64_t>>
        skipped;  ///< by item: what it gives when it is not applicable; none: it is left out

    bool has(std::size_t item) const { return !contributions[item].empty(); }
    /// What an item gives with this option, or without one when it is not applicable; nothing when
    /// it is left out.
    std::optional<std::int64_t> gives(std::size_t item, std::optional<std::size_t> option) const {
        if (!has(item)) return std::nullopt;
        return option ? contributions[item][*option] : skipped[item];
    }
    /// Exact points of a sum of contributions.
    Result<Points> points(std::int64_t sum) const { return Points::fraction(sum, unit); }
};

/// Whether conditions compare a fact with numbers, with words, or both.
struct FactUse {
    bool number = false, word = false;

    bool takes(const Fact& fact) const {
        return std::holds_alternative<std::string>(fact) ? word : number;
    }
};

/// What scoring needs to know of an instrument before any response is seen.
struct Plan {
    const Instrument* instrument = nullptr;
    std::vector<std::size_t> order;  ///< all items, those an item's conditions name before it
    std::vector<ScalePlan> scales;
    std::map<std::string, FactUse> facts;  ///< those some condition names
};

/// Errors (invalid): overflow, place = the scale: sums of its contributions could leave 64 bits.
Result<Plan> make_plan(const Instrument& instrument);

/// Position of the rating among the item's options; nothing when it is not offered.
std::optional<std::size_t> option_of(const Item& item, std::int32_t rating);

}  // namespace lika::engine::detail
