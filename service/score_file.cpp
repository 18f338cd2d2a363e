// SPDX-License-Identifier: EUPL-1.2
#include "service/score_file.h"

namespace lika::service {
namespace {

constexpr std::size_t block = std::size_t{1} << 16;
constexpr std::size_t lines_between_progress = 4096;

void report(std::ostream& messages, const std::string& name, std::size_t line, const std::vector<LineFault>& faults) {
    for (const auto& fault : faults) {
        messages << name << ':' << line << ": " << fault.reason;
        if (!fault.place.empty()) messages << ": " << fault.place;
        messages << '\n';
    }
}

/// Appends the result of a line, or adds why there is none to its faults.
void score_line(const ScoreJob& job, const engine::Scorer& scorer, ScoreLine& line, std::string& text) {
    const auto detail = job.columns.empty() ? engine::Detail::full : engine::Detail::brief;
    const auto score = scorer.score(line.responses, line.facts, detail);
    if (!score)
        line.faults.push_back({score.error().reason, score.error().place});
    else if (job.columns.empty())
        append_json(text, job.instrument, line.id, *score, job.explained);
    else
        append_csv(text, job.columns, line.id, *score);
}

}  // namespace

ScoreTally score_lines(const ScoreJob& job, LineReader& reader, std::ostream& results, std::ostream& messages,
                       const std::function<void(const ScoreTally&)>& progress) {
    ScoreTally tally;
    const auto header_faults = reader.header_faults();
    report(messages, job.name, 1, header_faults);
    tally.readable = header_faults.empty();
    if (!tally.readable) return tally;

    std::string text;
    if (!job.columns.empty()) append_header(text, job.columns);
    const engine::Scorer scorer{job.instrument};
    ScoreLine line{job.instrument};
    while (results && reader.next(line)) {
        if (line.faults.empty()) score_line(job, scorer, line, text);
        report(messages, job.name, line.number, line.faults);
        ++(line.faults.empty() ? tally.scored : tally.refused);
        if (text.size() >= block) {
            results << text;
            text.clear();
        }
        if (progress && (tally.scored + tally.refused) % lines_between_progress == 0) progress(tally);
    }
    results << text << std::flush;
    return tally;
}

}  // namespace lika::service
