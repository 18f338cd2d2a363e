// SPDX-License-Identifier: EUPL-1.2
#include "service/score_input.h"

#include "service/detail/record_format.h"
#include "service/detail/response_line.h"

namespace lika::service {
namespace {

/// The records of a stream one after another.
class SourceLines : public LineReader {
public:
    explicit SourceLines(std::istream& text) : source_(text) {}
    void read_as(std::unique_ptr<RecordFormat> format) {
        format_ = std::move(format);
        reader_ = format_->reader();
    }
    TextSource& source() { return source_; }

    std::vector<LineFault> header_faults() const override { return format_->header_faults(); }

    bool next(ScoreLine& line) override {
        if (!format_->header_faults().empty()) return false;
        auto record = source_.next(format_->find_end);
        while (record && !record->too_long && format_->is_blank(record->text)) record = source_.next(format_->find_end);
        if (!record) return false;
        read_record(*reader_, *record, line);
        return true;
    }

private:
    TextSource source_;
    std::unique_ptr<RecordFormat> format_;
    std::unique_ptr<RecordReader> reader_;
};

}  // namespace

void read_record(RecordReader& reader, const TextRecord& record, ScoreLine& line) {
    begin_line(line, record.line);
    if (record.too_long)
        add_fault(line, "line_too_long");
    else
        reader.read(record.text, line);
}

std::unique_ptr<LineReader> read_ndjson(std::istream& text, const engine::Instrument& instrument,
                                        const ScoreFields& fields) {
    auto lines = std::make_unique<SourceLines>(text);
    lines->read_as(ndjson_format(instrument, fields));
    return lines;
}

std::unique_ptr<LineReader> read_csv(std::istream& text, const engine::Instrument& instrument) {
    auto lines = std::make_unique<SourceLines>(text);
    lines->read_as(csv_format(lines->source(), instrument));
    return lines;
}

}  // namespace lika::service
