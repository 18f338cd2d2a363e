// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/score.h"

namespace lika::fuzz {

/// Stops the run, which keeps the input, with what should have been so.
[[noreturn]] inline void fail(const std::string& what) {
    std::fprintf(stderr, "ORACLE: %s\n", what.c_str());
    std::abort();
}

inline void require(bool so, const char* what) {
    if (!so) fail(what);
}

/// A fact of another kind than rules compare is refused; that is as it should be.
inline bool refuses_fact(const engine::Result<engine::Score>& score) {
    return !score && (score.error().reason == "fact_not_a_number" || score.error().reason == "fact_not_a_word");
}

}  // namespace lika::fuzz
