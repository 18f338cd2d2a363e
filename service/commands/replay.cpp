// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "service/commands/commands.h"
#include "service/detail/beside_file.h"
#include "service/detail/instrument_choice.h"
#include "service/detail/responses_file.h"
#include "service/detail/terminal.h"
#include "service/replay_file.h"

namespace lika::service {
namespace {

struct ReplayOptions {
    std::string from, to, responses, format, out, language = "en";
    ScoreFields fields;
    bool csv = false;
};

constexpr const char* example = R"(
Example:
  lika replay --from my-instrument@1.0 --to my-instrument-1.1.xml --responses responses.ndjson
Says whose band, level, flag or decision is another under the second, and which rule made it so:
  c7: band in total: low -> high (cut-off of band high in scale total: 15 -> 14)
The responses are those of lika score. The status is 0 whether anything changes or not.)";

void check_out(const ReplayOptions& options) {
    std::error_code failed;
    if (std::filesystem::equivalent(options.out, options.responses, failed))
        throw CLI::ValidationError("--out", "is the file of responses");
    if (!is_replaceable(options.out)) throw CLI::ValidationError("--out", "is no regular file");
}

void show_progress(const ReplayTally& tally) {
    std::cerr << '\r' << tally.responses + tally.not_offered + tally.refused << " lines" << std::flush;
}

/// Sentences end with the summary; CSV is followed by it among the messages.
int replay_into(std::ostream& results, const ReplayJob& job, engine::Replay& replay, LineReader& reader) {
    const bool watched = is_terminal(2) && (&results != &std::cout || !is_terminal(1));
    const auto tally = replay_lines(job, replay, reader, results, std::cerr,
                                    watched ? show_progress : std::function<void(const ReplayTally&)>{});
    if (watched) std::cerr << '\r';
    if (!tally.readable) return 1;
    auto& end = job.csv ? std::cerr : results;
    for (const auto& line : summary(replay, tally, job.language)) end << line << '\n';
    if (!results) std::cerr << "results: file_unwritable\n";
    return tally.refused == 0 && results ? 0 : 1;
}

int replay_into_file(const std::string& out, const ReplayJob& job, engine::Replay& replay, LineReader& reader) {
    if (!reader.header_faults().empty()) return replay_into(std::cout, job, replay, reader);   // prints why; no result
    BesideFile file{out};
    const int status = replay_into(file.stream(), job, replay, reader);
    const auto written = file.commit();
    if (!written) std::cerr << out << ": " << written.error().reason << '\n';
    return written ? status : 1;
}

int run(const ReplayOptions& options) {
    const auto format = responses_format(options.format, options.responses);
    if (!format) throw CLI::ValidationError("--format", "needed: the name of the responses tells neither .ndjson nor .csv");
    if (!options.out.empty()) check_out(options);
    const auto from = choose_instrument(options.from, std::cerr);
    const auto to = choose_instrument(options.to, std::cerr);
    if (!from || !to) return 1;

    std::ifstream text{options.responses, std::ios::binary};
    if (!text || std::filesystem::is_directory(options.responses)) {
        std::cerr << options.responses << ": file_unreadable\n";
        return 1;
    }
    engine::Replay replay{*from, *to};
    const auto reader = *format == "csv" ? read_csv(text, replay.both()) : read_ndjson(text, replay.both(), options.fields);
    const ReplayJob job{options.responses, read_language(options.language), options.csv};
    return options.out.empty() ? replay_into(std::cout, job, replay, *reader)
                               : replay_into_file(options.out, job, replay, *reader);
}

}  // namespace

void add_replay(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("replay", "Rescores responses under another version and says what changes and why");
    const auto options = std::make_shared<ReplayOptions>();
    command->footer(example);
    command->add_option("--from", options->from, "A, the instrument of the responses: ID[@VERSION] or a file")->required();
    command->add_option("--to", options->to, "B, the instrument to rescore them under")->required();
    command->add_option("--responses", options->responses, "File of responses, one a line")->required();
    command->add_option("--format", options->format, "Of the responses; by default their file name tells")
        ->check(CLI::IsMember({"ndjson", "csv"}));
    command->add_option("--responses-field", options->fields.responses, "NDJSON field that holds the responses");
    command->add_option("--facts-field", options->fields.facts, "NDJSON field that holds the facts");
    command->add_flag("--csv", options->csv, "CSV: id,what,name,from,to,made,rules; the summary goes to standard error");
    command->add_option("--language", options->language, "sv or en (en when left out)")->check(CLI::IsMember({"sv", "en"}));
    command->add_option("--out", options->out, "Results go to this file, put there only when whole");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace lika::service
