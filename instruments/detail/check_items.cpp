// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/check_instrument.h"
#include "instruments/detail/named.h"

namespace lika::instruments::detail {

namespace {

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
    const auto& items = draft.instrument.items;
    const auto taken = [&](const auto& before) { return before.pole_of == item.pole_of; };
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(index);
    if (std::any_of(items.begin(), end, taken))
        draft.items[index].fault("pole_taken", "a risk item has one protective item");
}

// An own rule for "not applicable" is of no use where "not applicable" is not allowed.
void check_not_applicable(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.not_applicable_when.empty() && !item.may_be_not_applicable)
        draft.items[index].fault("not_applicable_mismatch",
                                 "not-applicable-when says when, may-be-not-applicable says never");
}

// Follows conditions from item to item without recursion; a circle comes back to where it began.
bool leads_to_itself(const Draft& draft, std::size_t start) {
    const auto& items = draft.instrument.items;
    std::vector<bool> seen(items.size());
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const auto named = items_named_by(items[open.back()]);
        open.pop_back();
        for (const auto next : named) {
            if (next == start) return true;
            if (seen[next]) continue;
            seen[next] = true;
            open.push_back(next);
        }
    }
    return false;
}

// A derived item: its first option stands without a condition, every other with one.
void check_derived(const Draft& draft, std::size_t index) {
    const auto& options = draft.instrument.items[index].options;
    const auto with = [](const auto& option) { return option.when.has_value(); };
    if (std::none_of(options.begin(), options.end(), with)) return;
    if (with(options.front()) || !std::all_of(options.begin() + 1, options.end(), with))
        draft.items[index].fault("derived_options",
                                 "of a derived item every option but the first has a when");
}

void check_mark(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.mark_of) return;
    const auto other = draft.instrument.find_item(*item.mark_of);
    if (!other || *other == index)
        return draft.items[index].fault(
            "unknown_mark",
            fmt::format("mark-of names {}, which is not there", item.mark_of->value.substr(0, 64)));
    if (draft.instrument.items[*other].domain != item.domain || item.options.size() != 2)
        draft.items[index].fault(
            "mark_mismatch", "a mark has two options and the domain of the item it stands beside");
}

// Every item that some scale, flag or override looks at first hand.
std::set<std::size_t> items_looked_at(const engine::Instrument& instrument) {
    std::set<std::size_t> all;
    for (const auto& scale : instrument.scales) {
        for (const auto& term : scale.terms) all.insert(term.item);
        all.merge(items_named_by(scale));
    }
    for (const auto& flag : instrument.flags) all.merge(items_named_by(flag.when));
    for (const auto& rule : instrument.policy_overrides) all.merge(items_named_by(rule.when));
    return all;
}

// Itself, or through items that are derived from it or asked because of it.
bool feeds_something(const engine::Instrument& instrument, std::size_t item) {
    const auto looked_at = items_looked_at(instrument);
    return std::any_of(looked_at.begin(), looked_at.end(), [&](std::size_t other) {
        return items_under(instrument, other).contains(item);
    });
}

void check_judgement_item(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.horizon.empty() && !item.judgement)
        draft.items[index].fault("horizon_alone", "a horizon belongs to a judgement");
    if (item.judgement && feeds_something(draft.instrument, index))
        draft.items[index].fault("judgement_scored",
                                 "a judgement feeds no scale, flag or override");
}

void check_events(const Draft& draft) {
    const auto& items = draft.instrument.items;
    for (std::size_t i = 0; i < draft.events.size(); ++i) {
        const auto& id = draft.instrument.events[i].id;
        const bool used = std::any_of(items.begin(), items.end(), [&](const auto& item) {
            return item.from_events && item.from_events->events == id;
        });
        if (!used)
            draft.events[i].fault("unused_events",
                                  fmt::format("no number is counted from {}", id.value));
    }
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
        const auto& lists = draft.instrument.events;
        const auto inside = [&](const auto& thing) { return thing.domain == id; };
        const bool used = std::any_of(items.begin(), items.end(), inside) ||
                          std::any_of(lists.begin(), lists.end(), inside);
        if (!used)
            element.fault("unused_domain",
                          fmt::format("no item is in {}: remove it", id.value.substr(0, 64)));
    }
}

void check_facts(const Draft& draft) {
    const auto used = facts_named(draft.instrument);
    for (const auto& fact : draft.instrument.facts)
        if (!used.contains(fact))
            draft.root.fault("unused_fact",
                             fmt::format("no rule names {}: remove it from facts", fact));
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
        check_mark(draft, i);
        check_derived(draft, i);
        check_not_applicable(draft, i);
        check_judgement_item(draft, i);
        if (leads_to_itself(draft, i))
            draft.items[i].fault("applies_when_cycle",
                                 "whether the item applies, or its rating, depends on itself");
    }
    check_used(draft, "options", "unused_options");
    check_used(draft, "reference", "unused_reference");
    check_domains(draft);
    check_events(draft);
    check_facts(draft);
    check_profile(draft);
    check_evidence(draft);
}

}  // namespace lika::instruments::detail
