// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/commands/commands.h"
#include "service/detail/city_files.h"
#include "storage/record.h"

namespace lika::service {

// One function a subcommand of `lika vault`, one file each (vault_<subcommand>.cpp), called by add_vault.
void add_vault_backup(CLI::App& vault, int& status);
void add_vault_drill(CLI::App& vault, int& status);
void add_vault_init(CLI::App& vault, int& status);
void add_vault_move(CLI::App& vault, int& status);
void add_vault_passphrase(CLI::App& vault, int& status);
void add_vault_restore(CLI::App& vault, int& status);
void add_vault_retention(CLI::App& vault, int& status);   // and its subcommands
void add_vault_rotate(CLI::App& vault, int& status);
void add_vault_status(CLI::App& vault, int& status);
void add_vault_verify(CLI::App& vault, int& status);

/// The vaults a command is for: the one named, or all of the folder. None: why not was printed.
std::vector<std::string> chosen_vaults(const std::filesystem::path& folder, const std::string& only);

/// One line, as lika vault verify prints it.
void print(const storage::VaultFault& fault);

/// Prints every fault of the vault, or `vault=NAME ok`; whether it is well. `checkpoints`: a file the log is held
/// against, empty: none.
bool verify_and_print(const CityFiles& files, const std::string& name, const std::filesystem::path& checkpoints = {});

/// Prints what the vaults' logs say of moves that does not fit together; whether nothing.
bool verify_moves_and_print(const CityFiles& files);

/// Prints an error with what can be done about it; gives the exit status 1.
int refuse(const engine::Error& error);

}  // namespace lika::service
