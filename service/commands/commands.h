// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace lika::service {

/// A command of the command line; `add` adds it, and sets `status`, when it is the one chosen, to its exit status (0 done,
/// 1 bad input or a check failed).
struct Command {
    std::string_view name;
    void (*add)(CLI::App& app, int& status);
};

std::span<const Command> all_commands();
/// Those that open no vault and use no network: the program `lika` has them itself, without the libraries for either, which
/// take longer to load than most files to score.
std::span<const Command> keyless_commands();

/// The whole command line, without the program's name. 0 done; 1 bad input or a check failed; 2 wrong usage.
int run_lika(const std::vector<std::string>& arguments);
/// Of these commands alone.
int run_lika(std::span<const Command> commands, const std::vector<std::string>& arguments);

// One function a command, one file each.
void add_serve(CLI::App& app, int& status);
void add_score(CLI::App& app, int& status);
void add_replay(CLI::App& app, int& status);
void add_instrument(CLI::App& app, int& status);
void add_instrument_diff(CLI::App& instrument, int& status);   // `lika instrument diff`
void add_offences(CLI::App& app, int& status);
void add_stats(CLI::App& app, int& status);
void add_demo(CLI::App& app, int& status);
void add_user(CLI::App& app, int& status);
void add_log(CLI::App& app, int& status);
void add_log_checkpoint(CLI::App& log, int& status);           // `lika log checkpoint`
void add_vault(CLI::App& app, int& status);   // its subcommands: vault.h

}  // namespace lika::service
