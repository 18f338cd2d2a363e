// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/detail/completions.h"
#include "engine/detail/plan.h"

namespace lika::engine::detail {

/// The norm and the cut-offs by which a scale's sum is read, for one person.
struct Reading {
    std::optional<std::size_t> norm;      ///< in force; none also where the scale has no norms
    std::optional<std::size_t> cut_offs;  ///< in force; none also where the bands' own hold
};

/// The same as far as it is known while facts or ratings it depends on are missing.
struct KnownReading {
    Reading reading;
    bool norm_open = false;
    bool cut_offs_open = false;
};

/// The conditions that choose a scale's norm and cut-offs, norms first.
std::vector<const Condition*> choosing(const Scale& scale);

/// What is chosen where those conditions hold or not, beginning at `at` in `holds`.
Reading reading_where(const Scale& scale, const std::vector<bool>& holds, std::size_t at = 0);

Result<KnownReading> reading_of(const Plan& plan, const Scale& scale, const Known& known);

/// Points as the scale gives them, and the band they lie in.
struct Given {
    std::optional<Points> points;     ///< empty: the scale has norms and none is in force
    std::optional<std::size_t> band;  ///< empty: no bands, none in force, or no points
};

/// Rounds exact points, looks them up in the norm, and finds their band. Errors (invalid):
/// overflow; not_in_norm (the checker sees to it that a norm covers the scale).
Result<Given> give(const Scale& scale, const Reading& reading, const Points& exact);

/// The cut-off of a band.
const Points& cut_off(const Scale& scale, const Reading& reading, std::size_t band);

}  // namespace lika::engine::detail
