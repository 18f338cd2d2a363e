// SPDX-License-Identifier: EUPL-1.2
#include "service/commands/commands.h"
#include "service/detail/private_memory.h"

/// Every command. Started by `lika`, which lies beside it.
int main(int argc, char** argv) {
    lika::service::keep_memory_private();
    return lika::service::run_lika({argv + 1, argv + argc});
}
