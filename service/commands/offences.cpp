// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "instruments/catalogue.h"
#include "service/commands/commands.h"
#include "service/detail/share.h"
#include "service/offence_page.h"

namespace lika::service {
namespace {

using engine::OffenceCatalogue;

struct OffenceOptions {
    std::string code, on, sex = "not_recorded", basis = "lagford", language = "en";
    std::optional<int> age;
    bool later = false;
};

constexpr const char* example = R"(
Example:
  lika offences list
  lika offences show robbery
  lika offences compare robbery --on 2022-03-01 --sex male --age 16)";

std::optional<OffenceCatalogue> installed_offences() {
    auto [catalogues, faults] = instruments::read_catalogues(share_folder() / "instruments" / "catalogues");
    for (const auto& fault : faults) std::cerr << fault.to_string() << '\n';
    if (!faults.empty()) return std::nullopt;
    return std::move(catalogues.offences);
}

int refuse(const engine::Error& error, const std::string& what) {
    std::cerr << what << ": " << error.reason << '\n';
    return 1;
}

int list(const OffenceOptions& options) {
    const auto catalogue = installed_offences();
    if (!catalogue) return 1;
    OffencePage{*catalogue, options.language, std::cout}.list();
    return 0;
}

int show(const OffenceOptions& options) {
    const auto catalogue = installed_offences();
    if (!catalogue) return 1;
    const auto is_it = [&](const auto& code) { return code.first == options.code; };
    if (std::none_of(catalogue->codes.begin(), catalogue->codes.end(), is_it))
        return refuse({engine::ErrorKind::invalid, "unknown_offence", {}}, options.code);
    OffencePage{*catalogue, options.language, std::cout}.show(options.code);
    return 0;
}

int compare(const OffenceOptions& options) {
    const auto catalogue = installed_offences();
    if (!catalogue) return 1;
    const auto on = engine::read_day(options.on);
    if (!on) return refuse(on.error(), options.on);
    const auto sex = *engine::read_sex(options.sex);
    const engine::Offence offence{options.code, *on, options.basis, !options.later};
    const auto flags = engine::strategic_flags(*catalogue, {offence}, sex, {options.age});
    if (!flags) return refuse(flags.error(), flags.error().reason == "unknown_basis" ? options.basis : options.code);
    OffencePage{*catalogue, options.language, std::cout}.compare(flags->front(), sex);
    return 0;
}

void add_language(CLI::App& command, OffenceOptions& options) {
    command.add_option("--language", options.language, "sv or en (en when left out)")->check(CLI::IsMember({"sv", "en"}));
}

}  // namespace

void add_offences(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("offences", "Strategic offences: the published lists, side by side");
    command->require_subcommand(1);
    command->footer(example);
    const auto options = std::make_shared<OffenceOptions>();

    auto* listing = command->add_subcommand("list", "Every list with its offences, source, base rate and caution");
    add_language(*listing, *options);
    listing->footer("\nExample:\n  lika offences list --language sv");
    listing->callback([options, &status] { status = list(*options); });

    auto* showing = command->add_subcommand("show", "What the law says of an offence, what counts as it and what does not");
    showing->add_option("CODE", options->code, "An offence of the catalogue")->required();
    add_language(*showing, *options);
    showing->footer("\nExample:\n  lika offences show robbery");
    showing->callback([options, &status] { status = show(*options); });

    auto* comparing = command->add_subcommand("compare", "Under which lists an offence is flagged, and under which not");
    comparing->add_option("CODE", options->code, "An offence of the catalogue")->required();
    comparing->add_option("--on", options->on, "Day of the offence, YYYY-MM-DD")->required();
    comparing->add_option("--sex", options->sex, "Recorded sex (not_recorded when left out)")
        ->check(CLI::IsMember({"female", "male", "other", "not_recorded"}));
    comparing->add_option("--age", options->age, "Whole years on the day of the offence")->check(CLI::Range(0, 150));
    comparing->add_option("--basis", options->basis, "lagford (when left out), misstankt, anmald or egen-kannedom");
    comparing->add_flag("--later", options->later, "Not the first");
    add_language(*comparing, *options);
    comparing->footer("\nExample:\n  lika offences compare robbery --on 2022-03-01 --sex male --age 16");
    comparing->callback([options, &status] { status = compare(*options); });
}

}  // namespace lika::service
