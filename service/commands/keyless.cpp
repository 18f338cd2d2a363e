// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "service/commands/commands.h"

namespace lika::service {

std::span<const Command> keyless_commands() {
    static constexpr std::array keyless{
        Command{"score", add_score},
        Command{"replay", add_replay},
        Command{"instrument", add_instrument},
        Command{"offences", add_offences},
    };
    return keyless;
}

}  // namespace lika::service
