// SPDX-License-Identifier: EUPL-1.2
#include "service/commands/commands.h"

namespace lika::service {

void add_commands(CLI::App& app, int& status) {
    add_serve(app, status);
    add_score(app, status);
    add_instrument(app, status);
    add_demo(app, status);
    add_user(app, status);
    add_log(app, status);
}

}  // namespace lika::service
