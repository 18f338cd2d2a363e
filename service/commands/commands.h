// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace CLI {
class App;
}

namespace lika::service {

/// Adds every subcommand; the one chosen sets `status` to its exit status (0 done, 1 bad input or a check failed).
void add_commands(CLI::App& app, int& status);

// One function a command, one file each.
void add_serve(CLI::App& app, int& status);
void add_score(CLI::App& app, int& status);
void add_instrument(CLI::App& app, int& status);
void add_demo(CLI::App& app, int& status);
void add_user(CLI::App& app, int& status);
void add_log(CLI::App& app, int& status);

}  // namespace lika::service
