// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "instruments/detail/check_instrument.h"
#include "instruments/detail/possible.h"

namespace lika::instruments::detail {

namespace {

using engine::Condition;
using Conditions = std::vector<const Condition*>;

bool counts_possible(const Condition::Node& node) {
    using Compare = Condition::Compare;
    if (node.kind != Condition::Kind::count) return true;
    const auto items = static_cast<std::int64_t>(node.items.size());
    const std::int64_t number = node.count_number;
    switch (node.count_compare) {
        case Compare::at_least:
        case Compare::less:
            return number >= 1 && number <= items;
        case Compare::greater:
        case Compare::at_most:
            return number >= 0 && number < items;
        default:
            return number >= 0 && number <= items;
    }
}

void check_counts(const Condition& when, const Element& place) {
    for (const auto& node : when.nodes)
        if (!counts_possible(node))
            place.fault("no_such_count", fmt::format("of {} items the count compared with {} says "
                                                     "nothing",
                                                     node.items.size(), node.count_number));
}

/// A rule that never holds, or always, is not what its author meant.
void check_rule(const Draft& draft, const Condition& when, const Element& place) {
    check_counts(when, place);
    bool ever = false, always = true;
    const auto tell = [&](const std::vector<bool>& holds) {
        ever = ever || holds.front();
        always = always && holds.front();
    };
    if (!Possible{draft.instrument, {&when}}.try_all(tell)) return;
    if (!ever) place.fault("never_true", fmt::format("{} can never hold", cut(when.text)));
    if (always)
        place.fault("always_true", fmt::format("{} holds whatever is rated", cut(when.text)));
}

/// Of norms or cut-offs the first that holds is in force.
template <class Sets>
void check_sets(const Draft& draft, const Sets& sets, const std::vector<Element>& places) {
    Conditions conditions;
    for (const auto& set : sets)
        if (set.when) conditions.push_back(&*set.when);
    const bool last_for_all = conditions.size() + 1 == sets.size() && !sets.back().when;
    if (conditions.size() != sets.size() && !last_for_all) return;  // check_order speaks of it
    std::vector<bool> in_force(sets.size());
    const auto tell = [&](const std::vector<bool>& holds) {
        const auto first = std::find(holds.begin(), holds.end(), true) - holds.begin();
        if (static_cast<std::size_t>(first) < sets.size())
            in_force[static_cast<std::size_t>(first)] = true;
    };
    if (!Possible{draft.instrument, conditions}.try_all(tell)) return;
    for (std::size_t i = 0; i < sets.size(); ++i)
        if (!in_force[i])
            places[i].fault("never_in_force",
                            fmt::format("those before it already hold for everyone that {} is for",
                                        sets[i].when ? cut(sets[i].when->text) : "this one"));
}

/// Of a derived item the last option whose condition holds is the rating, else the first.
void check_derived(const Draft& draft, std::size_t index) {
    const auto& options = draft.instrument.items[index].options;
    Conditions conditions;
    for (const auto& option : options)
        if (option.when) conditions.push_back(&*option.when);
    if (conditions.empty() || conditions.size() + 1 != options.size()) return;
    std::vector<bool> reached(options.size());
    const auto tell = [&](const std::vector<bool>& holds) {
        const auto last = std::find(holds.rbegin(), holds.rend(), true);
        reached[static_cast<std::size_t>(holds.rend() - last)] = true;
    };
    if (!Possible{draft.instrument, conditions}.try_all(tell)) return;
    for (std::size_t i = 0; i < options.size(); ++i)
        if (!reached[i])
            draft.items[index].fault(
                "unreachable_option",
                fmt::format("nothing leads to the rating {}: an option after it always holds too",
                            options[i].rating));
}

void check_exceptions(const Draft& draft, std::size_t index) {
    const auto& exceptions = draft.instrument.decisions[index].exceptions;
    const auto places = draft.decisions[index].children("exception");
    if (places.size() != exceptions.size()) return;  // one of them has no condition to look at
    for (std::size_t i = 0; i < places.size(); ++i)
        check_rule(draft, exceptions[i].when, places[i]);
}

}  // namespace

void check_conditions(const Draft& draft) {
    const auto& instrument = draft.instrument;
    for (std::size_t i = 0; i < draft.items.size(); ++i) {
        if (instrument.items[i].applies_when)
            check_rule(draft, *instrument.items[i].applies_when, draft.items[i]);
        check_derived(draft, i);
    }
    for (std::size_t i = 0; i < draft.scales.size(); ++i) {
        check_sets(draft, instrument.scales[i].norms, draft.norms[i]);
        check_sets(draft, instrument.scales[i].cut_offs, draft.cut_offs[i]);
    }
    for (std::size_t i = 0; i < draft.flags.size(); ++i)
        check_rule(draft, instrument.flags[i].when, draft.flags[i]);
    for (std::size_t i = 0; i < draft.overrides.size(); ++i)
        check_rule(draft, instrument.policy_overrides[i].when, draft.overrides[i]);
    for (std::size_t i = 0; i < draft.decisions.size(); ++i) check_exceptions(draft, i);
}

}  // namespace lika::instruments::detail
