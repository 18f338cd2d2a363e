// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/named.h"

#include <vector>

namespace lika::instruments::detail {

namespace {

using engine::Condition;
using Conditions = std::vector<const Condition*>;

void add(Conditions& conditions, const std::optional<Condition>& condition) {
    if (condition) conditions.push_back(&*condition);
}

Conditions conditions_of(const engine::Item& item) {
    Conditions conditions;
    add(conditions, item.applies_when);
    for (const auto& option : item.options) add(conditions, option.when);
    return conditions;
}

Conditions conditions_of(const engine::Scale& scale) {
    Conditions conditions;
    for (const auto& norm : scale.norms) add(conditions, norm.when);
    for (const auto& cut_offs : scale.cut_offs) add(conditions, cut_offs.when);
    return conditions;
}

Conditions conditions_of_rules(const engine::Instrument& instrument) {
    Conditions conditions;
    for (const auto& flag : instrument.flags) conditions.push_back(&flag.when);
    for (const auto& rule : instrument.policy_overrides) conditions.push_back(&rule.when);
    for (const auto& decision : instrument.decisions)
        for (const auto& exception : decision.exceptions) conditions.push_back(&exception.when);
    return conditions;
}

std::set<std::size_t> items_of(const Conditions& conditions) {
    std::set<std::size_t> items;
    for (const auto* condition : conditions)
        for (const auto& node : condition->nodes)
            items.insert(node.items.begin(), node.items.end());
    return items;
}

void add_facts(std::set<std::string>& facts, const Conditions& conditions) {
    for (const auto* condition : conditions)
        for (const auto& node : condition->nodes)
            if (!node.fact.empty()) facts.insert(node.fact);
}

}  // namespace

std::set<std::size_t> items_named_by(const Condition& condition) {
    return items_of({&condition});
}

std::set<std::size_t> items_named_by(const engine::Item& item) {
    return items_of(conditions_of(item));
}

std::set<std::size_t> items_under(const engine::Instrument& instrument, std::size_t item) {
    std::set<std::size_t> seen{item};
    std::vector<std::size_t> open{item};
    while (!open.empty()) {
        const auto named = items_named_by(instrument.items[open.back()]);
        open.pop_back();
        for (const auto next : named)
            if (seen.insert(next).second) open.push_back(next);
    }
    return seen;
}

std::set<std::size_t> items_named_by(const engine::Scale& scale) {
    return items_of(conditions_of(scale));
}

std::set<std::string> facts_named(const engine::Instrument& instrument) {
    std::set<std::string> facts;
    for (const auto& item : instrument.items) add_facts(facts, conditions_of(item));
    for (const auto& scale : instrument.scales) add_facts(facts, conditions_of(scale));
    add_facts(facts, conditions_of_rules(instrument));
    return facts;
}

}  // namespace lika::instruments::detail
