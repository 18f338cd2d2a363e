// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/consistency/item_bias.h"
#include "engine/consistency/outcome.h"

namespace lika::engine::consistency {

/// How the persons of one district were rated on each item, by their sum over all items of its kind, how many of those have no
/// rating, sex and age: what tells whether an item means the same to different people. Sums compare only between persons with
/// as many ratings (T10); who lacks more than `most_missing` of a kind is left out.
class ItemTally {
public:
    static constexpr std::size_t most_missing = 6;
    /// The persons that are compared: of known sex, by sex and whether they are 15 or older.
    enum Person : std::size_t { girl_under_15, boy_under_15, girl_over_15, boy_over_15, person_kinds };

    ItemTally() = default;
    explicit ItemTally(const OutcomeScheme& scheme);

    void add(std::span<const Code> ratings, const CaseKnown& known);

    std::size_t items() const { return kind_of_item_.size(); }
    std::size_t strata(std::size_t kind) const { return kinds_[kind].totals * (most_missing + 1); }
    std::size_t kind(std::size_t item) const { return kind_of_item_[item]; }
    /// Adds the ratings of `item` by the persons of a stratum of its kind to `group` of `into`.
    void add_to(RatedStratum& into, Group group, std::size_t item, std::size_t stratum, Person person) const;

private:
    struct Kind {
        std::vector<std::uint32_t> items;
        std::size_t totals = 0;
        std::vector<std::int32_t> row_of;    ///< by stratum and person, -1: nobody yet
        std::vector<std::uint32_t> counts;   ///< a row: for each item how many have each rating, the last place: none
    };
    std::size_t width() const { return static_cast<std::size_t>(highest_) + 2; }

    std::vector<std::uint8_t> kind_of_item_;
    std::vector<std::uint32_t> place_of_item_;   // among those of its kind
    std::vector<Kind> kinds_;
    Code highest_ = 0;
};

}  // namespace lika::engine::consistency
