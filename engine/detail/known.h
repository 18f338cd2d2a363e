// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/detail/evaluate.h"
#include "engine/detail/plan.h"

namespace lika::engine::detail {

/// Settles for every item whether it applies: not if its response says so or its condition fails in
/// every completion; open while that depends on what is missing. Errors (invalid), place = the
/// item: rating_out_of_range; wrong_instrument; place = the fact: fact_not_a_number,
/// fact_not_a_word.
/// `work`: what is left of most_work.
Result<Known> know(const Plan& plan, const Responses& responses, const Facts& facts,
                   std::int64_t work = most_work);

}  // namespace lika::engine::detail
