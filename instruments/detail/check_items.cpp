// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/check_instrument.h"

namespace lika::instruments::detail {

namespace {

using engine::Condition;
using engine::Factor;

void check_pole(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.pole_of) return;
    const auto other = draft.instrument.find_item(*item.pole_of);
    if (!other)
        return draft.items[index].fault(
            "unknown_pole",
            fmt::format("pole-of names {}, which is not there", item.pole_of->value.substr(0, 64)));
    const auto& risk = draft.instrument.items[*other];
    if (item.factor != Factor::protection || risk.factor != Factor::risk ||
        item.domain != risk.domain || item.level != risk.level)
        draft.items[index].fault(
            "pole_mismatch",
            "a protective item belongs to a risk item of the same domain and level");
}

// Follows applies-when from item to item without recursion; a circle comes back to where it began.
bool leads_to_itself(const Draft& draft, std::size_t start) {
    const auto& items = draft.instrument.items;
    std::vector<bool> seen(items.size());
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const auto& when = items[open.back()].applies_when;
        open.pop_back();
        if (!when) continue;
        for (const auto& node : when->nodes)
            for (const auto next : node.items) {
                if (next == start) return true;
                if (seen[next]) continue;
                seen[next] = true;
                open.push_back(next);
            }
    }
    return false;
}

void check_used(const Draft& draft, const char* element, const char* reason) {
    for (const auto& shared : draft.root.children(element)) {
        const auto id = shared.value("id");
        if (!id.empty() && !draft.used_names.contains(fmt::format("{} {}", element, id)))
            shared.fault(reason,
                         fmt::format("no item names {}: name it or remove it", id.substr(0, 64)));
    }
}

void check_domains(const Draft& draft) {
    const auto& items = draft.instrument.items;
    for (const auto& element : draft.root.children("domain")) {
        const engine::DomainId id{element.value("id")};
        const bool used = std::any_of(items.begin(), items.end(),
                                      [&](const auto& item) { return item.domain == id; });
        if (!used)
            element.fault("unused_domain",
                          fmt::format("no item is in {}: remove it", id.value.substr(0, 64)));
    }
}

bool names_fact(const std::optional<Condition>& condition, const std::string& fact) {
    return condition && std::any_of(condition->nodes.begin(), condition->nodes.end(),
                                    [&](const auto& node) { return node.fact == fact; });
}

void check_facts(const Draft& draft) {
    const auto& instrument = draft.instrument;
    for (const auto& fact : instrument.facts) {
        const auto uses = [&](const auto& rule) { return names_fact(rule.when, fact); };
        const bool used =
            std::any_of(instrument.flags.begin(), instrument.flags.end(), uses) ||
            std::any_of(instrument.policy_overrides.begin(), instrument.policy_overrides.end(),
                        uses) ||
            std::any_of(instrument.items.begin(), instrument.items.end(),
                        [&](const auto& item) { return names_fact(item.applies_when, fact); });
        if (!used)
            draft.root.fault("unused_fact",
                             fmt::format("no rule names {}: remove it from facts", fact));
    }
}

void check_profile(const Draft& draft) {
    const auto& instrument = draft.instrument;
    if (!instrument.profile) return;
    for (std::size_t i = 0; i < instrument.items.size(); ++i)
        if (!instrument.items[i].level || instrument.items[i].factor == Factor::none)
            draft.items[i].fault("profile_without_factors",
                                 "a profile needs the level and factor of every item");
}

void check_evidence(const Draft& draft) {
    const auto& instrument = draft.instrument;
    if (!instrument.evidence_from) return;
    const bool reached =
        std::any_of(instrument.items.begin(), instrument.items.end(), [&](const auto& item) {
            return !item.options.empty() && item.options.back().rating >= *instrument.evidence_from;
        });
    if (!reached) draft.root.fault("evidence_from_unused", "no rating is as high as evidence-from");
}

}  // namespace

void check_items(const Draft& draft) {
    for (std::size_t i = 0; i < draft.items.size(); ++i) {
        check_pole(draft, i);
        if (leads_to_itself(draft, i))
            draft.items[i].fault("applies_when_cycle",
                                 "whether the item applies depends on itself");
    }
    check_used(draft, "options", "unused_options");
    check_used(draft, "reference", "unused_reference");
    check_domains(draft);
    check_facts(draft);
    check_profile(draft);
    check_evidence(draft);
}

}  // namespace lika::instruments::detail
