// SPDX-License-Identifier: EUPL-1.2
#include "service/commands/commands.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

namespace lika::service {

int run_lika(const std::vector<std::string>& arguments) {
    CLI::App app{"Lika: structured assessment of risk and protection in social services"};
    app.name("lika");
    app.require_subcommand(1);
    app.footer("\nExample:\n  lika score --instrument lika-8 --responses responses.ndjson\n"
               "lika COMMAND --help explains a command.");
    int status = 0;
    add_commands(app, status);
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

void add_commands(CLI::App& app, int& status) {
    add_serve(app, status);
    add_score(app, status);
    add_replay(app, status);
    add_instrument(app, status);
    add_offences(app, status);
    add_demo(app, status);
    add_user(app, status);
    add_log(app, status);
    add_vault(app, status);
}

}  // namespace lika::service
