// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/commands/vault.h"
#include "service/detail/pid_file.h"
#include "storage/backup.h"
#include "storage/rotate.h"
#include "storage/vault.h"

namespace lika::service {
namespace {

struct RotateOptions {
    std::string config, vault;
    bool dry_run = false;
};

int dry_run(const CityFiles& files, const std::vector<std::string>& names) {
    for (const auto& name : names) {
        const auto status = storage::vault_status(files.vaults, name, files.key);
        if (!status) return refuse(status.error());
        std::cout << "would rotate vault=" << name << " generation=" << status->generation + 1
                  << " bytes=" << status->bytes << '\n';
    }
    return 0;
}

int rotate(const RotateOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto names = chosen_vaults(files->vaults, options.vault);
    if (names.empty()) return 1;
    if (options.dry_run) return dry_run(*files, names);
    const auto alone = PidFile::take(files->settings.data);
    if (!alone) return refuse(alone.error());
    for (const auto& name : names) {
        if (const auto room = storage::check_room(files->vaults, {name}, files->vaults); !room)
            return refuse(room.error());
        const auto generation = storage::rotate(files->vaults, name, files->key, {"system", now(), ""},
                                                [&](const char* stage) { std::cerr << name << ' ' << stage << std::endl; });
        if (!generation) return refuse(generation.error());
        std::cout << "rotated vault=" << name << " generation=" << *generation << std::endl;
    }
    return 0;
}

}  // namespace

void add_vault_rotate(CLI::App& vault, int& status) {
    auto* command = vault.add_subcommand("rotate", "Gives vaults new data keys; the service must be stopped");
    const auto options = std::make_shared<RotateOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_option("--vault", options->vault, "Only this vault: a district's id, or city");
    command->add_flag("--dry-run", options->dry_run, "Only says which would get one, and how much room each needs meanwhile");
    command->footer("\nExample:\n  lika vault rotate --config var/lika.xml --vault farsta\n"
                    "Each vault is copied whole under its new key, checked, and put in the place of the old one. Stopped at any\n"
                    "moment, it is the one or the other; run it again. Backups made before stay readable with the backup key.");
    command->callback([options, &status] { status = rotate(*options); });
}

}  // namespace lika::service
