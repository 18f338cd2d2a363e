// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <iostream>

#include "service/checkpoints.h"
#include "service/commands/vault.h"

namespace lika::service {
namespace {

struct LogOptions {
    std::string config, vault, checkpoint, key;
};

/// The vault a file of checkpoints is of; empty: nothing in it can be read.
std::string vault_of(const std::string& file) {
    std::string vault;
    storage::check_checkpoints(file, "", [&](const storage::Checkpoint& one) { vault = one.vault; });
    return vault;
}

/// For each vault the file of checkpoints it is held against; empty: there is none.
std::map<std::string, std::filesystem::path> checkpoint_files(const CityFiles& files, const LogOptions& options,
                                                              const std::vector<std::string>& names) {
    const auto place = checkpoint_place(files.settings.data, files.settings.checkpoints);
    std::map<std::string, std::filesystem::path> chosen;
    std::string without;
    for (const auto& name : names) {
        const auto file = storage::checkpoint_file(place, name);
        if (std::filesystem::exists(file)) chosen[name] = file;
    }
    if (!options.checkpoint.empty())
        chosen[options.vault.empty() ? vault_of(options.checkpoint) : options.vault] = options.checkpoint;
    for (const auto& name : names)
        if (!chosen.contains(name)) without += " " + name;
    if (!without.empty())
        std::cerr << "no checkpoints in " << place.string() << " of" << without
                  << ": whole older files would not be seen\n";
    return chosen;
}

int verify_vaults(const LogOptions& options) {
    const auto files = open_city_files(options.config, std::cerr);
    if (!files) return 1;
    const auto names = chosen_vaults(files->vaults, options.vault);
    auto checkpoints = checkpoint_files(*files, options, names);
    bool well = !names.empty();
    if (checkpoints.contains("")) {
        print({"", {}, {}, "checkpoints_unreadable"});
        well = false;
    }
    for (const auto& name : names) well = verify_and_print(*files, name, checkpoints[name]) && well;
    return well ? 0 : 1;
}

/// What someone outside can check, who has no key but the public one.
int verify_checkpoints(const LogOptions& options) {
    storage::Checkpoint last;
    const auto faults = storage::check_checkpoints(options.checkpoint, options.key,
                                                   [&](const storage::Checkpoint& one) { last = one; });
    for (const auto& fault : faults) print(fault);
    if (!faults.empty()) return 1;
    std::cout << "vault=" << last.vault << " sequence=" << last.sequence << " at=" << storage::to_string(last.at)
              << " checkpoints=" << last.number << " key=" << last.key << " ok\n";
    return 0;
}

int verify(const LogOptions& options) {
    if (!options.config.empty()) return verify_vaults(options);
    if (!options.checkpoint.empty()) return verify_checkpoints(options);
    throw CLI::RequiredError("--config or --checkpoint");
}

}  // namespace

void add_log(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("log", "The tamper-evident log");
    command->require_subcommand(1);
    command->footer("\nExample:\n  lika log verify --config var/lika.xml\n  lika log checkpoint --config var/lika.xml");

    auto* verifying = command->add_subcommand(
        "verify", "Checks the pages, the log and the archives of every vault, service running or not");
    const auto options = std::make_shared<LogOptions>();
    verifying->add_option("--config", options->config, "DIR/lika.xml");
    verifying->add_option("--vault", options->vault, "Only this vault: a district's id, or city");
    verifying->add_option("--checkpoint", options->checkpoint,
                          "Checkpoints kept elsewhere to hold the log against; without --config they alone are checked");
    verifying->add_option("--key", options->key, "Public key the checkpoints must be signed with, when they alone are checked");
    verifying->footer("\nExample:\n  lika log verify --config var/lika.xml --vault farsta\n"
                      "  lika log verify --checkpoint /mnt/auditor/farsta.checkpoints --key 5f0c...\n"
                      "A fault: vault=NAME sequence=N reason=... (an entry) or vault=NAME page=N reason=... (a byte)");
    verifying->callback([options, &status] { status = verify(*options); });
    add_log_checkpoint(*command, status);
}

}  // namespace lika::service
