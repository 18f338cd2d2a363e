// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"

namespace lika::service {
namespace {

struct LogOptions {
    std::string config, vault;
};

int verify(const LogOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto names = chosen_vaults(files->vaults, options.vault);
    bool well = !names.empty();
    for (const auto& name : names) well = verify_and_print(*files, name) && well;
    return well ? 0 : 1;
}

}  // namespace

void add_log(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("log", "The tamper-evident log");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika log verify --config var/lika.xml");

    auto* verifying = command->add_subcommand(
        "verify", "Checks the pages, the log and the archives of every vault, service running or not");
    const auto options = std::make_shared<LogOptions>();
    verifying->add_option("--config", options->config, "DIR/lika.xml")->required();
    verifying->add_option("--vault", options->vault, "Only this vault: a district's id, or city");
    verifying->footer("\nExample:\n  lika log verify --config var/lika.xml --vault farsta\n"
                      "A fault: vault=NAME sequence=N reason=... (an entry) or vault=NAME page=N reason=... (a byte)");
    verifying->callback([options, &status] { status = verify(*options); });
}

}  // namespace lika::service
