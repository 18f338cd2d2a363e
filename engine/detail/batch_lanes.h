// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/batch.h"
#include "engine/detail/scale_score.h"

namespace lika::engine::detail {

/// What is added up for one scale. Two counts share a number: the upper one is counted in 65,536s.
struct ScaleLanes {
    std::int32_t sum = 0;            ///< in units of the scale
    std::uint32_t rated_items = 0;   ///< rated, and applicable above it
    std::uint32_t missing_open = 0;  ///< missing among those counted, and open above it

    bool operator==(const ScaleLanes&) const = default;
    Tally tally() const;
};

/// The tallies of a row, added up from a table: for each item and code, what it adds to each scale.
/// Filled by tally(), so that the two agree by construction.
class LaneTable {
public:
    /// Nothing when a count or a sum might not fit.
    static std::optional<LaneTable> make(const Plan& plan);

    /// Adds up a row. `applies`: of every item, looked at for items with a condition only.
    /// `lanes`: room for lane_count() numbers.
    void add_up(const Code* row, const Truth* applies, std::int32_t* lanes) const;
    std::size_t lane_count() const { return vectors_ * lanes_at_once; }
    ScaleLanes of_scale(const std::int32_t* lanes, std::size_t scale) const {
        return {lanes[scale], static_cast<std::uint32_t>(lanes[scales_ + scale]),
                static_cast<std::uint32_t>(lanes[2 * scales_ + scale])};
    }

private:
    static constexpr std::size_t lanes_at_once = 4;
    using Vector = std::int32_t __attribute__((vector_size(lanes_at_once * sizeof(std::int32_t))));
    class Builder;

    /// An item's rows in the table: one a code; with a condition two more, of open and of no.
    struct ItemRows {
        std::uint32_t item, first, codes;
    };
    /// Two items without a condition: a row for each pair of codes.
    struct PairRows {
        std::uint32_t item, other, first, codes_of_other;
    };

    template <std::size_t count>
    void add_vectors(const Code* row, const Truth* applies, std::size_t from,
                     std::int32_t* lanes) const;

    std::size_t scales_ = 0, vectors_ = 0;
    std::vector<PairRows> pairs_;
    std::vector<ItemRows> plain_, conditional_;
    std::vector<Vector> table_;  ///< rows of `vectors_`
};

}  // namespace lika::engine::detail
