// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "service/commands/commands.h"
#include "service/detail/beside_file.h"
#include "service/detail/instrument_choice.h"
#include "service/detail/responses_file.h"
#include "service/detail/terminal.h"
#include "service/score_file.h"

namespace lika::service {
namespace {

struct ScoreOptions {
    std::string instrument, responses, format, out;
    std::optional<std::string> columns;
    ScoreFields fields;
    bool explained = false;
    std::size_t threads = 0;   // 0: as many as the machine has, up to most_threads
};

constexpr std::size_t most_threads = 64;

constexpr const char* example = R"(
Example:
  lika score --instrument lika-8 --responses responses.ndjson --columns id,screening.points,screening.band,level
NDJSON: {"id":"c1","responses":{"F1":2,"F2":"not_known"},"facts":{"age":15}} a line.
CSV: a header of id, items and facts; an empty cell is unanswered; not_known and not_applicable are words.)";

/// "ndjson" or "csv", by option or by the file's name.
std::string format_of(const ScoreOptions& options) {
    if (const auto format = responses_format(options.format, options.responses)) return *format;
    throw CLI::ValidationError("--format", "needed: the name of the responses tells neither .ndjson nor .csv");
}

std::vector<ScoreColumn> columns_of(const ScoreOptions& options, const engine::Instrument& instrument) {
    if (!options.columns) return {};
    auto reading = read_columns(*options.columns, instrument);
    if (!reading.unknown.empty())
        throw CLI::ValidationError("--columns", "unknown: " + CLI::detail::join(reading.unknown, ", "));
    return reading.columns;
}

void check_out(const ScoreOptions& options) {
    std::error_code failed;
    if (std::filesystem::equivalent(options.out, options.responses, failed))
        throw CLI::ValidationError("--out", "is the file of responses");
    if (!is_replaceable(options.out)) throw CLI::ValidationError("--out", "is no regular file");
}

void show_progress(const ScoreTally& tally) {
    std::cerr << '\r' << tally.scored + tally.refused << " lines" << std::flush;
}

int score_into(std::ostream& results, const ScoreJob& job, ResponseFile& file) {
    const bool watched = is_terminal(2) && (&results != &std::cout || !is_terminal(1));
    const auto tally = score_lines(job, file, results, std::cerr,
                                   watched ? show_progress : std::function<void(const ScoreTally&)>{});
    if (watched) std::cerr << '\r' << tally.scored << " scored, " << tally.refused << " refused\n";
    if (!results) std::cerr << "results: file_unwritable\n";
    return tally.readable && tally.refused == 0 && results ? 0 : 1;
}

int score_into_file(const std::string& out, const ScoreJob& job, ResponseFile& file) {
    if (!file.header_faults().empty()) return score_into(std::cout, job, file);   // prints why; no result
    BesideFile beside{out};
    const int status = score_into(beside.stream(), job, file);
    const auto written = beside.commit();
    if (!written) std::cerr << out << ": " << written.error().reason << '\n';
    return written ? status : 1;
}

std::size_t threads_of_machine() {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_threads);
}

int run(const ScoreOptions& options) {
    const auto format = format_of(options);
    if (options.explained && options.columns)
        throw CLI::ValidationError("--explain", "has no place in CSV: leave out --columns");
    if (!options.out.empty()) check_out(options);
    const auto instrument = choose_instrument(options.instrument, std::cerr);
    if (!instrument) return 1;
    const ScoreJob job{*instrument, options.responses, columns_of(options, *instrument), options.explained,
                       options.threads == 0 ? threads_of_machine() : options.threads};

    std::ifstream text{options.responses, std::ios::binary};
    if (!text || std::filesystem::is_directory(options.responses)) {
        std::cerr << options.responses << ": file_unreadable\n";
        return 1;
    }
    auto file = format == "csv" ? ResponseFile::csv(text, *instrument)
                                : ResponseFile::ndjson(text, *instrument, options.fields);
    return options.out.empty() ? score_into(std::cout, job, file) : score_into_file(options.out, job, file);
}

}  // namespace

void add_score(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("score", "Scores a file of responses");
    const auto options = std::make_shared<ScoreOptions>();
    command->footer(example);
    command->add_option("--instrument", options->instrument, "Definition file, or ID[@VERSION] of the library")->required();
    command->add_option("--responses", options->responses, "File of responses, one a line")->required();
    command->add_option("--format", options->format, "Of the responses; by default their file name tells")
        ->check(CLI::IsMember({"ndjson", "csv"}));
    command->add_option("--responses-field", options->fields.responses, "NDJSON field that holds the responses");
    command->add_option("--facts-field", options->fields.facts, "NDJSON field that holds the facts");
    command->add_option("--columns", options->columns,
                        "CSV with these columns: id, level, FLAG.flag, SCALE.points|lowest|highest|band|rated|prorated");
    command->add_option("--threads", options->threads, "That score at once, 1 to 64; as many as the machine has when left out")
        ->check(CLI::Range(std::size_t{1}, most_threads));
    command->add_flag("--explain", options->explained, "Adds each result's explanation in sentences");
    command->add_option("--out", options->out, "Results go to this file, put there only when whole");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace lika::service
