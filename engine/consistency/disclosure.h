// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// Everything of one period that is to be published: counts of persons, totals among them, and which count is the sum of which
/// others. Tables are linked by the counts they share.
struct Release {
    struct Sum {
        std::size_t total;
        std::vector<std::size_t> parts;
    };
    std::vector<std::uint64_t> counts;
    std::vector<bool> may_be_hidden;   ///< false: known elsewhere, it cannot be taken back
    std::vector<Sum> sums;

    /// A count more; its place.
    std::size_t add(std::uint64_t count, bool can_be_hidden = true);
};

/// What somebody who has everything else that is published can work out of a hidden count.
struct HiddenCount {
    std::size_t count = 0;
    Interval interval;
};

/// Which counts are hidden. Hundepool et al. 2012.
struct Suppression : Finding {
    std::vector<std::size_t> primary;       ///< too small to show
    std::vector<HiddenCount> primary_only;  ///< what would be known were these hidden alone
    std::vector<std::size_t> secondary;     ///< hidden so that the others cannot be worked out
    std::vector<HiddenCount> hidden;        ///< all of them with what can be worked out
};
/// Hides counts below `least` (those of 0 only if `is_zero_safe` is false), those hidden before, and as few and as small others
/// as it takes for every hidden count v to be uncertain by more than v to v + 1. What was hidden once stays hidden, so that
/// nothing is told by the difference of two releases. Status undefined_not_protectable: no choice protects them all; everything
/// that may be hidden is then in `secondary`, and nothing is to be published.
Suppression suppress(const Release& release, std::uint64_t least = 5, bool is_zero_safe = true,
                     const std::vector<std::size_t>& hidden_before = {});

/// A table of counts of persons, rows by columns, to be published with its margins.
struct CountTable {
    std::size_t rows = 0, columns = 0;
    std::vector<std::uint64_t> cells;   ///< row by row

    std::uint64_t at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
    /// Its counts at the places of `cells`, then the margins and the total, which cannot be hidden.
    Release release() const;
};

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
