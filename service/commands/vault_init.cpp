// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "service/commands/vault.h"
#include "service/detail/unseal.h"
#include "storage/city.h"
#include "storage/vault.h"

namespace lika::service {
namespace {

struct InitOptions {
    std::string config, vault;
    bool dry_run = false;
};

/// The vaults a city has by the catalogue of districts, `city` first; or the one asked for.
std::vector<std::string> wanted_vaults(const InitOptions& options) {
    if (!options.vault.empty()) return {options.vault};
    std::vector<std::string> names{"city"};
    for (const auto& district : standing_districts(std::cerr)) names.push_back(district.id.value);
    return names;
}

/// A new key would open none of the vaults that are there.
engine::Result<storage::Keyring> open_or_create_keys(const Settings& settings, bool has_vaults) {
    auto opened = unseal(keys_of(settings.data));
    if (opened || has_vaults) return opened;
    const auto& reason = opened.error().reason;
    if (reason != "key_file_missing" && reason != "root_key_missing") return opened;
    return storage::Keyring::create(keys_of(settings.data));
}

engine::Result<void> create(const std::filesystem::path& folder, const std::string& name, const storage::Keyring& key) {
    if (name == "city") {
        const auto made = storage::City::create(folder, key);
        return made ? engine::Result<void>{} : engine::Result<void>{made.error()};
    }
    const auto made = storage::Vault::create(folder, name, key);
    return made ? engine::Result<void>{} : engine::Result<void>{made.error()};
}

int init(const InitOptions& options) {
    const auto settings = read_settings(options.config);
    if (!settings) return refuse(settings.error());
    const auto folder = vaults_of(settings->data);
    const auto there = storage::vault_names(folder);
    auto missing = wanted_vaults(options);
    std::erase_if(missing, [&](const auto& name) { return std::find(there.begin(), there.end(), name) != there.end(); });

    if (!options.dry_run && !missing.empty()) {
        const auto key = open_or_create_keys(*settings, !there.empty());
        if (!key) return refuse(key.error());
        for (const auto& name : missing) {
            if (const auto made = create(folder, name, *key); !made) return refuse(made.error());
            std::cout << "made " << name << std::endl;
        }
    } else {
        for (const auto& name : missing) std::cout << "would make " << name << '\n';
    }
    if (missing.empty()) std::cout << "nothing to make\n";
    return 0;
}

}  // namespace

void add_vault_init(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("init", "Makes the keys and the vaults a city lacks; touches none that is there");
    const auto options = std::make_shared<InitOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_option("--vault", options->vault, "Only this one, instead of city and every district of today");
    command->add_flag("--dry-run", options->dry_run, "Only says what would be made");
    command->footer("\nExample:\n  lika vault init --config var/lika.xml --dry-run\n"
                    "Keep a copy of DIR/keys outside the machine: without it no vault can be read.");
    command->callback([options, &status] { status = init(*options); });
}

}  // namespace lika::service
