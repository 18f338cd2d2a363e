// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "service/commands/commands.h"

namespace lika::service {

int run_lika(std::span<const Command> commands, const std::vector<std::string>& arguments) {
    CLI::App app{"Lika: structured assessment of risk and protection in social services"};
    app.name("lika");
    app.require_subcommand(1);
    app.footer("\nExample:\n  lika score --instrument lika-8 --responses responses.ndjson\n"
               "lika COMMAND --help explains a command.");
    int status = 0;
    for (const auto& command : commands) command.add(app, status);
    try {
        std::vector<std::string> last_first{arguments.rbegin(), arguments.rend()};   // as CLI11 wants them
        app.parse(std::move(last_first));
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : 2;
    } catch (const std::exception&) {   // the machine gave out; what it says may hold what was read
        std::cerr << "lika: unexpected_failure\n";
        return 1;
    }
    return status;
}

}  // namespace lika::service
