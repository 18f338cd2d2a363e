// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"

namespace lika::service {
namespace {

struct VerifyOptions {
    std::string config, vault;
};

int verify(const VerifyOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto names = chosen_vaults(files->vaults, options.vault);
    bool well = !names.empty();
    for (const auto& name : names) well = verify_and_print(*files, name) && well;
    if (options.vault.empty()) well = verify_moves_and_print(*files) && well;
    return well ? 0 : 1;
}

}  // namespace

void add_vault_verify(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand(
        "verify", "Checks the pages, the log and the archives of every vault, and moves between them, service running or not");
    const auto options = std::make_shared<VerifyOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_option("--vault", options->vault, "Only this vault: a district's id, or city");
    command->footer("\nExample:\n  lika vault verify --config var/lika.xml --vault farsta\n"
                    "A fault: vault=NAME sequence=N reason=... (an entry) or vault=NAME page=N reason=... (a byte).\n"
                    "lika log verify also compares with checkpoints kept elsewhere.");
    command->callback([options, &status] { status = verify(*options); });
}

}  // namespace lika::service
