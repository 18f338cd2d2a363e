// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/scale_score.h"

#include <algorithm>
#include <set>

namespace lika::engine::detail {

namespace {

/// Lowest and highest points and every band that completions can make.
struct Bounds {
    std::optional<Points> lowest, highest;
    Bands bands;

    void add(const Given& given) {
        bands.add(given);
        if (!given.points) return;
        if (!lowest || *given.points < *lowest) lowest = given.points;
        if (!highest || *given.points > *highest) highest = given.points;
    }
};

/// Adds what the sums of one reach give. Without a norm, sums between two that make one and the same
/// band make it too.
template <class Into>
Result<void> add_sums(Into& into, const ScalePlan& scale, const Reach& ways, std::int64_t shift) {
    const auto reading = reading_where(*scale.scale, ways.holds);
    const auto add = [&](std::int64_t sum) -> Result<std::optional<std::size_t>> {
        const auto exact = scale.points(sum + shift);
        if (!exact) return exact.error();
        const auto given = give(*scale.scale, reading, *exact);
        if (!given) return given.error();
        into.add(*given);
        return given->band;
    };
    const auto low = add(ways.sums.front()), high = add(ways.sums.back());
    if (!low) return low.error();
    if (!high) return high.error();
    if (scale.scale->norms.empty() && *low == *high) return {};
    for (const auto sum : ways.sums)
        if (const auto added = add(sum); !added) return added.error();
    return {};
}

Result<Bounds> bounds_of(const ScalePlan& scale, const std::vector<Reach>& reached) {
    Bounds bounds;
    for (const auto& ways : reached)
        if (const auto added = add_sums(bounds, scale, ways, 0); !added) return added.error();
    return bounds;
}

/// Points, rounded and looked up, unless too few are rated or no norm is known to be in force.
Result<void> set_points(ScaleResult& result, const ScalePlan& scale) {
    result.score.status = ScaleStatus::not_scoreable;
    const auto exact = points_of(scale, result.tally);
    if (!exact) return exact.error();
    if (!*exact || result.reading.norm_open) return {};
    const auto given = give(*scale.scale, result.reading.reading, **exact);
    if (!given) return given.error();
    if (!given->points) return {};
    result.score.status = ScaleStatus::scored;
    result.exact = *exact;
    if (!result.reading.cut_offs_open) result.band = given->band;
    result.score.points = given->points;
    const auto rule = scale.scale->missing;
    result.score.prorated = (rule == MissingRule::prorate || rule == MissingRule::mean) &&
                            result.tally.rated < result.tally.items;
    return {};
}

/// Points whose cut-offs are not known have a band when all that may be in force agree; without
/// points, only where they wait for every rating and all completions agree.
Result<void> settle_band(ScaleResult& result, const Scale& scale, const std::vector<Reach>& reached,
                         Bounds& bounds) {
    if (result.exact && result.reading.cut_offs_open) {
        const auto own = bands_of(scale, reached, *result.exact);
        if (!own) return own.error();
        result.band = own->agreed();
        bounds.bands.bands.insert(own->bands.begin(), own->bands.end());
    }
    if (result.band) bounds.bands.bands.insert(*result.band);
    if (!result.score.points && scale.missing == MissingRule::refuse && result.enough)
        result.band = bounds.bands.agreed();
    return {};
}

void write_bands(ScaleResult& result, const Scale& scale, const Bounds& bounds) {
    if (result.band) result.score.band = scale.bands[*result.band].id;
    if (!result.score.points && scale.unscorable_band) {
        result.band.reset();
        result.score.band = scale.unscorable_band;
    }
    for (const auto band : bounds.bands.bands)
        result.score.possible_bands.push_back(scale.bands[band].id);
    result.score.lowest = bounds.lowest;
    result.score.highest = bounds.highest;
}

Result<void> set_bands(ScaleResult& result, const Plan& plan, const ScalePlan& scale,
                       const Known& known) {
    const bool settled = !result.reading.norm_open && !result.reading.cut_offs_open;
    if (settled && result.tally.complete() && result.score.points) {
        Bounds bounds{result.score.points, result.score.points, {}};
        if (result.band) bounds.bands.bands.insert(*result.band);
        write_bands(result, *scale.scale, bounds);
        return {};
    }
    const auto reached = reach(plan, scale, known, result.tally);
    if (!reached) return reached.error();
    auto bounds = bounds_of(scale, *reached);
    if (!bounds) return bounds.error();
    if (const auto set = settle_band(result, *scale.scale, *reached, *bounds); !set) return set;
    write_bands(result, *scale.scale, *bounds);
    return {};
}

bool is_missing(const Known& known, std::size_t item) {
    return known.applies[item] == Truth::yes && !known.responses[item].rated();
}

/// PSC-17 counts the blanks of the whole questionnaire; other scales those of their own items.
std::size_t count_missing(const Scale& scale, const Tally& counted, const Known& known) {
    if (scale.missing_among.empty()) return counted.items - counted.rated;
    return static_cast<std::size_t>(std::count_if(
        scale.missing_among.begin(), scale.missing_among.end(),
        [&](std::size_t item) { return is_missing(known, item); }));
}

/// What the missing ratings get from the mean of the rated.
Result<Points> with_means(const Scale& scale, const Tally& tally, const Points& raw) {
    const auto mean = raw.divided_by(Points(static_cast<std::int64_t>(tally.rated)));
    if (!mean) return mean.error();
    const auto rounded = mean->rounded(scale.mean_decimals);
    if (!rounded) return rounded.error();
    const auto filled =
        rounded->times(Points(static_cast<std::int64_t>(tally.items - tally.rated)));
    if (!filled) return filled.error();
    return raw.plus(*filled);
}

Result<Points> prorated(const Tally& tally, const Points& raw) {
    const auto share = Points::fraction(static_cast<std::int64_t>(tally.items),
                                        static_cast<std::int64_t>(tally.rated));
    if (!share) return share.error();
    return raw.times(*share);
}

}  // namespace

void Bands::add(const Given& given) {
    if (given.band)
        bands.insert(*given.band);
    else
        without = true;
}

std::optional<std::size_t> Bands::agreed() const {
    if (without || bands.size() != 1) return std::nullopt;
    return *bands.begin();
}

Result<Bands> bands_of(const Scale& scale, const std::vector<Reach>& reached, const Points& exact) {
    Bands bands;
    for (const auto& ways : reached) {
        const auto given = give(scale, reading_where(scale, ways.holds), exact);
        if (!given) return given.error();
        bands.add(*given);
    }
    return bands;
}

Result<Bands> bands_of(const ScalePlan& scale, const std::vector<Reach>& reached,
                       std::int64_t shift) {
    Bands bands;
    for (const auto& ways : reached)
        if (const auto added = add_sums(bands, scale, ways, shift); !added) return added.error();
    return bands;
}

Tally tally(const ScalePlan& scale, const Known& known) {
    Tally counted;
    for (const auto& term : scale.scale->terms) {
        const auto applies = known.applies[term.item];
        counted.open += applies == Truth::open;
        const bool skipped = applies == Truth::no && scale.skipped[term.item];
        if (applies != Truth::yes && !skipped) continue;
        ++counted.items;
        if (!skipped && !known.responses[term.item].rated()) continue;
        ++counted.rated;
        counted.sum += skipped ? *scale.skipped[term.item]
                               : scale.contributions[term.item][known.options[term.item]];
    }
    counted.missing = count_missing(*scale.scale, counted, known);
    const auto& needed = scale.scale->never_missing;
    counted.lacks_needed = std::any_of(needed.begin(), needed.end(),
                                       [&](std::size_t item) { return is_missing(known, item); });
    return counted;
}

Result<std::vector<Reach>> reach(const Plan& plan, const ScalePlan& scale, const Known& known,
                                 const Tally& tally) {
    const auto conditions = choosing(*scale.scale);
    if (!tally.complete() || !conditions.empty())
        return completions(plan, known, {&scale}, conditions);
    const auto needed = std::max<std::size_t>(1, scale.scale->minimum_rated.value_or(1));
    if (tally.rated < needed) return std::vector<Reach>{};
    return std::vector<Reach>{{{}, {tally.sum}, {}}};
}

Result<bool> enough_rated(const Scale& scale, const Tally& tally) {
    if (tally.rated < std::max<std::size_t>(1, scale.minimum_rated.value_or(1))) return false;
    if (tally.lacks_needed) return false;
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

    const auto rule = scale.scale->missing;
    if (rule == MissingRule::refuse) return tally.complete() ? std::optional(*raw) : std::nullopt;
    if (rule == MissingRule::zero || tally.rated == tally.items) return std::optional(*raw);
    const auto filled = rule == MissingRule::prorate ? prorated(tally, *raw)
                                                     : with_means(*scale.scale, tally, *raw);
    if (!filled) return filled.error();
    return std::optional(*filled);
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
    const auto reading = reading_of(plan, *scale.scale, known);
    if (!reading) return reading.error();
    result.reading = *reading;
    if (const auto set = set_points(result, scale); !set) return set.error();
    if (const auto set = set_bands(result, plan, scale, known); !set) return set.error();
    return result;
}

}  // namespace lika::engine::detail
