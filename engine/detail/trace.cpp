// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/trace.h"

namespace lika::engine::detail {

namespace {

Result<TraceLine> line_of(const Plan& plan, const Scale& scale, const Term& term,
                          const Known& known) {
    TraceLine line;
    line.scale = scale.id;
    line.item = plan.instrument->items[term.item].id;
    line.response = known.responses[term.item];
    line.applicable = known.applies[term.item] == Truth::yes;
    if (known.applies[term.item] == Truth::no && term.skipped) line.contribution = term.skipped;
    if (!line.applicable || !line.response.rated()) return line;

    const auto gives = term.contribution(line.response.rating());
    if (!gives) return gives.error();
    line.contribution = *gives;
    if (term.recode.contains(line.response.rating()))
        line.recoded = *gives;
    else
        line.weight = term.weight;
    return line;
}

const char* why_not_enough(const Scale& scale, const Tally& tally) {
    if (tally.lacks_needed) return "needed_missing";
    return tally.rated < scale.minimum_rated.value_or(1) ? "too_few" : "too_many_missing";
}

const char* effect_of_missing(const Scale& scale, const ScaleResult& result) {
    if (result.tally.rated == 0) return "nothing_rated";
    if (!result.enough) return why_not_enough(scale, result.tally);
    if (result.tally.complete()) return "none";
    if (scale.missing == MissingRule::refuse) return "refused";
    if (result.tally.rated == result.tally.items) return "none";
    if (scale.missing == MissingRule::mean) return "mean";
    return scale.missing == MissingRule::zero ? "zero" : "prorated";
}

/// The norm's part: the raw score looked up, or that none is known to be in force.
Result<void> add_norm(TraceSummary& summary, const Scale& scale, const ScaleResult& result) {
    if (scale.norms.empty()) return {};
    summary.norm_missing = !result.reading.reading.norm;
    if (!result.exact) return {};
    const auto looked_up = result.exact->rounded(scale.decimals);
    if (!looked_up) return looked_up.error();
    summary.looked_up = *looked_up;
    summary.norm = result.reading.reading.norm;
    return {};
}

Result<TraceSummary> summarise(const ScalePlan& scale, const ScaleResult& result) {
    TraceSummary summary;
    summary.scale = scale.scale->id;
    summary.exact = result.exact;
    summary.missing_effect = effect_of_missing(*scale.scale, result);
    if (result.band && !result.reading.cut_offs_open && !result.reading.norm_open)
        summary.cut_off = cut_off(*scale.scale, result.reading.reading, *result.band);
    if (const auto added = add_norm(summary, *scale.scale, result); !added) return added.error();
    if (result.tally.rated == 0) return summary;
    const auto raw = scale.points(result.tally.sum);
    if (!raw) return raw.error();
    summary.raw = *raw;
    return summary;
}

}  // namespace

Result<void> add_trace(const Plan& plan, const ScalePlan& scale, const Known& known,
                       const ScaleResult& result, Score& score) {
    if (scale.scale->combine == Scale::Combine::judgement) return {};
    for (const auto& term : scale.scale->terms) {
        auto line = line_of(plan, *scale.scale, term, known);
        if (!line) return line.error();
        score.trace.push_back(std::move(*line));
    }

    auto summary = summarise(scale, result);
    if (!summary) return summary.error();
    score.summary.push_back(std::move(*summary));
    return {};
}

}  // namespace lika::engine::detail
