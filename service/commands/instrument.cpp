// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "instruments/write_instrument.h"
#include "service/commands/commands.h"
#include "service/detail/instrument_choice.h"
#include "service/detail/share.h"
#include "service/instrument_page.h"

namespace lika::service {
namespace {

/// The English words, else the first language's.
std::string words(const engine::Text& text) {
    const auto english = text.find("en");
    if (english != text.end()) return english->second;
    return text.empty() ? "" : text.begin()->second;
}

bool check(const std::string& file) {
    const auto text = read_file(file);
    if (!text) {
        std::cout << file << ": file_unreadable\n";
        return false;
    }
    const auto reading = instruments::read_instrument(*text, file);
    for (const auto& fault : reading.faults) std::cout << fault.to_string() << '\n';
    if (!reading.instrument) return false;
    const auto examples = reading.instrument->worked_examples.size();
    std::cout << file << ": ok, " << examples << (examples == 1 ? " worked example\n" : " worked examples\n");
    return true;
}

int check_all(const std::vector<std::string>& files) {
    bool well = true;
    for (const auto& file : files) well = check(file) && well;
    return well ? 0 : 1;
}

int list() {
    std::ostringstream faults;
    for (const auto& instrument : installed_library(faults).all())
        std::cout << instrument->id.value << '\t' << instrument->version << '\t' << words(instrument->title) << '\t'
                  << instrument->licence << '\t' << instrument->digest << '\n';
    std::cerr << faults.str();
    return faults.str().empty() ? 0 : 1;
}

int show(const std::string& choice, bool xml, const std::string& language) {
    const auto instrument = choose_instrument(choice, std::cerr);
    if (!instrument) return 1;
    if (xml) {
        std::cout << instruments::write_instrument(*instrument);
        return 0;
    }
    InstrumentPage{*instrument, language, std::cout}.write();
    return 0;
}

}  // namespace

void add_instrument(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("instrument", "Checks and shows instruments");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika instrument check my-instrument-1.0.xml\n  lika instrument show lika-8@1.0");

    auto* checking = command->add_subcommand("check", "Every fault of a definition, and whether its worked examples come out");
    const auto files = std::make_shared<std::vector<std::string>>();
    checking->add_option("FILE", *files, "Definitions")->required();
    checking->footer("\nExample:\n  lika instrument check my-instrument-1.0.xml\nA fault: FILE:LINE:COLUMN: reason: detail");
    checking->callback([files, &status] { status = check_all(*files); });

    auto* listing = command->add_subcommand("list", "The library: id, version, title, licence, digest, between tabs");
    listing->footer("\nExample:\n  lika instrument list");
    listing->callback([&status] { status = list(); });

    auto* showing = command->add_subcommand("show", "One definition in words");
    const auto choice = std::make_shared<std::string>();
    showing->add_option("INSTRUMENT", *choice, "ID[@VERSION] of the library, or a file")->required();
    const auto xml = std::make_shared<bool>(false);
    showing->add_flag("--xml", *xml, "As a definition in its canonical form");
    const auto language = std::make_shared<std::string>("en");
    showing->add_option("--language", *language, "sv or en (en when left out)")->check(CLI::IsMember({"sv", "en"}));
    showing->footer("\nExample:\n  lika instrument show lika-8@1.0 --language sv\n  lika instrument show --xml lika-8@1.0");
    showing->callback([choice, xml, language, &status] { status = show(*choice, *xml, *language); });

    add_instrument_diff(*command, status);
}

}  // namespace lika::service
