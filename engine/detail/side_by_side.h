// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/compare.h"

namespace lika::engine::detail {

/// Two instruments over one list of items: the first's, then those only the second has. Each scores as it did, and a
/// rule of the second can be put into the first. An item only one of them has is in no scale of the other.
std::pair<Instrument, Instrument> side_by_side(const Instrument& first, const Instrument& second);

/// What a difference is a difference of, where it can change a band, a level or a flag.
struct RuleKey {
    std::string part;    ///< "item", "scale", "flag", "override", "levels", "level-scale"
    std::string id;
    std::string field;   ///< of an item or scale: "rating", "missing", "term", "band" ...; empty: all of it
    std::string of;      ///< which term or band

    auto operator<=>(const RuleKey&) const = default;
};

/// Nothing for a difference that cannot: a text, a source, an order.
std::optional<RuleKey> rule_of(const Difference& difference);

/// Makes one rule of `instrument` what it is in `second`. Both are side by side.
void adopt(Instrument& instrument, const Instrument& second, const RuleKey& rule);

}  // namespace lika::engine::detail
