// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/city_items.h"

#include <algorithm>

#include "engine/consistency/double_ratings.h"
#include "engine/consistency/proportions.h"

namespace lika::engine::consistency {
namespace {

using Districts = std::vector<DistrictPart>;

constexpr std::uint64_t fewest_of_group = 200, fewest_of_both = 500;
constexpr double believed = 0.05;

/// What the persons of all districts and kinds are in a contrast.
Group group_of(const ItemContrast& contrast, std::size_t district, std::size_t person) {
    const bool is_girl = person == ItemTally::girl_under_15 || person == ItemTally::girl_over_15;
    const bool is_under_15 = person == ItemTally::girl_under_15 || person == ItemTally::boy_under_15;
    const bool is_focal = contrast.kind == ItemContrast::Kind::sex   ? is_girl
                          : contrast.kind == ItemContrast::Kind::age ? is_under_15
                                                                     : contrast.district == district;
    return is_focal ? Group::focal : Group::reference;
}

/// Ratings of one item in one stratum by district and person: what every contrast adds up its own way.
class ItemStrata {
public:
    ItemStrata(const Districts& districts, std::size_t item) : districts_(districts.size()) {
        for (const auto& district : districts) {
            const auto& tally = district.tally->bias;
            strata_ = tally.strata(tally.kind(item));
            break;
        }
        parts_.resize(strata_ * districts_ * ItemTally::person_kinds);
        for (std::size_t i = 0; i < districts_; ++i)
            for (std::size_t stratum = 0; stratum < strata_; ++stratum)
                for (std::size_t person = 0; person < ItemTally::person_kinds; ++person)
                    districts[i].tally->bias.add_to(parts_[(stratum * districts_ + i) * ItemTally::person_kinds + person],
                                                    Group::reference, item, stratum, static_cast<ItemTally::Person>(person));
    }
    std::vector<RatedStratum> of(const ItemContrast& contrast) const {
        std::vector<RatedStratum> found(strata_);
        for (std::size_t stratum = 0; stratum < strata_; ++stratum)
            for (std::size_t i = 0; i < districts_; ++i)
                for (std::size_t person = 0; person < ItemTally::person_kinds; ++person)
                    add(found[stratum], parts_[(stratum * districts_ + i) * ItemTally::person_kinds + person],
                        group_of(contrast, i, person));
        return found;
    }

private:
    static void add(RatedStratum& to, const RatedStratum& part, Group group) {
        (group == Group::focal ? to.n_focal : to.n_reference) += part.n_reference;
        (group == Group::focal ? to.sum_focal : to.sum_reference) += part.sum_reference;
        to.squares += part.squares;
    }

    std::size_t districts_, strata_ = 0;
    std::vector<RatedStratum> parts_;   // by stratum, then district, then person; all of them as reference
};

ItemContrast contrast_of(const ItemStrata& strata, ItemContrast found) {
    const auto rated = strata.of(found);
    double focal = 0, reference = 0;
    for (const auto& stratum : rated) {
        focal += stratum.n_focal;
        reference += stratum.n_reference;
    }
    found.n = static_cast<std::uint64_t>(focal + reference);
    found.smaller = static_cast<std::uint64_t>(std::min(focal, reference));
    if (found.smaller < fewest_of_group || found.n < fewest_of_both) {
        found.status = "too_few";
        found.n = found.smaller = 0;
        return found;
    }
    const auto bias = ordinal_bias(rated);
    found.status = bias.status;
    found.difference = bias.difference;
    found.in_deviations = bias.in_deviations;
    found.p = bias.p;
    found.ets = bias.ets;
    return found;
}

std::vector<ItemContrast> contrasts(const Districts& districts) {
    std::vector<ItemContrast> found(2);
    found[1].kind = ItemContrast::Kind::age;
    for (std::size_t i = 0; i < districts.size(); ++i) {
        found.emplace_back();
        found.back().kind = ItemContrast::Kind::district;
        found.back().district = i;
    }
    return found;
}

/// One family: items by contrasts.
void adjust(ItemsPicture& picture) {
    std::vector<double> p;
    for (const auto& item : picture.items)
        for (const auto& contrast : item.contrasts)
            if (contrast.p) p.push_back(*contrast.p);
    const auto tests = adjust_tests(p);
    auto next = tests.adjusted.begin();
    for (auto& item : picture.items)
        for (auto& contrast : item.contrasts) {
            if (!contrast.p) continue;
            contrast.adjusted_p = *next++;
            if (*contrast.adjusted_p > believed) contrast.ets = "AA";
        }
}

/// Which items of a district stay hidden: small counts, and where that is a single one the least other with it, since the sum of
/// all items is told.
std::vector<bool> hidden_items(const std::vector<DistrictTally::ItemMissing>& items) {
    std::vector<bool> hidden;
    const auto missing = [&](std::size_t at) { return items[at].not_known + items[at].unanswered; };
    for (std::size_t i = 0; i < items.size(); ++i) hidden.push_back(is_small_count(missing(i)) || is_small_count(items[i].asked - missing(i)));
    if (std::count(hidden.begin(), hidden.end(), true) != 1) return hidden;
    std::optional<std::size_t> least;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!hidden[i] && missing(i) > 0 && (!least || missing(i) < missing(*least))) least = i;
    if (least) hidden[*least] = true;
    return hidden;
}

void add_missing(ItemsPicture& picture, const DistrictTally& tally, const std::string& status) {
    const auto hidden = hidden_items(tally.items);
    for (std::size_t item = 0; item < picture.items.size(); ++item) {
        const auto& counts = tally.items[item];
        auto& shown = picture.items[item].missing.emplace_back();
        shown.status = status != "ok" ? status : counts.asked < fewest_assessments ? "too_few" : hidden[item] ? "suppressed" : "ok";
        if (shown.status != "ok") continue;
        const auto share = proportion(counts.not_known + counts.unanswered, counts.asked);
        shown.share = share.share;
        shown.interval = share.wilson;
    }
}

}  // namespace

ItemsPicture items_picture(const std::vector<DistrictPart>& districts, const std::vector<std::string>& status) {
    ItemsPicture picture;
    picture.form = "Mantel's test by sum of items, persons with as many ratings; standardised mean difference, focal weights";
    if (districts.empty()) return undefined(picture, "undefined_no_observations");
    picture.items.resize(districts.front().tally->items.size());
    for (std::size_t i = 0; i < districts.size(); ++i) {
        picture.n += districts[i].tally->assessments;
        add_missing(picture, *districts[i].tally, status[i]);
    }
    for (std::size_t item = 0; item < picture.items.size(); ++item) {
        const ItemStrata strata{districts, item};
        for (const auto& contrast : contrasts(districts)) picture.items[item].contrasts.push_back(contrast_of(strata, contrast));
    }
    adjust(picture);
    return picture;
}

}  // namespace lika::engine::consistency
