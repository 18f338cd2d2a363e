// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "service/commands/commands.h"
#include "service/detail/city_files.h"
#include "storage/city.h"
#include "storage/vault.h"

namespace lika::service {
namespace {

struct LogOptions {
    std::string config, vault;
};

void print(const storage::VaultFault& fault) {
    std::cout << "vault=" << fault.vault;
    if (fault.sequence) std::cout << " sequence=" << *fault.sequence;
    if (fault.page) std::cout << " page=" << *fault.page;
    std::cout << " reason=" << fault.reason << '\n';
}

bool verify_one(const CityFiles& files, const std::string& name) {
    const auto faults = storage::verify_vault(files.vaults, name, files.key);
    for (const auto& fault : faults) print(fault);
    if (faults.empty()) std::cout << "vault=" << name << " ok\n";
    std::cout << std::flush;
    return faults.empty();
}

int verify(const LogOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    auto names = storage::vault_names(files->vaults);
    if (!options.vault.empty()) {
        if (std::find(names.begin(), names.end(), options.vault) == names.end()) {
            std::cerr << "vault_missing: " << options.vault << '\n';
            return 1;
        }
        names = {options.vault};
    }
    if (names.empty()) std::cerr << "vault_missing: " << files->vaults.string() << '\n';
    bool well = !names.empty();
    for (const auto& name : names) well = verify_one(*files, name) && well;
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
