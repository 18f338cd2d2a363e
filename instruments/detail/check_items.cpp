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
            fmt::format("pole-of names {}, which is not there", cut(item.pole_of->value)));
    const auto& risk = draft.instrument.items[*other];
    if (item.factor != Factor::protection || risk.factor != Factor::risk ||
        item.domain != risk.domain || item.level != risk.level)
        draft.items[index].fault(
            "pole_mismatch",
            fmt::format(
                "{} and {}: a protective item belongs to a risk item of the same domain and "
                "level",
                item.id.value, risk.id.value));
    const auto& items = draft.instrument.items;
    const auto taken = [&](const auto& before) { return before.pole_of == item.pole_of; };
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(index);
    if (std::any_of(items.begin(), end, taken))
        draft.items[index].fault(
            "pole_taken", fmt::format("{} has a protective item already", item.pole_of->value));
}

// An own rule for "not applicable" is of no use where "not applicable" is not allowed.
void check_not_applicable(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.not_applicable_when.empty() && !item.may_be_not_applicable)
        draft.items[index].fault("not_applicable_mismatch",
                                 "not-applicable-when says when, may-be-not-applicable says never");
}

// Follows conditions from item to item without recursion; a circle comes back to where it began.
// Gives the item from which it does.
std::optional<std::size_t> leads_back(const Draft& draft, std::size_t start) {
    const auto& items = draft.instrument.items;
    std::vector<bool> seen(items.size());
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const auto from = open.back();
        open.pop_back();
        for (const auto next : items_named_by(items[from])) {
            if (next == start) return from;
            if (seen[next]) continue;
            seen[next] = true;
            open.push_back(next);
        }
    }
    return std::nullopt;
}

void check_circle(const Draft& draft, std::size_t index) {
    const auto from = leads_back(draft, index);
    if (!from) return;
    const auto& items = draft.instrument.items;
    draft.items[index].fault(
        "applies_when_cycle",
        fmt::format("whether {} applies, or its rating, depends on itself: {} names it",
                    items[index].id.value, items[*from].id.value));
}

// A derived item: its first option stands without a condition, every other with one.
void check_derived(const Draft& draft, std::size_t index) {
    const auto& options = draft.instrument.items[index].options;
    const auto with = [](const auto& option) { return option.when.has_value(); };
    if (std::none_of(options.begin(), options.end(), with)) return;
    const auto without = std::find_if_not(options.begin() + 1, options.end(), with);
    if (with(options.front()))
        draft.items[index].fault(
            "derived_options", fmt::format("the first rating of a derived item, {}, stands without "
                                           "a when: remove it",
                                           options.front().rating));
    else if (without != options.end())
        draft.items[index].fault("derived_options",
                                 fmt::format("the rating {} needs a when: of a derived item every "
                                             "option but the first has one",
                                             without->rating));
}

void check_mark(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.mark_of) return;
    const auto other = draft.instrument.find_item(*item.mark_of);
    if (!other || *other == index)
        return draft.items[index].fault(
            "unknown_mark",
            fmt::format("mark-of names {}, which is not there", cut(item.mark_of->value)));
    if (draft.instrument.items[*other].domain != item.domain || item.options.size() != 2)
        draft.items[index].fault(
            "mark_mismatch",
            fmt::format("a mark has two options and the domain of the item it stands beside, {}",
                        item.mark_of->value));
}

void check_item(const Draft& draft, std::size_t index) {
    check_pole(draft, index);
    check_mark(draft, index);
    check_derived(draft, index);
    check_not_applicable(draft, index);
}

// Itself, or through items that are derived from it or asked because of it.
bool feeds(const engine::Instrument& instrument, std::size_t item,
           const std::set<std::size_t>& looked_at) {
    return std::any_of(looked_at.begin(), looked_at.end(), [&](std::size_t other) {
        return items_under(instrument, other).contains(item);
    });
}

// The first scale, flag or override that an item reaches: "scale total".
std::string reached_by(const engine::Instrument& instrument, std::size_t item) {
    for (const auto& scale : instrument.scales) {
        auto looked_at = items_named_by(scale);
        for (const auto& term : scale.terms) looked_at.insert(term.item);
        if (feeds(instrument, item, looked_at)) return "scale " + scale.id.value;
    }
    for (const auto& flag : instrument.flags)
        if (feeds(instrument, item, items_named_by(flag.when))) return "flag " + flag.id.value;
    for (const auto& rule : instrument.policy_overrides)
        if (feeds(instrument, item, items_named_by(rule.when))) return "override " + rule.id.value;
    return {};
}

void check_judgement_item(const Draft& draft, std::size_t index) {
    const auto& item = draft.instrument.items[index];
    if (!item.horizon.empty() && !item.judgement)
        draft.items[index].fault("horizon_alone", "a horizon belongs to a judgement");
    if (!item.judgement) return;
    if (const auto reached = reached_by(draft.instrument, index); !reached.empty())
        draft.items[index].fault("judgement_scored",
                                 fmt::format("a judgement feeds no scale, flag or override, but {} "
                                             "names it or what follows from it",
                                             reached));
}

void check_events(const Draft& draft) {
    const auto numbers = draft.root.children("number");
    for (std::size_t i = 0; i < draft.events.size(); ++i) {
        const auto& id = draft.instrument.events[i].id;
        const bool used = std::any_of(numbers.begin(), numbers.end(), [&](const auto& number) {
            return number.value("events") == id.value;
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
            shared.fault(reason, fmt::format("no item names {}: name it or remove it", cut(id)));
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
                          fmt::format("no item is in {}: remove it", cut(id.value)));
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
        if ((!instrument.items[i].level || instrument.items[i].factor == Factor::none) &&
            !draft.doubtful_item(i))
            draft.items[i].fault(
                "profile_without_factors",
                fmt::format("a profile needs the level and factor of every item; {} "
                            "has no {}",
                            instrument.items[i].id.value,
                            instrument.items[i].level ? "factor" : "level"));
}

void check_evidence(const Draft& draft) {
    const auto& instrument = draft.instrument;
    if (!instrument.evidence_from) return;
    const bool reached =
        std::any_of(instrument.items.begin(), instrument.items.end(), [&](const auto& item) {
            return !item.options.empty() && item.options.back().rating >= *instrument.evidence_from;
        });
    if (!reached)
        draft.root.fault(
            "evidence_from_unused",
            fmt::format("no rating is as high as {}, evidence-from", *instrument.evidence_from));
}

// What nothing names. A name that was misread elsewhere may be why.
void check_unused(const Draft& draft) {
    if (draft.report->misread()) return;
    check_used(draft, "options", "unused_options");
    check_used(draft, "reference", "unused_reference");
    check_domains(draft);
    check_events(draft);
    check_facts(draft);
    check_evidence(draft);
}

}  // namespace

void check_items(const Draft& draft) {
    for (std::size_t i = 0; i < draft.items.size(); ++i) {
        if (!draft.doubtful_item(i)) check_item(draft, i);
        check_judgement_item(draft, i);
        check_circle(draft, i);
    }
    check_profile(draft);
    check_unused(draft);
}

}  // namespace lika::instruments::detail
