// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/outcomes.h"

#include <algorithm>

namespace lika::engine::detail {

namespace {

using What = OutcomeChange::What;

const char* word(const FlagState& flag) {
    if (!flag.raised) return "open";
    return *flag.raised ? "raised" : "not_raised";
}

template <class Kind>
std::string value_of(const std::optional<Id<Kind>>& id) {
    return id ? id->value : std::string{};
}

/// By name: the order of outcomes may differ between versions.
std::string allowed(const DecisionState& decision) {
    std::string text;
    auto outcomes = decision.outcomes.value_or(std::vector<OutcomeId>{});
    std::sort(outcomes.begin(), outcomes.end());
    for (const auto& outcome : outcomes) text += (text.empty() ? "" : " ") + outcome.value;
    return text;
}

/// Adds those of some parts that are not there yet.
template <class Parts>
void add_new(std::vector<Outcome>& all, What what, const Parts& parts) {
    for (const auto& part : parts) {
        const Outcome outcome{what, part.id.value};
        if (std::find(all.begin(), all.end(), outcome) == all.end()) all.push_back(outcome);
    }
}

bool has_scale(const Instrument& instrument, const ScaleId& id) {
    return std::any_of(instrument.scales.begin(), instrument.scales.end(),
                       [&](const Scale& scale) { return scale.id == id; });
}

}  // namespace

Outcomes outcomes_of(const Score& score) {
    Outcomes outcomes;
    for (const auto& scale : score.scales)
        outcomes[{What::band, scale.scale.value}] = value_of(scale.band);
    for (const auto& flag : score.flags) outcomes[{What::flag, flag.flag.value}] = word(flag);
    for (const auto& decision : score.decisions)
        outcomes[{What::decision, decision.decision.value}] = allowed(decision);
    outcomes[{What::level, ""}] = value_of(score.scored_level);
    return outcomes;
}

std::string outcome_in(const Outcomes& outcomes, const Outcome& asked) {
    const auto found = outcomes.find(asked);
    if (found != outcomes.end()) return found->second;
    return asked.first == What::flag ? "not_raised" : "";
}

std::vector<ScaleId> scales_missing_in(const Instrument& other, const Instrument& instrument) {
    std::vector<ScaleId> missing;
    for (const auto& scale : instrument.scales)
        if (!has_scale(other, scale.id)) missing.push_back(scale.id);
    return missing;
}

std::vector<Outcome> compared_outcomes(const Instrument& first, const Instrument& second) {
    std::vector<Outcome> all;
    for (const auto& scale : first.scales)
        if (has_scale(second, scale.id)) all.emplace_back(What::band, scale.id.value);
    all.emplace_back(What::level, "");
    for (const auto* instrument : {&first, &second}) add_new(all, What::flag, instrument->flags);
    for (const auto* instrument : {&first, &second})
        add_new(all, What::decision, instrument->decisions);
    return all;
}

}  // namespace lika::engine::detail
