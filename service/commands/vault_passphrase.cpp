// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"
#include "service/detail/terminal.h"
#include "service/detail/unseal.h"
#include "storage/city.h"

namespace lika::service {
namespace {

struct PassphraseOptions {
    std::string config;
    bool key_file = false, dry_run = false;
};

/// Typed twice on a terminal.
engine::Result<storage::Passphrase> new_passphrase() {
    auto typed = ask_passphrase("New passphrase: ");
    if (!typed || !is_terminal(0)) return typed;
    const auto again = ask_passphrase("Again: ");
    if (!again) return again.error();
    if (!(*typed == *again)) return engine::Error{engine::ErrorKind::invalid, "passphrases_differ", ""};
    return typed;
}

engine::Result<void> log_change(const CityFiles& files, const char* action) {
    const auto city = storage::City::open(files.vaults, files.key);
    if (!city) return city.error();
    return (*city)->log_act(action, {"system", now(), ""});
}

int lock_by_passphrase(const CityFiles& files) {
    const auto typed = new_passphrase();
    if (!typed) return refuse(typed.error());
    if (typed->view().size() < storage::Passphrase::shortest)
        return refuse({engine::ErrorKind::invalid, "passphrase_too_short", ""});
    if (const auto logged = log_change(files, "passphrase_changed"); !logged) return refuse(logged.error());
    const auto cost = storage::PassphraseCost::calibrated();
    if (const auto locked = files.key.lock(keys_of(files.settings.data), *typed, cost); !locked)
        return refuse(locked.error());
    std::cout << "the passphrase opens the keys; passes=" << cost.passes << " bytes=" << cost.bytes << '\n'
              << "Copies of an older root.key and vault.key still open what they opened: destroy them.\n";
    return 0;
}

int lock_by_file(const CityFiles& files) {
    if (const auto logged = log_change(files, "key_file_made"); !logged) return refuse(logged.error());
    if (const auto locked = files.key.lock_by_file(keys_of(files.settings.data)); !locked) return refuse(locked.error());
    std::cout << "a new key file opens the keys: keep a copy of " << keys_of(files.settings.data).string()
              << " outside the machine\n";
    return 0;
}

int change(const PassphraseOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    if (options.dry_run) {
        const bool by_passphrase = storage::Keyring::asks_for_passphrase(keys_of(files->settings.data));
        std::cout << "the keys open by " << (by_passphrase ? "a passphrase" : "a key file") << "; nothing was changed\n";
        return 0;
    }
    return options.key_file ? lock_by_file(*files) : lock_by_passphrase(*files);
}

}  // namespace

void add_vault_passphrase(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("passphrase", "Locks the keys by a passphrase, or by a new one; no vault is touched");
    const auto options = std::make_shared<PassphraseOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_flag("--key-file", options->key_file, "By a new key file instead, so that the service starts by itself");
    command->add_flag("--dry-run", options->dry_run, "Only proves that the keys open, and says by what");
    command->footer("\nExample:\n  lika vault passphrase --config var/lika.xml\n"
                    "Asks for the passphrase that is now, if there is one, and twice for the new one; or reads them as lines of\n"
                    "standard input. Afterwards each command that opens vaults asks for it, lika serve too. Nobody can open the\n"
                    "vaults without it: keep it in two places, and practise with lika vault status.");
    command->callback([options, &status] { status = change(*options); });
}

}  // namespace lika::service
