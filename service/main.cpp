// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>

#include "service/commands/commands.h"

int main(int argc, char** argv) {
    CLI::App app{"Lika: structured assessment of risk and protection in social services"};
    app.name("lika");
    app.require_subcommand(1);
    int status = 0;
    lika::service::add_commands(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : 2;
    }
    return status;
}
