// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/batch.h"
#include "engine/detail/batch_lanes.h"
#include "engine/detail/batch_trace.h"

namespace lika::engine::detail {

/// An instrument compiled for a batch. Shared by the workers, never changed.
struct BatchPlan {
    BatchPlan(const Instrument& of, BatchAsks what);

    const Instrument& instrument;
    BatchAsks asks;
    Scorer scorer;             ///< for the rows that tables do not decide
    std::optional<Plan> plan;  ///< empty: every row is left to Scorer
    std::optional<LaneTable> lanes;
    std::optional<TraceTable> trace;
    std::optional<std::size_t> level_scale;  ///< position of the scale that proposes the level
    std::vector<std::optional<std::size_t>> band_ranks;  ///< the level of each of its bands
    std::vector<std::size_t> policy_ranks;  ///< the level each policy override raises to
    bool has_codes = true;
};

}  // namespace lika::engine::detail
