// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// A table of counts of persons, rows by columns, to be published with its margins.
struct CountTable {
    std::size_t rows = 0, columns = 0;
    std::vector<std::uint64_t> cells;   ///< row by row

    std::uint64_t at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};

struct Cell {
    std::size_t row = 0, column = 0;
    auto operator<=>(const Cell&) const = default;
};

/// What somebody who has the published margins and the other cells can work out of a hidden one.
struct HiddenCell {
    Cell cell;
    Interval interval;
};

/// Which counts are hidden. Hundepool et al. 2012.
struct Suppression : Finding {
    std::vector<Cell> primary;      ///< too small to show
    std::vector<HiddenCell> primary_only;   ///< what would be known were these hidden alone
    std::vector<Cell> secondary;    ///< hidden so that the primary cannot be worked out
    std::vector<HiddenCell> hidden; ///< all of them with what can be worked out
};
/// Hides counts below `least` (those of 0 only if `is_zero_safe` is false), and as few and as small others as it takes for
/// every hidden count v to be uncertain by more than v to v + 1. `n` is the sum. Status undefined_not_protectable: no choice of
/// cells protects them all (too few rows or columns); everything is then in `secondary`, to be published without a table.
Suppression suppress(const CountTable& table, std::uint64_t least = 5, bool is_zero_safe = true);

/// Every count and every margin rounded by itself to a multiple of `base`, halves up.
struct RoundedTable {
    std::vector<std::uint64_t> cells, row_margins, column_margins;
    std::uint64_t total = 0;
};
RoundedTable rounded(const CountTable& table, std::uint64_t base);

/// Two-sided geometric noise, for open data: epsilon-differentially private counts. Ghosh et al. 2012.
struct GeometricNoise {
    GeometricNoise(double epsilon, double sensitivity);   ///< both above 0

    double mass(std::int64_t k) const;
    double variance() const;
    double beyond(std::int64_t k) const;   ///< P(|noise| > k)
    double alpha;
};

}  // namespace lika::engine::consistency
