// SPDX-License-Identifier: EUPL-1.2
#include "service/commands/commands.h"

#include <array>

namespace lika::service {

std::span<const Command> all_commands() {
    static constexpr std::array all{
        Command{"serve", add_serve},           Command{"score", add_score},       Command{"replay", add_replay},
        Command{"instrument", add_instrument}, Command{"offences", add_offences}, Command{"demo", add_demo},
        Command{"user", add_user},             Command{"log", add_log},           Command{"vault", add_vault},
        Command{"stats", add_stats},
    };
    return all;
}

int run_lika(const std::vector<std::string>& arguments) { return run_lika(all_commands(), arguments); }

}  // namespace lika::service
