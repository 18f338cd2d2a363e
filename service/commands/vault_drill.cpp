// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <optional>

#include "service/commands/vault.h"
#include "service/detail/backup_set.h"
#include "storage/backup.h"
#include "storage/vault.h"

namespace lika::service {
namespace {

namespace fs = std::filesystem;

struct DrillOptions {
    std::string from, key, against, work;
};

/// Where vaults are restored for the drill. Their keys are never on the disk with them: whatever
/// a killed drill leaves, nobody can read.
struct Ground {
    PassingFolder folder;
    storage::Keyring keys;
};

engine::Result<Ground> make_ground(const fs::path& work) {
    auto folder = PassingFolder::make(work / ("lika-drill-" + storage::random_id()));
    if (!folder) return folder.error();
    auto keys = storage::Keyring::create(keys_of(folder->path()));
    std::error_code failed;
    fs::remove_all(keys_of(folder->path()), failed);
    if (!keys) return keys.error();
    if (failed) return engine::Error{engine::ErrorKind::failed, "folder_unwritable", folder->path().string()};
    return Ground{std::move(*folder), std::move(*keys)};
}

std::string rows_of(const storage::Backup& backup) {
    std::uint64_t rows = 0;
    for (const auto& table : backup.tables) rows += table.rows;
    return std::to_string(rows);
}

bool compare(const Ground& ground, const storage::Backup& backup, const CityFiles& live) {
    const auto found = storage::compare_with_live(backup, vaults_of(ground.folder.path()), ground.keys, live.vaults,
                                                  live.key);
    if (!found) return refuse(found.error()) == 0;
    const auto& name = backup.head.vault;
    std::cout << "vault=" << name << " same=" << found->same << " changed_since=" << found->changed
              << " log_in_use=" << found->live_sequence << " acts_since=" << found->acts_since << '\n';
    if (!found->log_agrees) std::cout << "vault=" << name << " reason=log_differs\n";
    else if (!found->holds()) std::cout << "vault=" << name << " reason=rows_differ\n";
    return found->holds();
}

bool is_well(const Ground& ground, const std::string& name) {
    const auto faults = storage::verify_vault(vaults_of(ground.folder.path()), name, ground.keys);
    for (const auto& fault : faults) print(fault);
    return faults.empty();
}

bool drill_one(const fs::path& file, const storage::BackupKey& key, const fs::path& work,
               const std::optional<CityFiles>& live) {
    const auto begun = std::chrono::steady_clock::now();
    const auto ground = make_ground(work);
    if (!ground) return refuse(ground.error()) == 0;
    const auto restored = storage::restore(file, key, vaults_of(ground->folder.path()), ground->keys,
                                           {"system", now(), ""}, shown_progress(file.stem().string()));
    if (!restored) return refuse(restored.error()) == 0;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    const auto& name = restored->head.vault;
    std::cout << "vault=" << name << " of=" << storage::to_string(restored->head.made_at)
              << " pages=" << restored->pages << " rows=" << rows_of(*restored) << " log=" << restored->head.sequence
              << " bytes=" << restored->size << " seconds=" << static_cast<int>(took.count() * 10) / 10.0 << '\n';
    bool well = is_well(*ground, name);
    if (live) well = compare(*ground, *restored, *live) && well;
    if (well) std::cout << "vault=" << name << " ok\n";
    std::cout << std::flush;
    return well;
}

int drill(const DrillOptions& options) {
    const auto key = storage::BackupKey::open(options.key);
    if (!key) return refuse(key.error());
    const auto backups = backup_files(options.from);
    if (!backups) return refuse(backups.error());
    std::optional<CityFiles> live;
    if (!options.against.empty()) {
        live = open_city_files(options.against, std::cerr);
        if (!live) return 1;
    }
    const auto work = options.work.empty() ? fs::temp_directory_path() : fs::path{options.work};
    bool well = true;
    for (const auto& file : *backups) well = drill_one(file, *key, work, live) && well;
    return well ? 0 : 1;
}

}  // namespace

void add_vault_drill(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("drill", "Restores a backup to a passing folder, checks everything, removes it");
    const auto options = std::make_shared<DrillOptions>();
    command->add_option("--from", options->from, "A backup file, or the folder of one backup")->required();
    command->add_option("--key", options->key, "The private backup key")->required();
    command->add_option("--against", options->against, "DIR/lika.xml of the city in use: compares row for row with it");
    command->add_option("--work", options->work, "Folder with room for the largest vault (the system's for temporary files)");
    command->footer("\nExample:\n  lika vault drill --from /mnt/backup/20261126T020000Z --key /media/stick/backup.key "
                    "--against var/lika.xml\nPages, log, archives and every row are checked; what differs from the vault "
                    "in use must have been done since.");
    command->callback([options, &status] { status = drill(*options); });
}

}  // namespace lika::service
