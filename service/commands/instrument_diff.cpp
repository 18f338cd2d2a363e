// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "engine/compare.h"
#include "service/commands/commands.h"
#include "service/detail/instrument_choice.h"
#include "service/difference_words.h"

namespace lika::service {
namespace {

struct DiffOptions {
    std::string first, second, language = "en";
};

constexpr const char* example = R"(
Example:
  lika instrument diff my-instrument-1.0.xml my-instrument-1.1.xml
Says what differs in meaning: "cut-off of band high in scale total: 15 -> 14". Layout, comments and worked examples
mean nothing. The status is 0 whether they differ or not.)";

std::string ending(std::size_t differences, Language language) {
    const bool swedish = language == Language::swedish;
    if (differences == 0) return swedish ? "ingen skillnad i betydelse" : "no difference in meaning";
    const auto* const word = swedish ? (differences == 1 ? " skillnad i betydelse" : " skillnader i betydelse")
                                     : (differences == 1 ? " difference in meaning" : " differences in meaning");
    return std::to_string(differences) + word;
}

int run(const DiffOptions& options) {
    const auto first = choose_instrument(options.first, std::cerr);
    const auto second = choose_instrument(options.second, std::cerr);
    if (!first || !second) return 1;
    const auto language = read_language(options.language);
    const auto differences = engine::compare(*first, *second);
    std::cout << first->id.value << ' ' << first->version << " -> " << second->id.value << ' ' << second->version << '\n';
    for (const auto& difference : differences) std::cout << words_of(difference, language) << '\n';
    std::cout << ending(differences.size(), language) << '\n';
    return 0;
}

}  // namespace

void add_instrument_diff(CLI::App& instrument, int& status) {
    auto* command = instrument.add_subcommand("diff", "What differs in meaning between two instruments, in words");
    const auto options = std::make_shared<DiffOptions>();
    command->footer(example);
    command->add_option("A", options->first, "ID[@VERSION] of the library, or a file")->required();
    command->add_option("B", options->second, "ID[@VERSION] of the library, or a file")->required();
    command->add_option("--language", options->language, "sv or en (en when left out)")->check(CLI::IsMember({"sv", "en"}));
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace lika::service
