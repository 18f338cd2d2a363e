// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/score.h"
#include "service/score_input.h"

namespace lika::fuzz {

/// made-up-1.0.xml, read once.
const engine::Instrument& made_up();

/// The lines of a text that carry no fault.
std::vector<service::ScoreLine> accepted(service::LineReader& reader);

/// Same id, responses and facts; the line's number may differ.
void require_same(const service::ScoreLine& line, const service::ScoreLine& again);

/// Scores the line and holds the score to docs/scoring.md: points within lowest and highest, the band among the possible,
/// contributions that add up, a nearest change that gives what it promised.
void require_sound_score(const service::ScoreLine& line);

/// The line as one object of NDJSON, whatever it came from.
std::string as_ndjson(const service::ScoreLine& line);

}  // namespace lika::fuzz
