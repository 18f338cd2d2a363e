// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/possible.h"

#include <algorithm>
#include <set>

namespace lika::instruments::detail {

namespace {

using engine::Condition;
using Compare = Condition::Compare;
using Kind = Condition::Kind;

constexpr std::size_t most_ways = 10'000;

bool compares(std::int64_t left, Compare compare, std::int64_t right) {
    switch (compare) {
        case Compare::equal:
            return left == right;
        case Compare::not_equal:
            return left != right;
        case Compare::less:
            return left < right;
        case Compare::at_most:
            return left <= right;
        case Compare::greater:
            return left > right;
        case Compare::at_least:
            return left >= right;
    }
    return false;
}

template <class Value>
bool matches(const Condition::Node& node, const Value& value) {
    if (node.kind == Kind::fact_word) {
        const auto* word = std::get_if<std::string>(&value);
        return word && (*word == node.word) == (node.compare == Compare::equal);
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    return number && compares(*number, node.compare, node.number);
}

/// Of values that all comparisons treat alike, one is enough.
template <class Variable>
void keep_different(Variable& variable) {
    std::set<std::vector<bool>> seen;
    std::erase_if(variable.values, [&](const auto& value) {
        std::vector<bool> answers;
        for (const auto* node : variable.asked) answers.push_back(matches(*node, value));
        return !seen.insert(std::move(answers)).second;
    });
}

}  // namespace

Possible::Possible(const engine::Instrument& instrument, std::vector<const Condition*> conditions)
    : conditions_(std::move(conditions)) {
    for (const auto* condition : conditions_)
        for (const auto& node : condition->nodes) add(node);
    for (auto& [index, variable] : items_) give_ratings(variable, instrument.items[index]);
    for (auto& [name, variable] : facts_) give_facts(variable);
}

void Possible::add(const Node& node) {
    for (const auto item : node.items) items_[item].asked.push_back(&node);
    if (!node.fact.empty()) facts_[node.fact].asked.push_back(&node);
}

void Possible::give_ratings(Variable& variable, const engine::Item& item) const {
    for (const auto& option : item.options)
        variable.values.emplace_back(std::int64_t{option.rating});
    if (item.may_be_not_applicable || item.applies_when)
        variable.values.emplace_back(std::monostate{});
    keep_different(variable);
}

void Possible::give_facts(Variable& variable) const {
    for (const auto* node : variable.asked)
        if (node->kind == Kind::fact_word) {
            variable.values.emplace_back(node->word);
            variable.values.emplace_back(std::string{});  // any other word
        } else {
            for (const std::int64_t near : {-1, 0, 1})
                variable.values.emplace_back(node->number + near);
        }
    keep_different(variable);
}

bool Possible::try_all(const std::function<void(const std::vector<bool>&)>& tell) {
    std::size_t ways = 1;
    const auto count = [&](const auto& variables) {
        for (const auto& [key, variable] : variables)
            ways = std::min(most_ways + 1, ways * variable.values.size());
    };
    count(items_);
    count(facts_);
    if (ways == 0 || ways > most_ways) return false;
    do {
        std::vector<bool> which;
        for (const auto* condition : conditions_) which.push_back(holds(*condition));
        tell(which);
    } while (next());
    return true;
}

// Counts up like the digits of a number; false after the last.
bool Possible::next() {
    const auto turn = [](auto& variables) {
        for (auto& [key, variable] : variables) {
            if (++variable.now < variable.values.size()) return true;
            variable.now = 0;
        }
        return false;
    };
    return turn(items_) || turn(facts_);
}

bool Possible::holds(const Condition& condition) const {
    return holds(condition, condition.nodes.size() - 1);
}

bool Possible::holds(const Condition& condition, std::size_t index) const {
    const auto& node = condition.nodes[index];
    const auto value_of = [](const Variable& variable) { return variable.values[variable.now]; };
    const auto item_matches = [&](std::size_t item) {
        return matches(node, value_of(items_.at(item)));
    };
    const auto child_holds = [&](std::size_t child) { return holds(condition, child); };
    const auto& children = node.children;
    switch (node.kind) {
        case Kind::item:
            return item_matches(node.items.front());
        case Kind::count:
            return compares(std::count_if(node.items.begin(), node.items.end(), item_matches),
                            node.count_compare, node.count_number);
        case Kind::fact_number:
        case Kind::fact_word:
            return matches(node, value_of(facts_.at(node.fact)));
        case Kind::negation:
            return !child_holds(children.front());
        case Kind::all_of:
            return std::all_of(children.begin(), children.end(), child_holds);
        case Kind::any_of:
            return std::any_of(children.begin(), children.end(), child_holds);
    }
    return false;
}

}  // namespace lika::instruments::detail
