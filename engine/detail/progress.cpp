// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/progress.h"

#include <algorithm>
#include <set>

namespace lika::engine::detail {

namespace {

using Node = Condition::Node;
using Kind = Condition::Kind;

// A mark from 0 up counts the matches seen so far; below 0 the node is done with.
constexpr std::int32_t is_true = -1;
constexpr std::int32_t is_false = -2;
constexpr std::int32_t forgotten = -3;

bool is_leaf(const Node& node) {
    return node.children.empty();
}
bool is_fact(const Node& node) {
    return node.kind == Kind::fact_number || node.kind == Kind::fact_word;
}

bool matches(const Node& node, const Fact& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return node.kind == Kind::fact_number && compares(*number, node.compare, node.number);
    if (node.kind != Kind::fact_word) return false;
    return (std::get<std::string>(value) == node.word) ==
           (node.compare == Condition::Compare::equal);
}

}  // namespace

template <class Visit>
void Progress::each_node(Visit visit) const {
    for (const auto& tracked : tracked_)
        for (std::size_t node = 0; node < tracked.condition->nodes.size(); ++node)
            visit(tracked.condition->nodes[node], tracked.begin + node);
}

std::size_t Progress::add(const Condition& condition) {
    tracked_.push_back({&condition, waiting_.size()});
    for (const auto& node : condition.nodes)
        waiting_.push_back(is_fact(node) ? 1 : static_cast<std::int32_t>(node.items.size()));
    return tracked_.size() - 1;
}

bool Progress::names_item(std::size_t item) const {
    bool named = false;
    each_node([&](const Node& node, std::size_t) {
        named = named || std::find(node.items.begin(), node.items.end(), item) != node.items.end();
    });
    return named;
}

std::vector<std::string> Progress::facts() const {
    std::set<std::string> names;
    each_node([&](const Node& node, std::size_t) {
        if (is_fact(node)) names.insert(node.fact);
    });
    return {names.begin(), names.end()};
}

std::vector<Fact> Progress::telling_values(const std::string& fact) const {
    std::set<Fact> values;
    each_node([&](const Node& node, std::size_t) {
        if (!is_fact(node) || node.fact != fact) return;
        if (node.kind == Kind::fact_word) {
            values.insert(Fact{node.word});
            values.insert(Fact{std::string{}});
            return;
        }
        for (const std::int64_t off : {-1, 0, 1}) values.insert(Fact{node.number + off});
    });
    return {values.begin(), values.end()};
}

void Progress::arrive_item(std::size_t item) {
    each_node([&](const Node& node, std::size_t mark) {
        waiting_[mark] -=
            static_cast<std::int32_t>(std::count(node.items.begin(), node.items.end(), item));
    });
}

void Progress::arrive_fact(const std::string& fact) {
    each_node([&](const Node& node, std::size_t mark) {
        if (is_fact(node) && node.fact == fact) waiting_[mark] = 0;
    });
}

void Progress::give_item(Marks& marks, std::size_t item, std::optional<std::int32_t> rating) const {
    each_node([&](const Node& node, std::size_t mark) {
        if (marks[mark] < 0 || !rating || !compares(*rating, node.compare, node.number)) return;
        marks[mark] +=
            static_cast<std::int32_t>(std::count(node.items.begin(), node.items.end(), item));
    });
}

void Progress::give_fact(Marks& marks, const std::string& fact, const Fact& value) const {
    each_node([&](const Node& node, std::size_t mark) {
        if (is_fact(node) && node.fact == fact && marks[mark] >= 0)
            marks[mark] = matches(node, value);
    });
}

Truth Progress::judge(const Tracked& tracked, const Marks& marks, std::size_t index) const {
    const auto& node = tracked.condition->nodes[index];
    const auto mark = marks[tracked.begin + index];
    if (mark < 0) return truth_of(mark == is_true);
    if (node.kind == Kind::count)
        return compares(mark, mark + waiting_[tracked.begin + index], node.count_compare,
                        node.count_number);
    if (is_leaf(node))
        return waiting_[tracked.begin + index] > 0 ? Truth::open : truth_of(mark > 0);
    if (node.kind == Kind::negation) return opposite(judge(tracked, marks, node.children.front()));

    return truth_of_parts(node, [&](std::size_t child) { return judge(tracked, marks, child); });
}

void Progress::forget_below(const Tracked& tracked, Marks& marks, std::size_t index) const {
    for (const auto child : tracked.condition->nodes[index].children) {
        marks[tracked.begin + child] = forgotten;
        forget_below(tracked, marks, child);
    }
}

void Progress::settle_node(const Tracked& tracked, Marks& marks, std::size_t index) const {
    auto& mark = marks[tracked.begin + index];
    if (mark < 0) return;
    const auto truth = judge(tracked, marks, index);
    if (truth == Truth::open) {
        for (const auto child : tracked.condition->nodes[index].children)
            settle_node(tracked, marks, child);
        return;
    }
    mark = truth == Truth::yes ? is_true : is_false;
    forget_below(tracked, marks, index);
}

void Progress::settle(Marks& marks) const {
    for (const auto& tracked : tracked_)
        settle_node(tracked, marks, tracked.condition->nodes.size() - 1);
}

Truth Progress::truth(const Marks& marks, std::size_t condition) const {
    const auto& tracked = tracked_[condition];
    return judge(tracked, marks, tracked.condition->nodes.size() - 1);
}

void Progress::forget(Marks& marks, std::size_t condition) const {
    const auto& tracked = tracked_[condition];
    const auto root = tracked.condition->nodes.size() - 1;
    marks[tracked.begin + root] = forgotten;
    forget_below(tracked, marks, root);
}

}  // namespace lika::engine::detail
