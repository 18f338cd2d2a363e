// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/city_items.h"

#include <algorithm>
#include <array>

#include "engine/consistency/double_ratings.h"
#include "engine/consistency/proportions.h"

namespace lika::engine::consistency {
namespace {

using Districts = std::vector<DistrictPart>;

constexpr std::uint64_t fewest_of_group = 200, fewest_of_both = 500;
constexpr double believed = 0.05;

RatedStratum sum_of(const RatedStratum& one, const RatedStratum& other) {
    return {one.n_reference + other.n_reference, 0, one.sum_reference + other.sum_reference, 0, one.squares + other.squares};
}

/// Ratings of one item in one stratum, all of them as reference: what every contrast divides its own way.
struct ItemStratum {
    RatedStratum all;
    std::vector<RatedStratum> by_district;
    std::array<RatedStratum, ItemTally::person_kinds> by_person;

    RatedStratum focal(const ItemContrast& contrast) const {
        switch (contrast.kind) {
            case ItemContrast::Kind::sex: return sum_of(by_person[ItemTally::girl_under_15], by_person[ItemTally::girl_over_15]);
            case ItemContrast::Kind::age: return sum_of(by_person[ItemTally::girl_under_15], by_person[ItemTally::boy_under_15]);
            case ItemContrast::Kind::district: break;
        }
        return by_district[contrast.district];
    }
    RatedStratum divided(const ItemContrast& contrast) const {
        const auto part = focal(contrast);
        return {all.n_reference - part.n_reference, part.n_reference, all.sum_reference - part.sum_reference, part.sum_reference,
                all.squares};
    }
};

/// Those strata of an item that have anybody.
std::vector<ItemStratum> strata_of(const Districts& districts, std::size_t item) {
    std::vector<ItemStratum> found;
    const auto& first = districts.front().tally->bias;
    for (std::size_t stratum = 0; stratum < first.strata(first.kind(item)); ++stratum) {
        ItemStratum one{{}, std::vector<RatedStratum>(districts.size()), {}};
        for (std::size_t i = 0; i < districts.size(); ++i)
            for (std::size_t person = 0; person < ItemTally::person_kinds; ++person) {
                RatedStratum part;
                districts[i].tally->bias.add_to(part, Group::reference, item, stratum, static_cast<ItemTally::Person>(person));
                one.by_district[i] = sum_of(one.by_district[i], part);
                one.by_person[person] = sum_of(one.by_person[person], part);
                one.all = sum_of(one.all, part);
            }
        if (one.all.n() > 0) found.push_back(std::move(one));
    }
    return found;
}

ItemContrast contrast_of(const std::vector<ItemStratum>& strata, ItemContrast found) {
    std::vector<RatedStratum> rated;
    for (const auto& stratum : strata) rated.push_back(stratum.divided(found));
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
        const auto strata = strata_of(districts, item);
        for (const auto& contrast : contrasts(districts)) picture.items[item].contrasts.push_back(contrast_of(strata, contrast));
    }
    adjust(picture);
    return picture;
}

}  // namespace lika::engine::consistency
