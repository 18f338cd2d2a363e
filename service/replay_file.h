// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "service/replay_words.h"
#include "service/score_input.h"

namespace lika::service {

/// How a file of responses is replayed.
struct ReplayJob {
    std::string name;                       ///< of the file, for messages
    Language language = Language::english;
    bool csv = false;                       ///< id,what,name,from,to,made,rules in place of sentences
};

/// Rescores every line of `reader`, which reads what `replay` takes, and writes what changes, in bounded memory.
/// What the second instrument cannot take is among the results; faults of a line go to `messages`.
ReplayTally replay_lines(const ReplayJob& job, engine::Replay& replay, LineReader& reader, std::ostream& results,
                         std::ostream& messages, const std::function<void(const ReplayTally&)>& progress = {});

}  // namespace lika::service
