// SPDX-License-Identifier: EUPL-1.2
#include "service/replay_file.h"

#include <fmt/format.h>

#include "service/score_output.h"

namespace lika::service {
namespace {

using engine::OutcomeChange;
using Made = OutcomeChange::Made;
using What = OutcomeChange::What;

constexpr std::size_t lines_between_progress = 4096;

void report(std::ostream& messages, const std::string& name, std::size_t line, const std::vector<LineFault>& faults) {
    for (const auto& fault : faults)
        messages << name << ':' << line << ": " << fault.reason << (fault.place.empty() ? "" : ": ") << fault.place << '\n';
}

const char* token(What what) {
    switch (what) {
        case What::band: return "band";
        case What::level: return "level";
        case What::flag: return "flag";
        case What::decision: break;
    }
    return "decision";
}

const char* token(Made made) {
    if (made == Made::alone) return "alone";
    return made == Made::together ? "together" : "untold";
}

/// One file of responses under two instruments.
class FileReplay {
public:
    FileReplay(const ReplayJob& job, engine::Replay& replay, std::ostream& results)
        : job_(job), replay_(replay), results_(results) {
        if (job_.csv) results_ << "id,what,name,from,to,made,rules\n";
    }

    /// Adds a fault when the line cannot be replayed.
    void take(ScoreLine& line) {
        const auto replayed = replay_.replay(line.responses, line.facts);
        if (!replayed) {
            line.faults.push_back({replayed.error().reason, replayed.error().place});
            return;
        }
        write_not_taken(line.id, *replayed);
        if (!replayed->not_offered.empty()) {
            ++tally.not_offered;
            return;
        }
        ++tally.responses;
        if (!replayed->unknown.empty()) ++tally.left_out;
        if (!replayed->changes.empty()) ++tally.changed;
        for (const auto& scale : replayed->points) ++tally.points[scale.value];
        for (const auto& change : replayed->changes) write(line.id, change);
    }

    ReplayTally tally;

private:
    void write_not_taken(const std::string& id, const engine::Replayed& replayed) {
        const bool swedish = job_.language == Language::swedish;
        for (const auto& item : replayed.not_offered)
            write_item(id, "not_offered", item, swedish ? "inte omräknad: B tar inte emot skattningen" : "not rescored: B does not take this rating");
        for (const auto& item : replayed.unknown)
            write_item(id, "unknown_item", item, swedish ? "utelämnad: B har inte faktorn" : "left out: B does not have the item");
    }

    void write_item(const std::string& id, const char* what, const engine::ItemId& item, const char* words) {
        if (job_.csv)
            results_ << fmt::format("{},{},{},,,,\n", csv_cell(id), what, csv_cell(item.value));
        else
            results_ << fmt::format("{}: {}: {}\n", id, item.value, words);
    }

    void write(const std::string& id, const OutcomeChange& change) {
        const auto made = made_words(replay_, change, job_.language);
        if (job_.csv)
            results_ << fmt::format("{},{},{},{},{},{},{}\n", csv_cell(id), token(change.what), csv_cell(change.name),
                                    csv_cell(change.from), csv_cell(change.to), token(change.made), csv_cell(made));
        else
            results_ << fmt::format("{}: {} ({})\n", id, words_of(change, job_.language), made);
        ++tally.changes[words_of(change, job_.language)];
        for (const auto rule : change.rules) {
            auto& [alone, with_others] = tally.rules[rule];
            ++(change.made == Made::alone ? alone : with_others);
        }
    }

    const ReplayJob& job_;
    engine::Replay& replay_;
    std::ostream& results_;
};

}  // namespace

ReplayTally replay_lines(const ReplayJob& job, engine::Replay& replay, LineReader& reader, std::ostream& results,
                         std::ostream& messages, const std::function<void(const ReplayTally&)>& progress) {
    const auto header_faults = reader.header_faults();
    report(messages, job.name, 1, header_faults);
    if (!header_faults.empty()) {
        ReplayTally none;
        none.readable = false;
        return none;
    }
    FileReplay file{job, replay, results};
    auto& tally = file.tally;
    ScoreLine line{replay.both()};
    for (std::size_t lines = 1; results && reader.next(line); ++lines) {
        if (line.faults.empty()) file.take(line);
        report(messages, job.name, line.number, line.faults);
        if (!line.faults.empty()) ++tally.refused;
        if (progress && lines % lines_between_progress == 0) progress(tally);
    }
    results << std::flush;
    return tally;
}

}  // namespace lika::service
