// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "engine/condition.h"

/// A condition's tree back as text, with no more parentheses than the tree needs.
namespace lika::condition_text {

using engine::Condition;
using Node = Condition::Node;
using Kind = Condition::Kind;

inline const char* sign(Condition::Compare compare) {
    constexpr const char* signs[] = {"=", "!=", "<", "<=", ">", ">="};
    return signs[static_cast<std::size_t>(compare)];
}

inline std::string compared(Condition::Compare compare, std::int32_t number) {
    return sign(compare) + std::to_string(number);
}

inline std::string list(const Node& node, const std::vector<engine::ItemId>& items) {
    std::string text = "(";
    for (const auto item : node.items) text += (text.size() > 1 ? " " : "") + items[item].value;
    return text + compared(node.compare, node.number) + ")";
}

inline std::string leaf(const Node& node, const std::vector<engine::ItemId>& items) {
    if (node.kind == Kind::item)
        return items[node.items.front()].value + compared(node.compare, node.number);
    if (node.kind == Kind::fact_word) return node.fact + sign(node.compare) + node.word;
    if (node.kind == Kind::fact_number) return node.fact + compared(node.compare, node.number);
    const bool any =
        node.count_compare == Condition::Compare::at_least && node.count_number == 1;
    if (any) return "any" + list(node, items);
    return "count" + list(node, items) + compared(node.count_compare, node.count_number);
}

/// "or" binds least, then "and"; what binds no closer than the node around it is put in parentheses.
inline int closeness(Kind kind) {
    return kind == Kind::any_of ? 0 : kind == Kind::all_of ? 1 : 2;
}

inline std::string text_of(const Condition& condition, const std::vector<engine::ItemId>& items,
                           std::size_t index) {
    const auto& node = condition.nodes[index];
    const auto part = [&](std::size_t child) {
        const auto text = text_of(condition, items, child);
        const auto inside = condition.nodes[child].kind;
        return closeness(inside) == 2 || closeness(inside) > closeness(node.kind)
                   ? text
                   : "(" + text + ")";
    };
    if (node.kind == Kind::negation) return "not " + part(node.children.front());
    if (closeness(node.kind) == 2) return leaf(node, items);
    std::string text;
    for (const auto child : node.children)
        text += (text.empty() ? "" : node.kind == Kind::any_of ? " or " : " and ") + part(child);
    return text;
}

inline std::string text_of(const Condition& condition, const std::vector<engine::ItemId>& items) {
    return text_of(condition, items, condition.nodes.size() - 1);
}

inline bool same_node(const Node& a, const Node& b) {
    const auto all = [](const Node& node) {
        return std::tie(node.kind, node.compare, node.number, node.count_compare,
                        node.count_number, node.items, node.fact, node.word, node.children);
    };
    return all(a) == all(b);
}

inline bool same_tree(const Condition& a, const Condition& b) {
    return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), same_node);
}

}  // namespace lika::condition_text
