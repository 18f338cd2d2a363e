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

/// What a difference is a difference of, where it can change a band, a level, a flag or a decision.
struct RuleKey {
    std::string part;    ///< "item", "scale", "flag", "override", "levels", "level-scale", "decision"
    std::string id;
    std::string field;   ///< of an item or scale: "rating", "missing", "term", "band" ...; empty: all of it
    std::string of;      ///< which term or band

    auto operator<=>(const RuleKey&) const = default;
};

/// Nothing for a difference that cannot: a text, a source, an order.
std::optional<RuleKey> rule_of(const Difference& difference);

/// Makes one rule of `instrument` what it is in `second`. Both are side by side. Decision tables name places in lists
/// that other rules change: carry_decision() brings them.
void adopt(Instrument& instrument, const Instrument& second, const RuleKey& rule);

/// A decision table of `source` for `target`, which is side by side with it: the same ratings and bands, wherever they
/// stand. Nothing when its scale, a rating or a band is not there, or one has no cell.
std::optional<Decision> carry_decision(const Decision& decision, const Instrument& source, const Instrument& target);

}  // namespace lika::engine::detail
