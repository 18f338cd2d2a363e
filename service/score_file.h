// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <istream>
#include <ostream>
#include <string>

#include "engine/instrument.h"
#include "service/score_input.h"
#include "service/score_output.h"

namespace lika::service {

/// How a file of responses is scored.
struct ScoreJob {
    const engine::Instrument& instrument;
    std::string name;                    ///< of the file, for messages
    std::vector<ScoreColumn> columns;    ///< empty: JSON lines
    bool explained = false;
};

/// What became of the lines.
struct ScoreTally {
    std::size_t scored = 0;
    std::size_t refused = 0;      ///< lines with faults; each fault is in `messages` as "NAME:LINE: reason: place"
    bool readable = true;         ///< false: the header was refused, nothing was scored
};

/// Scores every line of `reader` into `results`, in order, in bounded memory. `progress` is called now and then.
ScoreTally score_lines(const ScoreJob& job, LineReader& reader, std::ostream& results, std::ostream& messages,
                       const std::function<void(const ScoreTally&)>& progress = {});

}  // namespace lika::service
