// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/known.h"

#include "engine/detail/completions.h"

namespace lika::engine::detail {

namespace {

/// Only where the item may be so: elsewhere the word hides a rating that is missing.
bool says_not_applicable(const Item& item, const Response& response) {
    return item.may_be_not_applicable && !response.rated() &&
           response.missing() == Missing::not_applicable;
}

/// The position of each rating among its item's options.
Result<std::vector<std::size_t>> find_options(const Instrument& instrument,
                                              const Responses& responses) {
    if (responses.size() != instrument.items.size())
        return Error{ErrorKind::invalid, "wrong_instrument", instrument.id.value};
    std::vector<std::size_t> options(responses.size());
    for (std::size_t item = 0; item < responses.size(); ++item) {
        if (!responses[item].rated() || instrument.items[item].derived()) continue;
        const auto option = option_of(instrument.items[item], responses[item].rating());
        if (!option)
            return Error{ErrorKind::invalid, "rating_out_of_range",
                         instrument.items[item].id.value};
        options[item] = *option;
    }
    return options;
}

/// A number written as a word, or the other way round, would fail every comparison unseen.
Result<void> check_facts(const Plan& plan, const Facts& facts) {
    for (const auto& [name, use] : plan.facts) {
        const auto given = facts.find(name);
        if (given != facts.end() && !use.takes(given->second))
            return Error{ErrorKind::invalid, use.number ? "fact_not_a_number" : "fact_not_a_word",
                         name};
    }
    return {};
}

Result<void> settle_applies(const Plan& plan, Known& known, std::size_t index) {
    const auto& item = plan.instrument->items[index];
    if (says_not_applicable(item, known.responses[index])) {
        known.applies[index] = Truth::no;
    } else if (item.applies_when) {
        const auto settled = settle(plan, known, *item.applies_when);
        if (!settled) return settled.error();
        known.applies[index] = *settled;
    }
    return {};
}

/// From the last option to the first: the first whose condition holds, if none before it is open.
Result<void> derive(const Plan& plan, Known& known, std::size_t index) {
    const auto& options = plan.instrument->items[index].options;
    known.responses[index] = Missing::unanswered;
    for (auto option = options.size(); option-- > 0;) {
        const auto& when = options[option].when;
        const auto settled = when ? settle(plan, known, *when) : Result<Truth>(Truth::yes);
        if (!settled) return settled.error();
        if (*settled == Truth::open) return {};
        if (*settled == Truth::no) continue;
        known.responses[index] = options[option].rating;
        known.options[index] = option;
        return {};
    }
    return {};
}

}  // namespace

Result<Known> know(const Plan& plan, const Responses& responses, const Facts& facts,
                   std::int64_t work) {
    const auto& instrument = *plan.instrument;
    auto options = find_options(instrument, responses);
    if (!options) return options.error();
    if (const auto checked = check_facts(plan, facts); !checked) return checked.error();

    Known known{responses, facts, Applicability(instrument.items.size(), Truth::yes),
                std::move(*options), work};
    for (const auto item : plan.order) {
        if (const auto settled = settle_applies(plan, known, item); !settled)
            return settled.error();
        if (!instrument.items[item].derived()) continue;
        if (const auto derived = derive(plan, known, item); !derived) return derived.error();
    }
    return known;
}

}  // namespace lika::engine::detail
