// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/checkpoints.h"
#include "service/commands/vault.h"

namespace lika::service {
namespace {

struct CheckpointOptions {
    std::string config, vault;
    bool dry_run = false;
};

/// What to do about it, for the reasons an operator meets.
std::string advice_on(const std::string& reason) {
    static const std::map<std::string, std::string> advice{
        {"checkpoints_unwritable", "The folder log.checkpoints is not there or cannot be written to; is it mounted?"},
        {"checkpoints_busy", "Another process has been writing the checkpoints for two seconds; try again."},
        {"log_broken", "The log is not whole: lika log verify says what is wrong."},
        {"rolled_back", "The vault's files are older than its last checkpoint: lika log verify tells."},
        {"chain_rebuilt", "The log is another than its last checkpoint says: lika log verify tells."},
        {"records_changed", "Records were changed without an entry: lika log verify tells."}};
    const auto found = advice.find(reason);
    return found == advice.end() ? "" : found->second + "\n";
}

bool write_one(const CityFiles& files, const std::string& name, bool is_trial) {
    const auto& settings = files.settings;
    const auto place = checkpoint_place(settings.data, settings.checkpoints);
    const auto done = storage::write_checkpoint(files.vaults, name, files.key, place, now(), is_trial);
    if (!done) {
        std::cerr << "vault=" << name << " no checkpoint written: " << done.error().reason << '\n'
                  << advice_on(done.error().reason);
        return false;
    }
    const auto* what = !done->is_new ? "unchanged" : is_trial ? "would be written" : "written";
    std::cout << "vault=" << name << " sequence=" << done->sequence << " key=" << done->key << ' ' << what << std::endl;
    if (!done->alarm.empty())
        std::cerr << "vault=" << name << " reason=" << done->alarm << '\n' << advice_on(done->alarm);
    return done->alarm.empty();
}

int write(const CheckpointOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto names = chosen_vaults(files->vaults, options.vault);
    bool well = !names.empty();
    for (const auto& name : names) well = write_one(*files, name, options.dry_run) && well;
    return well ? 0 : 1;
}

}  // namespace

void add_log_checkpoint(CLI::App& log, int& status) {
    auto* command = log.add_subcommand(
        "checkpoint", "Signs what each log has come to and writes it to the second place, log.checkpoints");
    const auto options = std::make_shared<CheckpointOptions>();
    command->add_option("--config", options->config, "DIR/lika.xml")->required();
    command->add_option("--vault", options->vault, "Only this vault: a district's id, or city");
    command->add_flag("--dry-run", options->dry_run, "Only tell; also shows the public keys");
    command->footer("\nExample:\n  lika log checkpoint --config var/lika.xml\n"
                    "A running service does the same every log.checkpoint_seconds and when it stops.");
    command->callback([options, &status] { status = write(*options); });
}

}  // namespace lika::service
