// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tests/faults/disk_shim.h"

namespace lika::tests {

/// How a disk fails: which calls, how, and how many.
struct Trouble {
    const char* name;
    unsigned calls;
    int error, bad;
};

inline const std::vector<Trouble> troubles{
    {"an I/O error once", disk::all, EIO, 1},
    {"I/O errors for good", disk::all, EIO, disk::for_good},
    {"no room once", disk::all, ENOSPC, 1},
    {"no room for good", disk::all, ENOSPC, disk::for_good},
    {"half a write once", disk::writes, disk::half_written, 1},
    {"half of every write", disk::writes, disk::half_written, disk::for_good},
    {"five interruptions", disk::all, EINTR, 5},
    {"a quota used up", disk::writes | disk::truncates, EDQUOT, disk::for_good}};

}  // namespace lika::tests
