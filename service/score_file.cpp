// SPDX-License-Identifier: EUPL-1.2
#include "service/score_file.h"

#include "service/detail/in_order.h"
#include "service/detail/record_format.h"
#include "service/detail/score_block.h"

namespace lika::service {
namespace {

// A line of CSV gives a shorter one, a line of JSON one many times as long.
constexpr std::size_t block_for_columns = std::size_t{1} << 16;
constexpr std::size_t block_for_json = std::size_t{1} << 14;

void report(std::ostream& messages, const std::string& name, std::size_t line, const std::vector<LineFault>& faults) {
    for (const auto& fault : faults) {
        messages << name << ':' << line << ": " << fault.reason;
        if (!fault.place.empty()) messages << ": " << fault.place;
        messages << '\n';
    }
}

struct Piece {
    TextBlock block;
    BlockScored scored;
};

/// Puts what blocks gave where it belongs, in the order of the file.
class Results {
public:
    Results(const ScoreJob& job, std::size_t first_line, std::ostream& results, std::ostream& messages)
        : job_(job), line_(first_line), results_(results), messages_(messages) {}

    /// False: the results cannot be written.
    bool take(const BlockScored& scored) {
        const auto text = scored.text.view();
        results_.write(text.data(), static_cast<std::streamsize>(text.size()));
        for (const auto& refused : scored.refused) report(messages_, job_.name, line_ + refused.line, refused.faults);
        line_ += scored.lines;
        tally.scored += scored.scored;
        tally.refused += scored.refused.size();
        return results_.good();
    }

    ScoreTally tally;

private:
    const ScoreJob& job_;
    std::size_t line_;
    std::ostream& results_;
    std::ostream& messages_;
};

}  // namespace

ResponseFile::ResponseFile(std::istream& text) : source_(std::make_unique<TextSource>(text)) {}
ResponseFile::ResponseFile(ResponseFile&&) noexcept = default;
ResponseFile::~ResponseFile() = default;

ResponseFile ResponseFile::ndjson(std::istream& text, const engine::Instrument& instrument, const ScoreFields& fields) {
    ResponseFile file{text};
    file.format_ = ndjson_format(instrument, fields);
    return file;
}

ResponseFile ResponseFile::csv(std::istream& text, const engine::Instrument& instrument) {
    ResponseFile file{text};
    file.format_ = csv_format(*file.source_, instrument);
    return file;
}

std::vector<LineFault> ResponseFile::header_faults() const { return format_->header_faults(); }

ScoreTally score_lines(const ScoreJob& job, ResponseFile& file, std::ostream& results, std::ostream& messages,
                       const std::function<void(const ScoreTally&)>& progress) {
    Results taken{job, file.source().line(), results, messages};
    const auto header_faults = file.header_faults();
    report(messages, job.name, 1, header_faults);
    taken.tally.readable = header_faults.empty();
    if (!taken.tally.readable) return taken.tally;

    std::string header;
    if (!job.columns.empty()) append_header(header, job.columns);
    results << header;
    const SharedScoring shared{job, file.format()};
    const auto most = job.columns.empty() ? block_for_json : block_for_columns;
    InOrder<Piece> pieces{job.threads, [&shared] {
        return [scorer = std::make_shared<BlockScorer>(shared)](Piece& piece) {
            scorer->score(piece.block, piece.scored);
        };
    }};
    pieces.run([&](Piece& piece) { return file.source().next_block(most, file.format(), piece.block); },
               [&](const Piece& piece) {
                   const bool written = taken.take(piece.scored);
                   if (progress) progress(taken.tally);
                   return written;
               });
    results << std::flush;
    return taken.tally;
}

}  // namespace lika::service
