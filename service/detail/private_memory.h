// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/prctl.h>
#include <sys/resource.h>

namespace lika::service {

/// Keys and names must not get into a core dump, nor be read by another process of the same account.
inline void keep_memory_private() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace lika::service
