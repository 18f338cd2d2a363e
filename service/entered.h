// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/instrument.h"
#include "service/json_read.h"

namespace lika::service {

/// What a body says of one item.
struct Entered {
    bool is_given = false;   ///< false: neither a rating nor why there is none
    std::optional<std::int32_t> rating;
    std::string missing;     ///< "not_known", "not_applicable", "unanswered"
};

/// From {rating|missing}: one of the two, or neither. Faults of `items`, by the item: rating_and_missing, rating_out_of_range.
Entered read_entered(Fields& change, Fields& items, const engine::Item& item);

}  // namespace lika::service
