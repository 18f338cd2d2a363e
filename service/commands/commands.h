// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lika::service {

/// The whole command line, without the program's name. 0 done; 1 bad input or a check failed; 2 wrong usage.
int run_lika(const std::vector<std::string>& arguments);

/// Adds every subcommand; the one chosen sets `status` to its exit status (0 done, 1 bad input or a check failed).
void add_commands(CLI::App& app, int& status);

// One function a command, one file each.
void add_serve(CLI::App& app, int& status);
void add_score(CLI::App& app, int& status);
void add_replay(CLI::App& app, int& status);
void add_instrument(CLI::App& app, int& status);
void add_instrument_diff(CLI::App& instrument, int& status);   // `lika instrument diff`
void add_offences(CLI::App& app, int& status);
void add_demo(CLI::App& app, int& status);
void add_user(CLI::App& app, int& status);
void add_log(CLI::App& app, int& status);
void add_log_checkpoint(CLI::App& log, int& status);           // `lika log checkpoint`
void add_vault(CLI::App& app, int& status);   // its subcommands: vault.h

}  // namespace lika::service
