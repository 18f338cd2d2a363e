// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "engine/instrument.h"
#include "service/score_input.h"
#include "service/score_output.h"

namespace lika::service {

class RecordFormat;
class TextSource;

/// A file of responses that is about to be scored; the header of CSV is read.
class ResponseFile {
public:
    static ResponseFile ndjson(std::istream& text, const engine::Instrument& instrument, const ScoreFields& fields);
    static ResponseFile csv(std::istream& text, const engine::Instrument& instrument);
    ResponseFile(ResponseFile&&) noexcept;
    ~ResponseFile();

    /// What keeps it from being read at all.
    std::vector<LineFault> header_faults() const;
    TextSource& source() { return *source_; }
    const RecordFormat& format() const { return *format_; }

private:
    explicit ResponseFile(std::istream& text);

    std::unique_ptr<TextSource> source_;
    std::unique_ptr<RecordFormat> format_;
};

/// How a file of responses is scored.
struct ScoreJob {
    const engine::Instrument& instrument;
    std::string name;                    ///< of the file, for messages
    std::vector<ScoreColumn> columns;    ///< empty: JSON lines
    bool explained = false;
    std::size_t threads = 1;             ///< that score at once; results and messages are the same for every number
};

/// What became of the lines.
struct ScoreTally {
    std::size_t scored = 0;
    std::size_t refused = 0;      ///< lines with faults; each fault is in `messages` as "NAME:LINE: reason: place"
    bool readable = true;         ///< false: the header was refused, nothing was scored
};

/// Scores every line of `file` into `results`, in order, in memory that grows with the threads, not with the file.
/// `progress` is called now and then.
ScoreTally score_lines(const ScoreJob& job, ResponseFile& file, std::ostream& results, std::ostream& messages,
                       const std::function<void(const ScoreTally&)>& progress = {});

}  // namespace lika::service
