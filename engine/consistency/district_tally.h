// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "engine/consistency/districts.h"
#include "engine/consistency/item_tally.h"
#include "engine/consistency/outcome.h"
#include "engine/consistency/survival.h"

namespace lika::engine::consistency {

/// What is counted of assessments: a final level among the high bands; a discretionary override upwards or downwards, of those
/// with a scored level; items not known or unanswered, of items asked.
enum class Counted : std::uint8_t { high_band, overrides_up, overrides_down, missing };
constexpr std::size_t counted_kinds = 4;
/// Events and n of each.
using CountedShares = std::array<DistrictShare, counted_kinds>;

/// All that the city needs of one district's outcomes in a period: counts. Of each person the last assessment of the period
/// alone counts, since two of one person are not independent (T13).
struct DistrictTally {
    struct Cell {
        CaseKnown known;
        CountedShares shares;
    };
    struct Worker {
        CountedShares shares;
        DayCounts days;   ///< every case of the period once, by the assessment that came first or is to come
    };
    struct ItemMissing {
        std::uint64_t asked = 0, not_known = 0, unanswered = 0;
    };
    std::uint64_t assessments = 0;      ///< persons
    std::vector<Cell> cells;            ///< those with anybody in them
    std::vector<Worker> workers;        ///< in the order in which they appear
    std::vector<DistrictShare> months;  ///< in a high band, month by month
    std::vector<ItemMissing> items;
    double missing_squares = 0, missing_asked = 0, asked_squares = 0;   ///< sums over assessments, to see how they cluster
    ItemTally bias;

    DistrictShare total(Counted what) const;
    DayCounts days() const;   ///< of all workers
};

/// One pass, from the last outcome to the first.
DistrictTally tally(const Outcomes& outcomes, const OutcomeScheme& scheme, Period period);

}  // namespace lika::engine::consistency
