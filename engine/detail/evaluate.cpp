// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/evaluate.h"

#include <algorithm>

namespace lika::engine::detail {

namespace {

using Node = Condition::Node;
using Kind = Condition::Kind;

Truth compare_item(const Node& node, std::size_t item, const Known& known) {
    const auto applies = known.applies[item];
    if (applies == Truth::no) return Truth::no;
    const auto& response = known.responses[item];
    if (!response.rated()) return Truth::open;
    return both(applies, truth_of(compares(response.rating(), node.compare, node.number)));
}

Truth count_items(const Node& node, const Known& known) {
    std::int64_t fewest = 0, most = 0;
    for (const auto item : node.items) {
        const auto matches = compare_item(node, item, known);
        fewest += matches == Truth::yes;
        most += matches != Truth::no;
    }
    return compares(fewest, most, node.count_compare, node.count_number);
}

Truth compare_fact(const Node& node, const Facts& facts) {
    const auto found = facts.find(node.fact);
    if (found == facts.end()) return Truth::open;
    if (node.kind == Kind::fact_number) {
        const auto* number = std::get_if<std::int64_t>(&found->second);
        return number ? truth_of(compares(*number, node.compare, node.number)) : Truth::open;
    }
    const auto* word = std::get_if<std::string>(&found->second);
    if (!word) return Truth::open;
    return truth_of((*word == node.word) == (node.compare == Condition::Compare::equal));
}

Truth evaluate_node(const Condition& condition, std::size_t index, const Known& known) {
    const auto& node = condition.nodes[index];
    switch (node.kind) {
        case Kind::item:
            return compare_item(node, node.items.front(), known);
        case Kind::count:
            return count_items(node, known);
        case Kind::fact_number:
        case Kind::fact_word:
            return compare_fact(node, known.facts);
        case Kind::negation:
            return opposite(evaluate_node(condition, node.children.front(), known));
        case Kind::all_of:
        case Kind::any_of:
            break;
    }
    return truth_of_parts(
        node, [&](std::size_t child) { return evaluate_node(condition, child, known); });
}

/// Collects the items that make the node `wanted` (true, or false under a negation).
class Witnesses {
public:
    Witnesses(const Condition& condition, const Known& known)
        : condition_(condition), known_(known) {}

    void collect(std::size_t index, Truth wanted) {
        const auto& node = condition_.nodes[index];
        if (evaluate_node(condition_, index, known_) != wanted) return;
        if (node.kind == Kind::item || node.kind == Kind::count) return collect_items(node, wanted);
        const auto below = node.kind == Kind::negation ? opposite(wanted) : wanted;
        for (const auto child : node.children) collect(child, below);
    }

    std::vector<std::size_t> found;

private:
    void collect_items(const Node& node, Truth wanted) {
        // "at least n of them match" rests on those that match; "at most n" on every rated one.
        const bool rising = node.count_compare == Condition::Compare::at_least ||
                            node.count_compare == Condition::Compare::greater;
        const bool matching_only = node.kind == Kind::count && rising && wanted == Truth::yes;
        for (const auto item : node.items) {
            if (known_.applies[item] == Truth::no || !known_.responses[item].rated()) continue;
            if (matching_only && compare_item(node, item, known_) != Truth::yes) continue;
            found.push_back(item);
        }
    }

    const Condition& condition_;
    const Known& known_;
};

std::vector<std::size_t> sorted_once(std::vector<std::size_t> items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

}  // namespace

Truth evaluate(const Condition& condition, const Known& known) {
    return evaluate_node(condition, condition.nodes.size() - 1, known);
}

std::vector<std::size_t> witnesses(const Condition& condition, const Known& known) {
    Witnesses walk(condition, known);
    walk.collect(condition.nodes.size() - 1, Truth::yes);
    return sorted_once(std::move(walk.found));
}

std::vector<std::size_t> items_of(const Condition& condition) {
    std::vector<std::size_t> items;
    for (const auto& node : condition.nodes)
        items.insert(items.end(), node.items.begin(), node.items.end());
    return sorted_once(std::move(items));
}

}  // namespace lika::engine::detail
