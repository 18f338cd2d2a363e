// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "engine/responses.h"

namespace lika::service {

/// What is wrong with a line of a file of responses. Neither field ever holds an id or a rating.
struct LineFault {
    std::string reason;   ///< stable token
    std::string place;    ///< item, field or column; control characters are replaced; may be empty

    bool operator==(const LineFault&) const = default;
};

/// One line of a file of responses: what is to be scored, or every fault in it.
struct ScoreLine {
    explicit ScoreLine(const engine::Instrument& instrument) : responses(instrument) {}

    std::size_t number = 0;          ///< from 1: the line its record begins on
    std::string id;
    engine::Responses responses;
    engine::Facts facts;
    std::vector<LineFault> faults;   ///< not empty: nothing else of the line counts
};

/// Reads a file of responses line by line in bounded memory. Blank lines are passed over.
///
/// Reasons of a line: not_json, not_an_object, duplicate_key, id_missing, id_malformed (not UTF-8, control characters),
/// wrong_type, responses_missing, unknown_item, derived_item, rating_out_of_range, not_a_whole_number, unknown_word,
/// line_too_long (over 1 MiB); CSV only: cell_count, quotes, not_utf8 (a fact).
class LineReader {
public:
    virtual ~LineReader() = default;

    /// The next line into `line`, which is wholly overwritten; false: the end.
    virtual bool next(ScoreLine& line) = 0;
    /// What keeps the whole file from being read (CSV: id_missing, unknown_item, duplicate_key, quotes, empty_file).
    virtual std::vector<LineFault> header_faults() const { return {}; }
};

/// The fields of an NDJSON line that hold responses and facts.
struct ScoreFields {
    std::string responses = "responses";
    std::string facts = "facts";
};

/// One object a line: `{"id":"c1","responses":{"F1":2,"F2":"not_known"},"facts":{"age":15}}`; other fields are passed over.
std::unique_ptr<LineReader> read_ndjson(std::istream& text, const engine::Instrument& instrument,
                                        const ScoreFields& fields);

/// CSV (RFC 4180): header `id`, item ids and names of facts in any order; a cell is a rating, empty, or a word.
std::unique_ptr<LineReader> read_csv(std::istream& text, const engine::Instrument& instrument);

}  // namespace lika::service
