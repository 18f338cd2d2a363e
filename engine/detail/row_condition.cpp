// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/row_condition.h"

#include <algorithm>

#include "engine/detail/completions.h"
#include "engine/detail/evaluate.h"

namespace lika::engine::detail {

namespace {

using Node = Condition::Node;
using Kind = Condition::Kind;

constexpr std::size_t most_cells = 4096;

bool names_fact(const Condition& condition) {
    return std::any_of(condition.nodes.begin(), condition.nodes.end(), [](const Node& node) {
        return node.kind == Kind::fact_number || node.kind == Kind::fact_word;
    });
}

bool says_not_applicable(const Item& item, Code code) {
    return item.may_be_not_applicable && code == static_cast<Code>(Missing::not_applicable);
}

/// The items that decide a condition: those it names, and those that decide whether these apply.
std::vector<bool> deciding(const Plan& plan, const Condition& condition) {
    std::vector<bool> decides(plan.instrument->items.size());
    for (const auto item : items_of(condition)) decides[item] = true;
    for (auto item = plan.order.rbegin(); item != plan.order.rend(); ++item) {
        const auto& when = plan.instrument->items[*item].applies_when;
        if (!decides[*item] || !when) continue;
        for (const auto earlier : items_of(*when)) decides[earlier] = true;
    }
    return decides;
}

std::vector<Truth> matches_of(const Item& item, const Node& node) {
    std::vector<Truth> matches(first_option, Truth::open);
    const auto not_applicable = static_cast<Code>(Missing::not_applicable);
    if (says_not_applicable(item, not_applicable)) matches[not_applicable] = Truth::no;
    for (const auto& option : item.options)
        matches.push_back(truth_of(compares(option.rating, node.compare, node.number)));
    return matches;
}

}  // namespace

RowCondition::RowCondition(const Plan& plan, const Condition& condition, Ask ask)
    : plan_(plan), condition_(condition), ask_(ask) {
    find_places();
    if (cells_.empty()) find_matches();
}

void RowCondition::find_places() {
    const auto decides = deciding(plan_, condition_);
    compiled_ = !names_fact(condition_);
    std::size_t cells = 1;
    for (const auto item : plan_.order) {
        if (!decides[item]) continue;
        const auto& about = plan_.instrument->items[item];
        if (about.applies_when && names_fact(*about.applies_when)) compiled_ = false;
        places_.push_back({item, cells});
        cells = std::min(cells * (about.options.size() + first_option), most_cells + 1);
    }
    if (compiled_ && cells <= most_cells) cells_.resize(cells, Cell::empty);
}

void RowCondition::find_matches() {
    for (const auto& node : condition_.nodes) {
        auto& matches = matches_.emplace_back();
        for (const auto item : node.items)
            matches.push_back(matches_of(plan_.instrument->items[item], node));
    }
}

/// By the rules of know(), but for the items that matter here.
RowCondition::Cell RowCondition::settle_cell(const Code* row) const {
    const auto& items = plan_.instrument->items;
    const Facts facts;
    Known known{Responses(*plan_.instrument), facts, Applicability(items.size(), Truth::yes),
                std::vector<std::size_t>(items.size())};
    for (const auto& place : places_) {
        const auto code = row[place.item];
        known.responses[place.item] = response_of(items[place.item], code);
        if (code >= first_option) known.options[place.item] = code - std::size_t{first_option};
    }
    for (const auto& place : places_) {
        const auto& when = items[place.item].applies_when;
        if (says_not_applicable(items[place.item], row[place.item])) {
            known.applies[place.item] = Truth::no;
        } else if (when) {
            const auto settled = settle(plan_, known, *when);
            if (!settled) return Cell::undecided;
            known.applies[place.item] = *settled;
        }
    }
    if (ask_ == Ask::evaluated) return static_cast<Cell>(evaluate(condition_, known));
    const auto settled = settle(plan_, known, condition_);
    return settled ? static_cast<Cell>(*settled) : Cell::undecided;
}

std::optional<Truth> RowCondition::judge(const Code* row, const Truth* applies) const {
    const auto truth = judge_node(condition_.nodes.size() - 1, row, applies);
    if (truth == Truth::open && ask_ == Ask::settled) return std::nullopt;
    return truth;
}

Truth RowCondition::judge_node(std::size_t index, const Code* row, const Truth* applies) const {
    const auto& node = condition_.nodes[index];
    if (node.kind == Kind::item || node.kind == Kind::count)
        return judge_items(index, row, applies);
    if (node.kind == Kind::negation)
        return opposite(judge_node(node.children.front(), row, applies));
    return truth_of_parts(node, [&](std::size_t child) { return judge_node(child, row, applies); });
}

Truth RowCondition::judge_items(std::size_t index, const Code* row, const Truth* applies) const {
    const auto& node = condition_.nodes[index];
    std::int64_t fewest = 0, most = 0;
    auto truth = Truth::no;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const auto item = node.items[i];
        truth = both(applies[item], matches_[index][i][row[item]]);
        fewest += truth == Truth::yes;
        most += truth != Truth::no;
    }
    if (node.kind == Kind::item) return truth;
    return compares(fewest, most, node.count_compare, node.count_number);
}

}  // namespace lika::engine::detail
