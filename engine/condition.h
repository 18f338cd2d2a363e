// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/id.h"
#include "engine/result.h"

namespace lika::engine {

/// A rule's condition over ratings and facts, as written in a definition: `F1 = 2 and (F2 >= 1 or age < 12)`,
/// `count(P1 P2 P3 >= 2) >= 2`, `any(I1 I3 >= 3)`, `sex = female`, `not F1 = 0`.
///
/// A tree in one vector: children come before their parent, the root is last. Grammar: docs/instrument-format.md.
struct Condition {
    enum class Kind { item, fact_number, fact_word, count, all_of, any_of, negation };
    enum class Compare { equal, not_equal, less, at_most, greater, at_least };

    struct Node {
        Kind kind = Kind::item;
        Compare compare = Compare::equal;
        std::int32_t number = 0;             ///< compared with: a rating, a fact, or the rating inside a count
        Compare count_compare = Compare::at_least;
        std::int32_t count_number = 0;       ///< for `count`: how many
        std::vector<std::size_t> items;      ///< indexes into Instrument::items (one for `item`)
        std::string fact;                    ///< fact's name
        std::string word;                    ///< for `fact_word`
        std::vector<std::size_t> children;   ///< indexes into `nodes`
    };

    std::string text;         ///< as written
    std::vector<Node> nodes;  ///< at least one

    bool operator==(const Condition& other) const { return text == other.text; }
};

/// Reads a condition; `items` is the instrument's items in order, `facts` the names it declares.
/// Errors (invalid), place = column "7": syntax, unknown_item, unknown_fact, too_deep (over 32), too_long (over 2000 bytes).
Result<Condition> read_condition(std::string_view text, const std::vector<ItemId>& items,
                                 const std::vector<std::string>& facts);

}  // namespace lika::engine
