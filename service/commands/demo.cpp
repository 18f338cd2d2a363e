// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "service/commands/commands.h"
#include "service/demo/city.h"

namespace lika::service {

void add_demo(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("demo", "Makes a demonstration city: everyone in it is made up");
    command->footer("Example: lika demo var && lika serve --config var/lika.xml");
    struct Options {
        std::string folder;
        std::uint64_t seed = 1;
        int assessments = 4500;
    };
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->folder, "Folder to make; it must not exist")->required();
    command->add_option("--seed", options->seed, "The same seed gives the same people and assessments");
    command->add_option("--assessments", options->assessments, "How many assessments in all")->check(CLI::Range(0, 100000));
    command->callback([options, &status] {
        const auto made = demo::make_city(options->folder, options->seed, options->assessments);
        if (made) {
            fmt::print("{}\n", *made);
            return;
        }
        fmt::print(stderr, "lika demo: {} ({})\n", made.error().reason, made.error().place);
        status = 1;
    });
}

}  // namespace lika::service
