// SPDX-License-Identifier: EUPL-1.2
#include "service/commands/vault.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "service/detail/advice.h"
#include "service/detail/progress.h"
#include "storage/move.h"
#include "storage/vault.h"

namespace lika::service {
void print(const storage::VaultFault& fault) {
    std::cout << "vault=" << fault.vault;
    if (fault.sequence) std::cout << " sequence=" << *fault.sequence;
    if (fault.page) std::cout << " page=" << *fault.page;
    std::cout << " reason=" << fault.reason << '\n';
}

int refuse(const engine::Error& error) {
    std::cerr << with_advice(error) << '\n';
    return 1;
}

std::vector<std::string> chosen_vaults(const std::filesystem::path& folder, const std::string& only) {
    auto names = storage::vault_names(folder);
    if (only.empty() && !names.empty()) return names;
    if (std::find(names.begin(), names.end(), only) != names.end()) return {only};
    refuse({engine::ErrorKind::invalid, "vault_missing", only.empty() ? folder.string() : only});
    return {};
}

bool verify_and_print(const CityFiles& files, const std::string& name, const std::filesystem::path& checkpoints) {
    std::vector<storage::VaultFault> faults;
    {
        const Progress working{name};
        faults = storage::verify_vault(files.vaults, name, files.key, checkpoints);
    }
    for (const auto& fault : faults) print(fault);
    if (faults.empty()) std::cout << "vault=" << name << " ok\n";
    std::cout << std::flush;
    return faults.empty();
}

bool verify_moves_and_print(const CityFiles& files) {
    const auto faults = storage::verify_moves(files.vaults, files.key);
    for (const auto& fault : faults) print(fault);
    return faults.empty();
}

void add_vault(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("vault", "Care of the encrypted vaults");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika vault status --config var/lika.xml\n"
                    "lika vault COMMAND --help explains a command.");
    add_vault_backup(*command, status);
    add_vault_drill(*command, status);
    add_vault_init(*command, status);
    add_vault_move(*command, status);
    add_vault_passphrase(*command, status);
    add_vault_restore(*command, status);
    add_vault_retention(*command, status);
    add_vault_rotate(*command, status);
    add_vault_status(*command, status);
    add_vault_verify(*command, status);
}

}  // namespace lika::service
