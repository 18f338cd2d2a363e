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

// What one item can add. An item that may be left out can also add nothing, or what it gives then.
Result<Range> range_of(const Term& term, const Item& item, engine::MissingRule missing) {
    std::vector<Points> all;
    const bool left_out = item.may_be_not_applicable || item.applies_when;
    if (missing == engine::MissingRule::zero || (left_out && !term.skipped)) all.emplace_back(0);
    if (left_out && term.skipped) all.push_back(*term.skipped);
    for (const auto& option : item.options) {
        const auto points = term.contribution(option.rating);
        if (!points) return points.error();
        all.push_back(*points);
    }
    if (all.empty()) return Range{};
    const auto [lowest, highest] = std::minmax_element(all.begin(), all.end());
    return Range{*lowest, *highest};
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

// One set of cut-offs, each with the element it stands in.
struct Placed {
    Points from;
    const Element* place;
};

void check_reach(const Range& range, const std::vector<Placed>& cut_offs) {
    if (!cut_offs.empty() && cut_offs.front().from != range.lowest)
        cut_offs.front().place->fault(
            "first_band_not_lowest",
            fmt::format("the first band begins at {}: the lowest possible points are {}",
                        cut_offs.front().from.to_string(), range.lowest.to_string()));
    for (const auto& [from, place] : cut_offs)
        if (from > range.highest)
            place->fault("unreachable_band",
                         fmt::format("{} is too high: the scale reaches at most {}",
                                     from.to_string(), range.highest.to_string()));
}

void check_cut_offs(const Scale& scale, const std::optional<Range>& range,
                    const std::vector<Placed>& cut_offs) {
    if (range) check_reach(*range, cut_offs);
    for (std::size_t i = 0; i < cut_offs.size(); ++i) {
        const auto& [from, place] = cut_offs[i];
        if (i > 0 && !(cut_offs[i - 1].from < from))
            place->fault(
                "bands_not_rising",
                fmt::format("{} comes after {}: write the bands from the lowest cut-off to "
                            "the highest, each once",
                            from.to_string(), cut_offs[i - 1].from.to_string()));
        const auto rounded = from.rounded(scale.decimals);
        if (scale.norms.empty() && (!rounded || *rounded != from))
            place->fault("cut_off_too_fine",
                         fmt::format("the cut-off is {}: points of the scale have {} decimals",
                                     from.to_string(), scale.decimals));
    }
}

void check_all_cut_offs(const Scale& scale, const std::optional<Range>& range,
                        const std::vector<Element>& bands, const std::vector<Element>& sets) {
    std::vector<Placed> own;
    for (std::size_t i = 0; i < bands.size(); ++i) own.push_back({scale.bands[i].from, &bands[i]});
    if (sets.empty()) check_cut_offs(scale, range, own);
    for (std::size_t set = 0; set < sets.size(); ++set) {
        std::vector<Placed> cut_offs;
        for (const auto& from : scale.cut_offs[set].from) cut_offs.push_back({from, &sets[set]});
        check_cut_offs(scale, range, cut_offs);
    }
}

// A set without a condition is for all who are left: what stands after it is never in force.
template <class Sets>
void check_order(const Sets& sets, const std::vector<Element>& places) {
    for (std::size_t i = 1; i < sets.size(); ++i)
        if (!sets[i - 1].when)
            places[i].fault("never_in_force", "the one before holds for all: write it last");
}

void check_norm_range(const Scale& scale, const Range& raw, const engine::Norm& norm,
                      const Element& place) {
    const auto& table = norm.standardised;
    for (auto score = raw.lowest; score <= raw.highest; score = *score.plus(step_of(scale)))
        if (!table.contains(score)) {
            place.fault("norm_gap", fmt::format("the norm says nothing of the raw score {}",
                                                score.to_string()));
            break;
        }
    for (const auto& [score, points] : table)
        if (score < raw.lowest || raw.highest < score)
            return place.fault("norm_outside", fmt::format("the scale never has the raw score {}",
                                                           score.to_string()));
}

// More raw points mean more standardised ones, or always fewer: else two figures were exchanged.
void check_norm_turns(const engine::Norm& norm, const Element& place) {
    bool rises = false, falls = false;
    const Points* before = nullptr;
    for (const auto& [score, points] : norm.standardised) {
        rises = rises || (before && *before < points);
        falls = falls || (before && points < *before);
        if (rises && falls)
            return place.fault("norm_turns", fmt::format("the standardised points turn at the raw "
                                                         "score {}",
                                                         score.to_string()));
        before = &points;
    }
}

std::optional<Range> standardised_range(const Scale& scale) {
    std::optional<Range> all;
    for (const auto& norm : scale.norms)
        for (const auto& [score, points] : norm.standardised) {
            if (!all) all = Range{points, points};
            all = Range{std::min(all->lowest, points), std::max(all->highest, points)};
        }
    return all;
}

// Every raw score the scale can have stands in each norm. Gives the range of the standardised.
Range check_norms(const Scale& scale, const Range& exact, const std::vector<Element>& places) {
    const auto lowest = exact.lowest.rounded(scale.decimals);
    const auto highest = exact.highest.rounded(scale.decimals);
    if (!lowest || !highest) return exact;  // overflow is refused where the scale is scored
    const Range raw{*lowest, *highest};
    for (std::size_t i = 0; i < scale.norms.size(); ++i) {
        check_norm_range(scale, raw, scale.norms[i], places[i]);
        check_norm_turns(scale.norms[i], places[i]);
    }
    return standardised_range(scale).value_or(raw);
}

// A printed "to" must meet the next band: 0-4, 5-9.
void check_ends(const Scale& scale, const std::optional<Range>& range,
                const std::vector<Element>& places) {
    for (std::size_t i = 0; i < scale.bands.size(); ++i) {
        const auto to = places[i].points("to");
        if (!to) continue;
        if (i + 1 == scale.bands.size()) {
            if (range && *to != range->highest)
                places[i].fault("last_band_not_highest",
                                fmt::format("the last band ends at {}: the highest possible points "
                                            "are {}",
                                            to->to_string(), range->highest.to_string()));
            continue;
        }
        const auto meets = to->plus(step_of(scale));
        const auto& next = scale.bands[i + 1];
        const auto words = [&](const char* what) {
            return fmt::format("this band ends at {} and {} begins at {}: {}", to->to_string(),
                               next.id.value, next.from.to_string(), what);
        };
        if (!meets || *meets > next.from)
            places[i].fault("band_overlap", words("some points belong to both"));
        else if (*meets < next.from)
            places[i].fault("band_gap", words("points between belong to neither"));
    }
}

void check_band_ids(const Scale& scale, const std::vector<Element>& places, const Element& owner) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < scale.bands.size(); ++i)
        if (!seen.insert(scale.bands[i].id.value).second)
            places[i].fault("duplicate_id", fmt::format("two bands of the scale have the id {}",
                                                        scale.bands[i].id.value));
    if (scale.unscorable_band && seen.contains(scale.unscorable_band->value))
        owner.fault("duplicate_id",
                    fmt::format("a band and the band for the unscorable have the id {}",
                                scale.unscorable_band->value));
}

void check_missing(const Scale& scale, const Element& place) {
    const auto counted =
        scale.missing_among.empty() ? scale.terms.size() : scale.missing_among.size();
    if (scale.minimum_rated && *scale.minimum_rated > scale.terms.size())
        place.fault("minimum_rated_too_high",
                    fmt::format("minimum-rated is {}: the scale has {} items", *scale.minimum_rated,
                                scale.terms.size()));
    if (scale.maximum_missing && *scale.maximum_missing >= counted)
        place.fault("maximum_missing_too_high",
                    fmt::format("maximum-missing is {}: it counts {} items", *scale.maximum_missing,
                                counted));
}

void check_never_missing(const Draft& draft, const Scale& scale, const Element& place) {
    for (const auto item : scale.never_missing)
        if (std::none_of(scale.terms.begin(), scale.terms.end(),
                         [&](const Term& term) { return term.item == item; }))
            return place.fault("never_missing_outside",
                               fmt::format("never-missing names {}, which is not in the scale",
                                           draft.instrument.items[item].id.value));
}

// Ratings without an order add up to nothing unless the manual says what each gives.
void check_orders(const Draft& draft, const Scale& scale, const Element& place) {
    for (const auto& term : scale.terms)
        if (draft.instrument.items[term.item].higher_means == "no-order" && term.recode.empty())
            place.fault("no_order_added",
                        fmt::format("{} has ratings without order: give it a recode",
                                    draft.instrument.items[term.item].id.value));
}

// What an item gives when it is not applicable, of an item that always is.
void check_skipped(const Draft& draft, const Scale& scale, const Element& place) {
    for (const auto& term : scale.terms) {
        const auto& item = draft.instrument.items[term.item];
        if (term.skipped && !item.may_be_not_applicable && !item.applies_when)
            place.fault("skipped_idle", fmt::format("{} is always applicable: skipped says nothing",
                                                    item.id.value));
    }
}

void check_judgement(const Scale& scale, const Element& place) {
    const bool plain = std::all_of(scale.terms.begin(), scale.terms.end(), [](const Term& term) {
        return term.weight == Points{1} && term.recode.empty();
    });
    const char* computed = !scale.bands.empty() || scale.unscorable_band ? "bands"
                           : place.has("missing")                        ? "missing"
                           : !plain                                      ? "weights"
                                                                         : nullptr;
    if (computed)
        place.fault("judgement_computed",
                    fmt::format("a judged scale has no bands, weights or missing rule: remove {}",
                                computed));
}

// The points it can reach; nothing while its items are in doubt.
std::optional<Range> sure_range(const Draft& draft, const Scale& scale, const Range& range) {
    const bool doubt = std::any_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
        return draft.doubtful_item(term.item);
    });
    return doubt ? std::nullopt : std::optional{range};
}

void check_points(const Draft& draft, std::size_t index, const Range& computed) {
    const auto& scale = draft.instrument.scales[index];
    check_order(scale.norms, draft.norms[index]);
    check_order(scale.cut_offs, draft.cut_offs[index]);
    auto range = sure_range(draft, scale, computed);
    if (range && !scale.norms.empty()) range = check_norms(scale, *range, draft.norms[index]);
    check_all_cut_offs(scale, range, draft.bands[index], draft.cut_offs[index]);
    if (scale.cut_offs.empty()) check_ends(scale, range, draft.bands[index]);
}

void check_scale(const Draft& draft, std::size_t index) {
    const auto& scale = draft.instrument.scales[index];
    const auto& place = draft.scales[index];
    check_band_ids(scale, draft.bands[index], place);
    if (place.doubtful()) return;  // what else is found may come from that
    check_missing(scale, place);
    if (scale.combine == Scale::Combine::judgement) return check_judgement(scale, place);
    if (scale.terms.empty()) return place.fault("scale_without_items", "name the items that count");
    check_never_missing(draft, scale, place);
    check_orders(draft, scale, place);
    check_skipped(draft, scale, place);
    const auto range = range_of(scale, draft.instrument.items);
    if (!range)
        return place.fault("overflow",
                           "the points of the scale are too large to be computed exactly");
    check_points(draft, index, *range);
}

// Scoring walks through every rating that counts somewhere.
void check_counted(const Draft& draft) {
    constexpr std::size_t most = 100'000;
    std::size_t counted = 0;
    for (const auto& scale : draft.instrument.scales)
        for (const auto& term : scale.terms)
            counted += draft.instrument.items[term.item].options.size();
    if (counted > most)
        draft.root.fault("too_many",
                         fmt::format("{} ratings count in some scale, at most {}", counted, most));
}

}  // namespace

void check_scales(const Draft& draft) {
    check_counted(draft);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < draft.scales.size(); ++i) {
        if (!seen.insert(draft.instrument.scales[i].id.value).second)
            draft.scales[i].fault("duplicate_id", fmt::format("two scales have the id {}",
                                                              draft.instrument.scales[i].id.value));
        check_scale(draft, i);
    }
}

}  // namespace lika::instruments::detail
