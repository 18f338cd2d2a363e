// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/city_release.h"

namespace lika::engine::consistency {

/// Whether one item works otherwise for one group than for others with the same sum of items.
struct ItemContrast {
    enum class Kind : std::uint8_t { sex, age, district } kind = Kind::sex;   ///< girls, persons under 15, one district
    std::size_t district = 0;
    std::string status = "ok";   ///< too_few: fewer than 200 in the smaller group or 500 in all (T9); undefined_no_variation
    std::uint64_t n = 0, smaller = 0;
    Number difference, in_deviations;   ///< mean rating of the group less that of the others; over the deviation of all
    Number p, adjusted_p;               ///< Mantel 1963; over all items and contrasts
    std::string ets;                    ///< AA, BB, CC; AA unless the adjusted p is at most 0.05
};
struct ItemPicture {
    struct Missing {
        std::string status = "ok";   ///< too_few, suppressed
        Number share;                ///< not known or unanswered, of those who were asked
        std::optional<Interval> interval;
    };
    std::vector<Missing> missing;       ///< by district
    std::vector<ItemContrast> contrasts;
};
struct ItemsPicture : Finding {
    std::vector<ItemPicture> items;
};
/// The items of an instrument over a city, for who looks after the instrument. `status` of each district as its missing items
/// have it in the release. Shares of all districts together are not told, so that only a district's own sum binds its items.
ItemsPicture items_picture(const std::vector<DistrictPart>& districts, const std::vector<std::string>& status);

}  // namespace lika::engine::consistency
