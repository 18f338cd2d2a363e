// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"
#include "service/detail/backup_set.h"
#include "storage/backup.h"
#include "storage/vault.h"

namespace lika::service {
namespace {

namespace fs = std::filesystem;

struct RestoreOptions {
    std::string from, key, to;
    bool dry_run = false;
};

/// A folder that holds anything is not restored into.
engine::Result<void> check_target(const fs::path& to) {
    std::error_code failed;
    if (!fs::exists(to, failed) || fs::is_empty(to, failed)) return {};
    const bool is_city = !storage::vault_names(vaults_of(to)).empty();
    return engine::Error{engine::ErrorKind::conflict, is_city ? "vault_exists" : "folder_not_empty", to.string()};
}

void print(const char* what, const storage::Backup& backup) {
    std::cout << what << " vault=" << backup.head.vault << " of=" << storage::to_string(backup.head.made_at)
              << " log=" << backup.head.sequence << " pages=" << backup.pages << " digest=" << backup.digest << std::endl;
}

int dry_run(const std::vector<fs::path>& backups, const storage::BackupKey& key) {
    for (const auto& file : backups) {
        const auto read = storage::read_backup(file, key, shown_progress(file.stem().string()));
        if (!read) return refuse(read.error());
        print("would restore", *read);
    }
    return 0;
}

/// The city's folder, made beside: keys of its own, every vault, then what travelled along.
engine::Result<void> fill(const fs::path& data, const std::vector<fs::path>& backups, const storage::BackupKey& key) {
    const auto keys = storage::Keyring::create(keys_of(data));
    if (!keys) return keys.error();
    for (const auto& file : backups) {
        const auto restored = storage::restore(file, key, vaults_of(data), *keys, {"system", now(), ""},
                                               shown_progress(file.stem().string()));
        if (!restored) return restored.error();
        if (const auto put = put_carried_files(restored->files, data); !put) return put;
        print("restored", *restored);
    }
    return put_carried_files({{"lika.xml", "<lika/>\n"}}, data);
}

/// What an earlier fault of the vault itself looks like must not stand in the way of its backup.
bool verify(const fs::path& config) {
    const auto files = open_city_files(config, std::cerr);
    if (!files) return false;
    bool well = true;
    for (const auto& name : storage::vault_names(files->vaults)) well = verify_and_print(*files, name) && well;
    return verify_moves_and_print(*files) && well;
}

int restore(const RestoreOptions& options) {
    const auto key = storage::BackupKey::open(options.key);
    if (!key) return refuse(key.error());
    const auto backups = backup_files(options.from);
    if (!backups) return refuse(backups.error());
    if (const auto fits = check_target(options.to); !fits) return refuse(fits.error());
    if (options.dry_run) return dry_run(*backups, *key);

    const auto to = fs::absolute(options.to).lexically_normal();
    auto unfinished = PassingFolder::make(to.string() + ".restoring");
    if (!unfinished) return refuse(unfinished.error());
    if (const auto filled = fill(unfinished->path(), *backups, *key); !filled) return refuse(filled.error());
    std::error_code ignored;
    fs::remove(to, ignored);   // when it is there, it is empty
    if (const auto put = unfinished->put_in_place(to); !put) return refuse(put.error());
    const bool well = verify(to / "lika.xml");
    std::cout << "restored to " << to.string() << '\n';
    std::cerr << "New keys were made in " << keys_of(to).string() << ": keep a copy outside the machine.\n";
    return well ? 0 : 1;
}

}  // namespace

void add_vault_restore(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("restore", "Makes a city from its backup, on an empty machine");
    const auto options = std::make_shared<RestoreOptions>();
    command->add_option("--from", options->from, "A backup file, or the folder of one backup")->required();
    command->add_option("--key", options->key, "The private backup key")->required();
    command->add_option("--to", options->to, "DIR of the city: not there yet, or empty")->required();
    command->add_flag("--dry-run", options->dry_run, "Only checks every byte of the backup and says what is in it");
    command->footer("\nExample:\n  lika vault restore --from /mnt/backup/20261126T020000Z --key /media/stick/backup.key "
                    "--to /srv/lika\n  lika serve --config /srv/lika/lika.xml");
    command->callback([options, &status] { status = restore(*options); });
}

}  // namespace lika::service
