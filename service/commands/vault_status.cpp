// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"
#include "storage/vault.h"

namespace lika::service {
namespace {

struct StatusOptions {
    std::string config, vault;
};

bool print_status(const CityFiles& files, const std::string& name) {
    const auto status = storage::vault_status(files.vaults, name, files.key);
    std::cout << "vault=" << name;
    if (!status) {
        std::cout << " reason=" << status.error().reason << '\n';
        return false;
    }
    std::cout << " generation=" << status->generation << " bytes=" << status->bytes
              << " wal_bytes=" << status->wal_bytes << '\n';
    return true;
}

int show(const StatusOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto names = chosen_vaults(files->vaults, options.vault);
    bool well = !names.empty();
    for (const auto& name : names) well = print_status(*files, name) && well;
    return well ? 0 : 1;
}

}  // namespace

void add_vault_status(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("status", "Lists the vaults: generation, size, whether their keys fit");
    const auto options = std::make_shared<StatusOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_option("--vault", options->vault, "Only this vault: a district's id, or city");
    command->footer("\nExample:\n  lika vault status --config var/lika.xml\n"
                    "Changes nothing; the service may be running. lika vault verify checks every byte.");
    command->callback([options, &status] { status = show(*options); });
}

}  // namespace lika::service
