// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "engine/instrument.h"

namespace lika::instruments::detail {

/// What ratings and facts can make of some conditions, by trying every combination that makes a
/// difference.
///
/// Every item and fact is free: an item that is derived or gated too. So what never happens here
/// never happens when scoring, but not the other way round.
class Possible {
public:
    Possible(const engine::Instrument& instrument,
             std::vector<const engine::Condition*> conditions);

    /// Tells for each combination which of the conditions hold. False: there are more combinations
    /// than are worth trying, or an item without options; nothing is told.
    bool try_all(const std::function<void(const std::vector<bool>&)>& tell);

private:
    using Node = engine::Condition::Node;
    /// A rating or number, a word, or nothing: the item does not apply.
    using Value = std::variant<std::monostate, std::int64_t, std::string>;

    struct Variable {
        std::vector<const Node*> asked;  ///< comparisons that look at it
        std::vector<Value> values;
        std::size_t now = 0;
    };

    void add(const Node& node);
    void give_ratings(Variable& variable, const engine::Item& item) const;
    void give_facts(Variable& variable) const;
    bool next();
    bool holds(const engine::Condition& condition, std::size_t node) const;
    bool holds(const engine::Condition& condition) const;

    std::vector<const engine::Condition*> conditions_;
    std::map<std::size_t, Variable> items_;
    std::map<std::string, Variable> facts_;
};

}  // namespace lika::instruments::detail
