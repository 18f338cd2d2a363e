// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"
#include "service/detail/backup_set.h"
#include "storage/backup.h"

namespace lika::service {
namespace {

namespace fs = std::filesystem;

struct BackupOptions {
    std::string config, vault, to, public_key, make_key;
    bool dry_run = false;
};

int make_key(const std::string& file) {
    const auto key = storage::BackupKey::create(file);
    if (!key) return refuse(key.error());
    const auto text = key->recipient().text();
    std::cout << "public key " << text << "\nprivate key in " << file << '\n';
    std::cerr << "Put <backup><public_key>" << text << "</public_key></backup> in lika.xml.\n"
              << "Take " << file << " away from this machine, in two places: it alone opens the backups.\n";
    return 0;
}

std::uint64_t rows_of(const storage::Backup& backup) {
    std::uint64_t rows = 0;
    for (const auto& table : backup.tables) rows += table.rows;
    return rows;
}

void print(const storage::Backup& made) {
    std::cout << "vault=" << made.head.vault << " pages=" << made.pages << " rows=" << rows_of(made)
              << " log=" << made.head.sequence << " bytes=" << made.size << " digest=" << made.digest << std::endl;
}

/// What a run killed half way left of its sets.
void remove_unfinished(const fs::path& to) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{to, ignored})
        if (entry.path().filename().string().ends_with("Z.part")) fs::remove_all(entry.path(), ignored);
}

int dry_run(const std::vector<std::string>& names, const fs::path& set, const storage::BackupRecipient& to) {
    for (const auto& name : names)
        std::cout << "would write " << (set / (name + backup_ending)).string() << '\n';
    std::cout << "sealed to " << to.text() << '\n';
    return 0;
}

engine::Result<PassingFolder> begin_set(const fs::path& set) {
    std::error_code failed;
    if (fs::exists(set, failed)) return engine::Error{engine::ErrorKind::conflict, "backup_exists", set.string()};
    fs::create_directories(set.parent_path(), failed);
    remove_unfinished(set.parent_path());
    return PassingFolder::make(set.string() + ".part");
}

int back_up(const BackupOptions& options, const CityFiles& files, const std::vector<std::string>& names,
            const storage::BackupRecipient& to) {
    const storage::Actor actor{"system", now(), ""};
    const auto set = fs::path{options.to} / set_name(actor.at);
    if (const auto room = storage::check_room(files.vaults, names, options.to); !room) return refuse(room.error());
    if (options.dry_run) return dry_run(names, set, to);
    auto unfinished = begin_set(set);
    if (!unfinished) return refuse(unfinished.error());

    std::vector<storage::BackupPart> parts;
    for (const auto& name : names) parts.push_back({name, unfinished->path() / (name + backup_ending), shown_progress(name)});
    const auto all = storage::back_up_all(files.vaults, parts, files.key, to, carried_files(options.config, files.settings), actor);
    if (!all) return refuse(all.error());
    if (const auto put = unfinished->put_in_place(set); !put) return refuse(put.error());
    for (const auto& made : *all) print(made);
    std::cout << "backup in " << set.string() << '\n';
    return 0;
}

int run(const BackupOptions& options) {
    if (!options.make_key.empty()) return make_key(options.make_key);
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto to = options.public_key.empty() ? configured_recipient(options.config)
                                               : storage::BackupRecipient::read(options.public_key);
    if (!to) return refuse(to.error());
    const auto names = chosen_vaults(files->vaults, options.vault);
    return names.empty() ? 1 : back_up(options, *files, names, *to);
}

}  // namespace

void add_vault_backup(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("backup", "Copies vaults while the service runs, sealed to a key it does not have");
    const auto options = std::make_shared<BackupOptions>();
    auto* make = command->add_option("--make-key", options->make_key,
                                     "Makes a key pair: the private part in this new file, the public one printed");
    auto* config = command->add_option("--config", options->config, "DIR/lika.xml")->excludes(make);
    command->add_option("--vault", options->vault, "Only this vault: a district's id, or city")->excludes(make);
    auto* to = command->add_option("--to", options->to, "Folder for the backups, best on another machine")->excludes(make);
    command->add_option("--public-key", options->public_key, "Instead of backup.public_key in lika.xml")->excludes(make);
    command->add_flag("--dry-run", options->dry_run, "Only says what would be written, and whether there is room");
    command->footer("\nExample:\n  lika vault backup --make-key /media/stick/backup.key\n"
                    "  lika vault backup --config var/lika.xml --to /mnt/backup\n"
                    "docs/backup.md: schedule, drill, and how to restore.");
    command->callback([=, &status] {
        if (options->make_key.empty() && (config->empty() || to->empty()))
            throw CLI::RequiredError{"--config and --to, or --make-key"};
        status = run(*options);
    });
}

}  // namespace lika::service
