// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/item_tally.h"

#include <algorithm>

namespace lika::engine::consistency {
namespace {

constexpr std::uint8_t first_over_15 = 4;

}  // namespace

ItemTally::ItemTally(const OutcomeScheme& scheme) : kind_of_item_(scheme.kind_of_item), kinds_(scheme.kinds), highest_(scheme.highest_rating) {
    for (std::size_t item = 0; item < items(); ++item) {
        auto& of_kind = kinds_[kind_of_item_[item]].items;
        place_of_item_.push_back(static_cast<std::uint32_t>(of_kind.size()));
        of_kind.push_back(static_cast<std::uint32_t>(item));
    }
    for (auto& kind : kinds_) {
        kind.totals = kind.items.size() * highest_ + 1;
        kind.row_of.assign(kind.totals * (most_missing + 1) * person_kinds, -1);
    }
}

void ItemTally::add(std::span<const Code> ratings, const CaseKnown& known) {
    if (known.age_group == 0 || known.sex < 1 || known.sex > 2) return;
    const std::size_t person = (known.age_group >= first_over_15 ? 2U : 0U) + (known.sex - 1U);
    for (auto& kind : kinds_) {
        std::size_t total = 0, missing = 0;
        for (const auto item : kind.items) {
            const bool is_rated = ratings[item] <= highest_;
            total += is_rated ? ratings[item] : 0U;
            missing += is_rated ? 0 : 1;
        }
        if (missing > most_missing) continue;
        auto& row = kind.row_of[(missing * kind.totals + total) * person_kinds + person];
        const auto length = kind.items.size() * width();
        if (row < 0) {
            row = static_cast<std::int32_t>(kind.counts.size() / length);
            kind.counts.resize(kind.counts.size() + length);
        }
        auto* counts = kind.counts.data() + static_cast<std::size_t>(row) * length;
        for (std::size_t i = 0; i < kind.items.size(); ++i)
            ++counts[i * width() + std::min<std::size_t>(ratings[kind.items[i]], width() - 1)];
    }
}

void ItemTally::add_to(RatedStratum& into, Group group, std::size_t item, std::size_t stratum, Person person) const {
    const auto& kind = kinds_[kind_of_item_[item]];
    const auto row = kind.row_of[stratum * person_kinds + person];
    if (row < 0) return;
    const auto* counts = kind.counts.data() + (static_cast<std::size_t>(row) * kind.items.size() + place_of_item_[item]) * width();
    for (std::size_t rating = 0; rating <= highest_; ++rating)
        if (counts[rating] > 0) into.add(group, static_cast<double>(rating), counts[rating]);
}

}  // namespace lika::engine::consistency
