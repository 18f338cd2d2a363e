// SPDX-License-Identifier: EUPL-1.2
#include "service/entered.h"

#include <algorithm>

namespace lika::service {
namespace {

bool has_option(const engine::Item& item, std::int64_t rating) {
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const engine::Option& option) { return option.rating == rating; });
}

}  // namespace

Entered read_entered(Fields& change, Fields& items, const engine::Item& item) {
    const auto rating = change.optional_integer("rating", INT32_MIN, INT32_MAX);
    const auto missing = change.optional_word("missing", {"not_known", "not_applicable", "unanswered"});
    if (rating && missing) items.fault(item.id.value, "rating_and_missing");
    if (rating && !has_option(item, *rating)) items.fault(item.id.value, "rating_out_of_range");
    Entered entered{rating || missing, {}, missing.value_or("")};
    if (rating) entered.rating = static_cast<std::int32_t>(*rating);
    return entered;
}

}  // namespace lika::service
