// SPDX-License-Identifier: EUPL-1.2
#include "engine/responses.h"

#include <algorithm>

namespace lika::engine {

Result<void> Responses::set(const Instrument& instrument, const ItemId& item, Response response) {
    const auto index = instrument.find_item(item);
    if (!index) return Error{ErrorKind::invalid, "unknown_item", item.value};

    if (!instrument.items[*index].entered())
        return Error{ErrorKind::invalid, "derived_item", item.value};
    const auto& options = instrument.items[*index].options;
    const bool offered = std::any_of(options.begin(), options.end(), [&](const Option& option) {
        return option.rating == response.rating();
    });
    if (response.rated() && !offered)
        return Error{ErrorKind::invalid, "rating_out_of_range", item.value};

    values_[*index] = response;
    return {};
}

const char* to_string(Missing why) {
    switch (why) {
        case Missing::unanswered:
            return "unanswered";
        case Missing::not_known:
            return "not_known";
        case Missing::not_applicable:
            return "not_applicable";
    }
    return "unanswered";
}

std::optional<Missing> read_missing(std::string_view word) {
    for (const auto why : {Missing::unanswered, Missing::not_known, Missing::not_applicable})
        if (word == to_string(why)) return why;
    return std::nullopt;
}

}  // namespace lika::engine
