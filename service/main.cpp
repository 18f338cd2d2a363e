// SPDX-License-Identifier: EUPL-1.2
#include <sys/prctl.h>
#include <sys/resource.h>

#include "service/commands/commands.h"

/// Keys and names must not get into a core dump, nor be read by another process of the same account.
static void keep_memory_private() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

int main(int argc, char** argv) {
    keep_memory_private();
    return lika::service::run_lika({argv + 1, argv + argc});
}
