// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace lika::engine::consistency {

/// A number, or none: the status of its finding says why.
using Number = std::optional<double>;

/// At the confidence asked for, 0.95 unless something else is said.
struct Interval {
    double low, high;
    bool operator==(const Interval&) const = default;
};

/// What every statistic says of itself, however it came out.
struct Finding {
    std::string form;            ///< its exact name: "ICC(A,1), two-way random, absolute agreement, single rating"
    std::string convention;      ///< id in docs/consistency.md, where references disagree; empty: they do not
    std::string status = "ok";   ///< or "undefined_..." or "too_few": why there is no number
    std::uint64_t n = 0;         ///< subjects it rests on

    bool is_ok() const { return status == "ok"; }
};

/// The finding without its numbers.
template <class Found>
Found undefined(Found found, const char* why) {
    found.status = why;
    return found;
}

}  // namespace lika::engine::consistency
