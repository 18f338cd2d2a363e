// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/batch_plan.h"

#include <algorithm>

namespace lika::engine::detail {

namespace {

constexpr std::size_t most_options = 256 - std::size_t{first_option};

bool codes_suffice(const Instrument& instrument) {
    return std::all_of(instrument.items.begin(), instrument.items.end(),
                       [](const Item& item) { return item.options.size() <= most_options; });
}

/// A row that has no ratings leaves the most to completions: if it is scored, every row is.
bool always_scored(const Instrument& instrument, const Scorer& scorer) {
    return scorer.score(Responses(instrument), {}, Detail::brief).has_value();
}

/// Tables count contributions; what else decides points or bands is left to Scorer.
bool counts_only(const Scale& scale) {
    return scale.norms.empty() && scale.cut_offs.empty() && scale.never_missing.empty() &&
           std::none_of(scale.terms.begin(), scale.terms.end(),
                        [](const Term& term) { return term.skipped.has_value(); });
}

bool within_tables(const Instrument& instrument) {
    const auto derived = [](const Item& item) { return item.derived(); };
    const auto steps = [](const PolicyOverride& rule) { return rule.raises_by > 0; };
    return instrument.level_scales.size() <= 1 &&
           std::all_of(instrument.scales.begin(), instrument.scales.end(), counts_only) &&
           std::none_of(instrument.items.begin(), instrument.items.end(), derived) &&
           std::none_of(instrument.policy_overrides.begin(), instrument.policy_overrides.end(),
                        steps);
}

void find_ranks(BatchPlan& batch) {
    const auto& instrument = batch.instrument;
    for (std::size_t index = 0; index < instrument.scales.size(); ++index) {
        const auto& scale = instrument.scales[index];
        if (instrument.level_scales != std::vector{scale.id} ||
            scale.combine == Scale::Combine::judgement)
            continue;
        batch.level_scale = index;
        for (const auto& band : scale.bands)
            batch.band_ranks.push_back(instrument.find_level(LevelId{band.id.value}));
    }
    for (const auto& policy : instrument.policy_overrides)
        batch.policy_ranks.push_back(instrument.find_level(policy.raises_to).value_or(0));
}

}  // namespace

BatchPlan::BatchPlan(const Instrument& of, BatchAsks what)
    : instrument(of), asks(what), scorer(of), has_codes(codes_suffice(of)) {
    find_ranks(*this);
    auto made = make_plan(instrument);
    if (!made || !has_codes || !within_tables(instrument) || !always_scored(instrument, scorer))
        return;
    lanes = LaneTable::make(*made);
    trace = TraceTable::make(*made);
    if (lanes) plan = std::move(*made);
}

}  // namespace lika::engine::detail
