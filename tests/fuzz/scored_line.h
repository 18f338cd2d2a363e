// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/score.h"
#include "service/score_file.h"

namespace lika::fuzz {

/// made-up-1.0.xml, read once; from with_events(true) on made-up-events-1.0.xml.
const engine::Instrument& made_up();
void with_events(bool wanted);

/// Every line of a text, with its faults or without.
std::vector<service::ScoreLine> lines_of(service::LineReader& reader);
/// Those without.
std::vector<service::ScoreLine> accepted(const std::vector<service::ScoreLine>& lines);

/// Same id, responses and facts; the line's number may differ.
void require_same(const service::ScoreLine& line, const service::ScoreLine& again);

/// Scores the line and holds the score to docs/scoring.md: points within lowest and highest, the band among the possible,
/// contributions that add up, a nearest change that gives what it promised.
void require_sound_score(const service::ScoreLine& line);

/// Reads the records of a file plainly, straight into codes, and holds what that says to what reading them carefully says.
void require_same_plainly(service::ResponseFile file);

/// Whether so dear a check as the next is made of this input: one in 128, always the same ones.
bool is_chosen(const std::string& text);

/// Scores the file in blocks, plain lines straight from codes, as `lika score --columns` does; results and messages are to
/// be those of its lines read and scored one by one.
void require_same_in_blocks(service::ResponseFile file, const std::vector<service::ScoreLine>& lines);

/// The line as one object of NDJSON, whatever it came from.
std::string as_ndjson(const service::ScoreLine& line);

}  // namespace lika::fuzz
