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
        if (!responses[item].rated()) continue;
        const auto option = option_of(instrument.items[item], responses[item].rating());
        if (!option)
            return Error{ErrorKind::invalid, "rating_out_of_range",
                         instrument.items[item].id.value};
        options[item] = *option;
    }
    return options;
}

}  // namespace

Result<Known> know(const Plan& plan, const Responses& responses, const Facts& facts) {
    const auto& instrument = *plan.instrument;
    auto options = find_options(instrument, responses);
    if (!options) return options.error();

    Known known{responses, facts, Applicability(instrument.items.size(), Truth::yes),
                std::move(*options)};
    for (const auto item : plan.order) {
        const auto& condition = instrument.items[item].applies_when;
        if (says_not_applicable(instrument.items[item], responses[item])) {
            known.applies[item] = Truth::no;
        } else if (condition) {
            const auto settled = settle(plan, known, *condition);
            if (!settled) return settled.error();
            known.applies[item] = *settled;
        }
    }
    return known;
}

}  // namespace lika::engine::detail
