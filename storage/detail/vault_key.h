// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "storage/detail/secret.h"
#include "storage/record.h"

namespace lika::storage::detail {

/// Writers that never rest keep another process out for as long as SQLite waits, which is the place of the error; so often it
/// is tried again.
constexpr int longest_wait = 12;
constexpr std::string_view busy = "sqlite 5";

/// A vault's keys, where its database is, and what a backup carries so that the same keys can be
/// had on another machine.
struct OpenedKeys {
    VaultKeys keys;
    std::filesystem::path database;
    std::uint64_t generation;
    SecretBytes carried;
};

/// Errors: those of Vault::open.
engine::Result<OpenedKeys> open_keys(const std::filesystem::path& vaults, const std::string& name,
                                     const Keyring& key);

/// The keys that `carried` gives. Error (invalid): backup_damaged.
engine::Result<VaultKeys> carried_keys(const SecretBytes& carried);

/// Keeps them for the vault `name` wrapped under `key`. Error: failed storage_failed.
engine::Result<void> adopt_keys(const std::filesystem::path& vaults, const std::string& name,
                                std::uint64_t generation, const SecretBytes& carried,
                                const Keyring& key);

/// Opens the vault for one entry of its log: what was done with it as a whole, and with what
/// (`object`). Throws Refusal.
void log_act(const std::filesystem::path& vaults, const std::string& name, const Keyring& key,
             const char* action, const std::string& object, const Actor& actor);

}  // namespace lika::storage::detail
