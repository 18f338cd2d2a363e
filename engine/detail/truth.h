// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/condition.h"

namespace lika::engine::detail {

/// What is known of a statement: false, open while something it needs is missing, true (Kleene's
/// three values).
enum class Truth : std::uint8_t { no, open, yes };

inline Truth both(Truth a, Truth b) {
    return std::min(a, b);
}
inline Truth either(Truth a, Truth b) {
    return std::max(a, b);
}
inline Truth opposite(Truth a) {
    return static_cast<Truth>(2 - static_cast<int>(a));
}
inline Truth truth_of(bool holds) {
    return holds ? Truth::yes : Truth::no;
}

/// What `and` and `or` say of their parts, as `judge` judges each.
template <class Judge>
Truth truth_of_parts(const Condition::Node& node, const Judge& judge) {
    const bool all = node.kind == Condition::Kind::all_of;
    auto truth = truth_of(all);
    for (const auto child : node.children)
        truth = all ? both(truth, judge(child)) : either(truth, judge(child));
    return truth;
}

inline bool compares(std::int64_t left, Condition::Compare compare, std::int64_t right) {
    switch (compare) {
        case Condition::Compare::equal:
            return left == right;
        case Condition::Compare::not_equal:
            return left != right;
        case Condition::Compare::less:
            return left < right;
        case Condition::Compare::at_most:
            return left <= right;
        case Condition::Compare::greater:
            return left > right;
        case Condition::Compare::at_least:
            return left >= right;
    }
    return false;
}

/// Compares a count of which only the limits are known yet.
inline Truth compares(std::int64_t fewest, std::int64_t most, Condition::Compare compare,
                      std::int64_t right) {
    switch (compare) {
        case Condition::Compare::equal:
            if (fewest == most) return truth_of(fewest == right);
            return right < fewest || right > most ? Truth::no : Truth::open;
        case Condition::Compare::not_equal:
            return opposite(compares(fewest, most, Condition::Compare::equal, right));
        default:
            const bool low = compares(fewest, compare, right);
            const bool high = compares(most, compare, right);
            return low == high ? truth_of(low) : Truth::open;
    }
}

}  // namespace lika::engine::detail
