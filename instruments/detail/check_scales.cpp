// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "instruments/detail/check_instrument.h"

namespace lika::instruments::detail {

namespace {

using engine::Item;
using engine::Points;
using engine::Result;
using engine::Scale;
using engine::Term;

/// The fewest and most points a scale can have.
struct Range {
    Points lowest, highest;
};

Result<Points> contribution(const Term& term, std::int32_t rating) {
    const auto recoded = term.recode.find(rating);
    return recoded != term.recode.end() ? Result<Points>{recoded->second}
                                        : term.weight.times(Points{rating});
}

// What one item can add. An item that may be left out can also add nothing.
Result<Range> range_of(const Term& term, const Item& item, engine::MissingRule missing) {
    Range range;
    bool first = !(item.may_be_not_applicable || missing == engine::MissingRule::zero);
    for (const auto& option : item.options) {
        const auto points = contribution(term, option.rating);
        if (!points) return points.error();
        range.lowest = first ? *points : std::min(range.lowest, *points);
        range.highest = first ? *points : std::max(range.highest, *points);
        first = false;
    }
    return range;
}

Result<Range> range_of(const Scale& scale, const std::vector<Item>& items) {
    Range whole;
    for (const auto& term : scale.terms) {
        const auto part = range_of(term, items[term.item], scale.missing);
        if (!part) return part.error();
        const auto lowest = whole.lowest.plus(part->lowest);
        const auto highest = whole.highest.plus(part->highest);
        if (!lowest) return lowest.error();
        if (!highest) return highest.error();
        whole = {*lowest, *highest};
    }
    return whole;
}

Points step_of(const Scale& scale) {
    std::int64_t tenths = 1;
    for (int i = 0; i < scale.decimals; ++i) tenths *= 10;
    return *Points::fraction(1, tenths);  // 1 to 10^9: cannot fail
}

void check_cut_offs(const Scale& scale, const Range& range, const std::vector<Element>& places) {
    for (std::size_t i = 0; i < scale.bands.size(); ++i) {
        const auto& from = scale.bands[i].from;
        if (i == 0 && from != range.lowest)
            places[i].fault("first_band_not_lowest",
                            fmt::format("the first band begins at the lowest possible points, {}",
                                        range.lowest.to_string()));
        if (i > 0 && !(scale.bands[i - 1].from < from))
            places[i].fault("bands_not_rising",
                            "write the bands from the lowest cut-off to the highest, each once");
        if (from > range.highest)
            places[i].fault("unreachable_band",
                            fmt::format("the scale reaches at most {}", range.highest.to_string()));
        if (const auto rounded = from.rounded(scale.decimals); !rounded || *rounded != from)
            places[i].fault("cut_off_too_fine",
                            fmt::format("the scale has {} decimals", scale.decimals));
    }
}

// A printed "to" must meet the next band: 0-4, 5-9.
void check_ends(const Scale& scale, const Range& range, const std::vector<Element>& places) {
    for (std::size_t i = 0; i < scale.bands.size(); ++i) {
        const auto to = places[i].points("to");
        if (!to) continue;
        if (i + 1 == scale.bands.size()) {
            if (*to != range.highest)
                places[i].fault("last_band_not_highest",
                                fmt::format("the last band ends at the highest possible points, {}",
                                            range.highest.to_string()));
            continue;
        }
        const auto meets = to->plus(step_of(scale));
        if (!meets || *meets > scale.bands[i + 1].from)
            places[i].fault("band_overlap", "the next band begins before this one ends");
        else if (*meets < scale.bands[i + 1].from)
            places[i].fault("band_gap", "points between this band and the next belong to neither");
    }
}

void check_band_ids(const Scale& scale, const std::vector<Element>& places, const Element& owner) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < scale.bands.size(); ++i)
        if (!seen.insert(scale.bands[i].id.value).second)
            places[i].fault("duplicate_id", "two bands of a scale have this id");
    if (scale.unscorable_band && seen.contains(scale.unscorable_band->value))
        owner.fault("duplicate_id", "the band for the unscorable needs an id of its own");
}

void check_missing(const Scale& scale, const Element& place) {
    const auto counted =
        scale.missing_among.empty() ? scale.terms.size() : scale.missing_among.size();
    if (scale.minimum_rated && *scale.minimum_rated > scale.terms.size())
        place.fault("minimum_rated_too_high",
                    fmt::format("the scale has {} items", scale.terms.size()));
    if (scale.maximum_missing && *scale.maximum_missing >= counted)
        place.fault("maximum_missing_too_high", fmt::format("it counts {} items", counted));
}

void check_judgement(const Scale& scale, const Element& place) {
    const bool plain = std::all_of(scale.terms.begin(), scale.terms.end(), [](const Term& term) {
        return term.weight == Points{1} && term.recode.empty();
    });
    if (!scale.bands.empty() || scale.unscorable_band || place.has("missing") || !plain)
        place.fault("judgement_computed", "a judged scale has no bands, weights or missing rule");
}

void check_scale(const Draft& draft, std::size_t index) {
    const auto& scale = draft.instrument.scales[index];
    const auto& place = draft.scales[index];
    const auto& bands = draft.bands[index];
    check_missing(scale, place);
    check_band_ids(scale, bands, place);
    if (scale.combine == Scale::Combine::judgement) return check_judgement(scale, place);
    if (scale.terms.empty()) return place.fault("scale_without_items", "name the items that count");
    const auto range = range_of(scale, draft.instrument.items);
    if (!range)
        return place.fault("overflow",
                           "the points of the scale are too large to be computed exactly");
    check_cut_offs(scale, *range, bands);
    check_ends(scale, *range, bands);
}

}  // namespace

void check_scales(const Draft& draft) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < draft.scales.size(); ++i) {
        if (!seen.insert(draft.instrument.scales[i].id.value).second)
            draft.scales[i].fault("duplicate_id", "two scales have this id");
        check_scale(draft, i);
    }
}

}  // namespace lika::instruments::detail
