// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/detail/truth.h"
#include "engine/instrument.h"
#include "engine/responses.h"

namespace lika::engine::detail {

/// For each item, whether it applies. A response `not_applicable` is as false as a condition that
/// fails.
using Applicability = std::vector<Truth>;

/// How much looking ahead one score may cost, in steps of a walk through completions: about a second. Past it the
/// definition is refused (too_many_completions), so that no definition can keep a machine busy.
inline constexpr std::int64_t most_work = 100'000'000;

/// What stands fixed while one set of responses is scored.
struct Known {
    Responses responses;  ///< as entered, and the ratings of derived items that are settled
    const Facts& facts;
    Applicability applies;
    std::vector<std::size_t>
        options;  ///< of each rated item, the position of its rating among the item's options
    mutable std::int64_t work_left = most_work;
};

/// Judges a condition by what is known now. A comparison of an item that does not apply is false,
/// whatever the sign; of a missing rating, or a fact not given, it is open.
Truth evaluate(const Condition& condition, const Known& known);

/// The rated items that make a true condition true, in item order: of `or` only the parts that
/// hold.
std::vector<std::size_t> witnesses(const Condition& condition, const Known& known);

/// Every item the condition names, in item order, each once.
std::vector<std::size_t> items_of(const Condition& condition);

}  // namespace lika::engine::detail
