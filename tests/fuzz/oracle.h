// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace lika::fuzz {

/// Stops the run, which keeps the input, with what should have been so.
[[noreturn]] inline void fail(const std::string& what) {
    std::fprintf(stderr, "ORACLE: %s\n", what.c_str());
    std::abort();
}

inline void require(bool so, const char* what) {
    if (!so) fail(what);
}

}  // namespace lika::fuzz
