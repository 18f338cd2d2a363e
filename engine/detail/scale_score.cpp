// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/scale_score.h"

#include <algorithm>
#include <set>

namespace lika::engine::detail {

namespace {

/// Lowest and highest points and every band that completions can make.
struct Bounds {
    std::optional<Points> lowest, highest;
    std::set<std::size_t> bands;
};

Result<void> widen(Bounds& bounds, const ScalePlan& scale, std::int64_t sum) {
    const auto exact = scale.points(sum);
    if (!exact) return exact.error();
    const auto given = give(*scale.scale, *exact);
    if (!given) return given.error();
    if (!bounds.lowest || given->points < *bounds.lowest) bounds.lowest = given->points;
    if (!bounds.highest || given->points > *bounds.highest) bounds.highest = given->points;
    if (given->band) bounds.bands.insert(*given->band);
    return {};
}

/// Rising sums: those between two that make one and the same band make it too.
Result<void> widen(Bounds& bounds, const ScalePlan& scale, const std::vector<std::int64_t>& sums) {
    for (const auto sum : {sums.back(), sums.front()})
        if (const auto widened = widen(bounds, scale, sum); !widened) return widened;
    if (bounds.bands.size() < 2) return {};
    for (const auto sum : sums)
        if (const auto widened = widen(bounds, scale, sum); !widened) return widened;
    return {};
}

Result<Bounds> bounds_of(const Plan& plan, const ScalePlan& scale, const Known& known,
                         const ScaleResult& result) {
    Bounds bounds;
    if (result.tally.complete() && result.score.points) {
        bounds.lowest = bounds.highest = result.score.points;
        return bounds;
    }
    const auto reached = reach(plan, scale, known, result.tally, {});
    if (!reached) return reached.error();
    for (const auto& ways : *reached)
        if (const auto widened = widen(bounds, scale, ways.sums); !widened) return widened.error();
    return bounds;
}

Result<void> set_points(ScaleResult& result, const ScalePlan& scale) {
    const auto exact = points_of(scale, result.tally);
    if (!exact) return exact.error();
    if (!*exact) {
        result.score.status = ScaleStatus::not_scoreable;
        return {};
    }
    const auto given = give(*scale.scale, **exact);
    if (!given) return given.error();
    result.exact = *exact;
    result.band = given->band;
    result.score.points = given->points;
    result.score.prorated =
        scale.scale->missing == MissingRule::prorate && result.tally.rated < result.tally.items;
    return {};
}

/// Without points a band is given only where points wait for every rating and all completions agree
/// on it.
void set_bands(ScaleResult& result, const Scale& scale, Bounds bounds) {
    if (result.band) bounds.bands.insert(*result.band);
    const bool agreed =
        scale.missing == MissingRule::refuse && result.enough && bounds.bands.size() == 1;
    if (!result.score.points && agreed) result.band = *bounds.bands.begin();

    if (result.band) result.score.band = scale.bands[*result.band].id;
    if (!result.score.points && scale.unscorable_band) {
        result.band.reset();
        result.score.band = scale.unscorable_band;
    }
    for (const auto band : bounds.bands)
        result.score.possible_bands.push_back(scale.bands[band].id);
    result.score.lowest = bounds.lowest;
    result.score.highest = bounds.highest;
}

/// PSC-17 counts the blanks of the whole questionnaire; other scales those of their own items.
std::size_t count_missing(const Scale& scale, const Tally& counted, const Known& known) {
    if (scale.missing_among.empty()) return counted.items - counted.rated;
    return static_cast<std::size_t>(std::count_if(
        scale.missing_among.begin(), scale.missing_among.end(), [&](std::size_t item) {
            return known.applies[item] == Truth::yes && !known.responses[item].rated();
        }));
}

}  // namespace

Tally tally(const ScalePlan& scale, const Known& known) {
    Tally counted;
    for (const auto& term : scale.scale->terms) {
        const auto applies = known.applies[term.item];
        counted.open += applies == Truth::open;
        if (applies != Truth::yes) continue;
        ++counted.items;
        if (!known.responses[term.item].rated()) continue;
        ++counted.rated;
        counted.sum += scale.contributions[term.item][known.options[term.item]];
    }
    counted.missing = count_missing(*scale.scale, counted, known);
    return counted;
}

Result<std::vector<Reach>> reach(const Plan& plan, const ScalePlan& scale, const Known& known,
                                 const Tally& tally,
                                 const std::vector<const Condition*>& conditions) {
    if (!tally.complete() || !conditions.empty())
        return completions(plan, known, &scale, conditions);
    const auto needed = std::max<std::size_t>(1, scale.scale->minimum_rated.value_or(1));
    if (tally.rated < needed) return std::vector<Reach>{};
    return std::vector<Reach>{{{}, {tally.sum}}};
}

Result<bool> enough_rated(const Scale& scale, const Tally& tally) {
    if (tally.rated < std::max<std::size_t>(1, scale.minimum_rated.value_or(1))) return false;
    if (scale.maximum_missing && tally.missing > *scale.maximum_missing) return false;
    if (!scale.maximum_missing_share) return true;
    const auto allowed =
        scale.maximum_missing_share->times(Points(static_cast<std::int64_t>(tally.items)));
    if (!allowed) return allowed.error();
    return Points(static_cast<std::int64_t>(tally.items - tally.rated)) <= *allowed;
}

Result<std::optional<Points>> points_of(const ScalePlan& scale, const Tally& tally) {
    const auto enough = enough_rated(*scale.scale, tally);
    if (!enough) return enough.error();
    if (!*enough) return std::optional<Points>{};
    const auto raw = scale.points(tally.sum);
    if (!raw) return raw.error();

    switch (scale.scale->missing) {
        case MissingRule::refuse:
            return tally.complete() ? std::optional(*raw) : std::nullopt;
        case MissingRule::zero:
            break;
        case MissingRule::prorate: {
            if (tally.rated == tally.items) break;
            const auto share = Points::fraction(static_cast<std::int64_t>(tally.items),
                                                static_cast<std::int64_t>(tally.rated));
            const auto prorated = raw->times(*share);
            if (!prorated) return prorated.error();
            return std::optional(*prorated);
        }
    }
    return std::optional(*raw);
}

Result<Given> give(const Scale& scale, const Points& exact) {
    const auto points = exact.rounded(scale.decimals);
    if (!points) return points.error();
    Given given{*points, std::nullopt};
    for (std::size_t band = 0; band < scale.bands.size(); ++band)
        if (scale.bands[band].from <= *points) given.band = band;
    return given;
}

Result<ScaleResult> score_scale(const Plan& plan, const ScalePlan& scale, const Known& known) {
    ScaleResult result;
    result.score.scale = scale.scale->id;
    result.tally = tally(scale, known);
    result.score.rated = result.tally.rated;
    result.score.items = result.tally.items;
    if (scale.scale->combine == Scale::Combine::judgement) {
        result.score.status = ScaleStatus::not_computed;
        return result;
    }
    const auto enough = enough_rated(*scale.scale, result.tally);
    if (!enough) return enough.error();
    result.enough = *enough;
    if (const auto set = set_points(result, scale); !set) return set.error();
    auto bounds = bounds_of(plan, scale, known, result);
    if (!bounds) return bounds.error();
    set_bands(result, *scale.scale, std::move(*bounds));
    return result;
}

}  // namespace lika::engine::detail
