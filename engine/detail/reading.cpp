// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/reading.h"

#include <tuple>
#include <utility>

namespace lika::engine::detail {

namespace {

/// The first set whose condition holds. `truth_of_next` is asked once for every condition, in order.
template <class Sets, class NextTruth>
std::pair<std::optional<std::size_t>, bool> first_in_force(const Sets& sets, NextTruth next_truth) {
    std::optional<std::size_t> first;
    bool open = false;
    for (std::size_t index = 0; index < sets.size(); ++index) {
        const auto truth = sets[index].when ? next_truth() : Truth::yes;
        if (first || open) continue;
        if (truth == Truth::yes) first = index;
        open = truth == Truth::open;
    }
    return {first, open};
}

}  // namespace

std::vector<const Condition*> choosing(const Scale& scale) {
    std::vector<const Condition*> conditions;
    for (const auto& norm : scale.norms)
        if (norm.when) conditions.push_back(&*norm.when);
    for (const auto& cut_offs : scale.cut_offs)
        if (cut_offs.when) conditions.push_back(&*cut_offs.when);
    return conditions;
}

Reading reading_where(const Scale& scale, const std::vector<bool>& holds, std::size_t at) {
    const auto next = [&] { return truth_of(holds[at++]); };
    Reading reading;
    reading.norm = first_in_force(scale.norms, next).first;
    reading.cut_offs = first_in_force(scale.cut_offs, next).first;
    return reading;
}

Result<KnownReading> reading_of(const Plan& plan, const Scale& scale, const Known& known) {
    std::vector<Truth> truths;
    for (const auto* condition : choosing(scale)) {
        const auto truth = settle(plan, known, *condition);
        if (!truth) return truth.error();
        truths.push_back(*truth);
    }
    std::size_t at = 0;
    const auto next = [&] { return truths[at++]; };
    KnownReading reading;
    std::tie(reading.reading.norm, reading.norm_open) = first_in_force(scale.norms, next);
    std::tie(reading.reading.cut_offs, reading.cut_offs_open) = first_in_force(scale.cut_offs, next);
    return reading;
}

const Points& cut_off(const Scale& scale, const Reading& reading, std::size_t band) {
    return scale.cut_offs.empty() ? scale.bands[band].from
                                  : scale.cut_offs[*reading.cut_offs].from[band];
}

Result<Given> give(const Scale& scale, const Reading& reading, const Points& exact) {
    auto points = exact.rounded(scale.decimals);
    if (!points) return points.error();
    if (!scale.norms.empty()) {
        if (!reading.norm) return Given{};
        const auto& table = scale.norms[*reading.norm].standardised;
        const auto found = table.find(*points);
        if (found == table.end()) return Error{ErrorKind::invalid, "not_in_norm", scale.id.value};
        points = found->second;
    }
    Given given{*points, std::nullopt};
    if (!scale.cut_offs.empty() && !reading.cut_offs) return given;
    for (std::size_t band = 0; band < scale.bands.size(); ++band)
        if (cut_off(scale, reading, band) <= *points) given.band = band;
    return given;
}

}  // namespace lika::engine::detail
