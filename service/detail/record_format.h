// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/batch.h"
#include "service/detail/text_source.h"
#include "service/score_input.h"

namespace lika::service {

/// A line read straight into codes.
struct PlainLine {
    std::string_view id;              ///< printable ASCII; while the text lives
    std::vector<engine::Code> codes;  ///< one an item, in the instrument's order
};

/// Reads the records of one format. One a thread.
class RecordReader {
public:
    virtual ~RecordReader() = default;

    /// What a record says, or every fault in it; `line` was begun.
    virtual void read(std::string_view record, ScoreLine& line) = 0;

    /// Reads a record as most are written, without faults and facts, at `text`, which ends with a line break and
    /// `TextSource::padding` bytes behind it. Where the next one begins; nullptr: it is not so, and read() must tell.
    virtual const char* read_plain(std::string_view text, PlainLine& line) = 0;
};

/// How the records of a text are found and read. Shared by the threads that read it.
class RecordFormat {
public:
    explicit RecordFormat(TextSource::FindEnd end) : find_end(end) {}
    virtual ~RecordFormat() = default;

    const TextSource::FindEnd find_end;
    /// Length of the whole records at the start of `text`, as many as can be told; 0: none.
    virtual std::size_t whole_records(std::string_view text) const = 0;
    virtual bool is_blank(std::string_view record) const = 0;
    virtual std::unique_ptr<RecordReader> reader() const = 0;
    /// What keeps the whole file from being read.
    virtual std::vector<LineFault> header_faults() const { return {}; }
};

std::unique_ptr<RecordFormat> ndjson_format(const engine::Instrument& instrument, const ScoreFields& fields);
/// Reads the header.
std::unique_ptr<RecordFormat> csv_format(TextSource& source, const engine::Instrument& instrument);

/// Reads a record with its line number, too long or not.
void read_record(RecordReader& reader, const TextRecord& record, ScoreLine& line);

}  // namespace lika::service
