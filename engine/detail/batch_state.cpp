// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/batch_state.h"

#include <algorithm>

namespace lika::engine::detail {

namespace {

constexpr auto not_applicable = static_cast<Code>(Missing::not_applicable);

BatchScale from(const Scale& scale, const ScaleScore& score) {
    BatchScale made;
    made.status = score.status;
    made.prorated = score.prorated;
    made.rated = static_cast<std::uint32_t>(score.rated);
    made.items = static_cast<std::uint32_t>(score.items);
    made.points = score.points;
    if (score.points) made.points_text = score.points->to_string();
    made.lowest = score.lowest;
    made.highest = score.highest;
    for (std::size_t band = 0; band < scale.bands.size(); ++band)
        if (scale.bands[band].id == score.band) made.band = static_cast<std::int32_t>(band);
    if (score.band && !score.points && score.band == scale.unscorable_band)
        made.band = static_cast<std::int32_t>(scale.bands.size());
    return made;
}

bool all_compiled(const std::vector<RowCondition>& conditions) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [](const RowCondition& condition) { return condition.compiled(); });
}

}  // namespace

BatchState::BatchState(std::shared_ptr<const BatchPlan> batch)
    : batch_(std::move(batch)),
      applies_(batch_->instrument.items.size(), Truth::yes),
      responses_(batch_->instrument),
      from_scorer_(batch_->instrument.scales.size()) {
    score_.scales.resize(from_scorer_.size());
    score_.flags.resize(batch_->asks.flags ? batch_->instrument.flags.size() : 0);
    if (!batch_->plan) return;
    compile_conditions();
    quick_ = all_compiled(applies_when_) && all_compiled(flags_) && all_compiled(policies_);
    lanes_.resize(batch_->lanes->lane_count());
    for (const auto& scale : batch_->plan->scales) outcomes_.emplace_back(scale);
}

void BatchState::compile_conditions() {
    using Ask = RowCondition::Ask;
    const auto& plan = *batch_->plan;
    const auto& instrument = batch_->instrument;
    for (const auto item : plan.order) {
        if (!instrument.items[item].applies_when) continue;
        conditional_.push_back(item);
        applies_when_.emplace_back(plan, *instrument.items[item].applies_when, Ask::settled);
    }
    if (batch_->asks.flags)
        for (const auto& flag : instrument.flags)
            flags_.emplace_back(plan, flag.when,
                                flag.open_when_missing ? Ask::settled : Ask::evaluated);
    if (batch_->asks.level && batch_->level_scale)
        for (const auto& policy : instrument.policy_overrides)
            policies_.emplace_back(plan, policy.when, Ask::settled);
}

const BatchScore* BatchState::score(const Code* row, const Facts& facts) {
    if (quick_ && takes(facts) && score_quickly(row)) return &score_;
    return score_slowly(row, facts);
}

/// Scorer refuses facts of the wrong kind, whatever is asked.
bool BatchState::takes(const Facts& facts) const {
    return std::all_of(facts.begin(), facts.end(), [&](const auto& fact) {
        const auto use = batch_->plan->facts.find(fact.first);
        return use == batch_->plan->facts.end() || use->second.takes(fact.second);
    });
}

bool BatchState::score_quickly(const Code* row) {
    return judge_items(row) && find_scales(row) && judge_flags(row) && judge_level(row);
}

bool BatchState::judge_items(const Code* row) {
    for (std::size_t index = 0; index < conditional_.size(); ++index) {
        const auto item = conditional_[index];
        const bool left_out =
            row[item] == not_applicable && batch_->instrument.items[item].may_be_not_applicable;
        const auto truth = left_out ? Truth::no : applies_when_[index].of(row, applies_.data());
        if (!truth) return false;
        applies_[item] = *truth;
    }
    return true;
}

bool BatchState::find_scales(const Code* row) {
    const auto& table = *batch_->lanes;
    auto* const lanes = lanes_.data();
    table.add_up(row, applies_.data(), lanes);
    const bool bounds = batch_->asks.bounds;
    const auto level_scale = batch_->level_scale.value_or(outcomes_.size());
    auto* const found = score_.scales.data();
    bool decided = true;
    std::size_t scale = 0;
    for (auto& outcomes : outcomes_) {
        const auto& outcome = outcomes.of(table.of_scale(lanes, scale));
        decided = decided && outcome.decided && (outcome.bounded || !bounds);
        if (scale == level_scale) level_outcome_ = &outcome;
        found[scale++] = &outcome.scale;
    }
    return decided;
}

bool BatchState::judge_flags(const Code* row) {
    for (std::size_t flag = 0; flag < flags_.size(); ++flag) {
        const auto truth = flags_[flag].of(row, applies_.data());
        if (!truth) return false;
        const bool closed = !batch_->instrument.flags[flag].open_when_missing;
        if (*truth == Truth::open && !closed)
            score_.flags[flag] = std::nullopt;
        else
            score_.flags[flag] = *truth == Truth::yes;
    }
    return true;
}

/// The level the policy overrides in force raise to at least; nothing when Scorer must be asked.
std::optional<std::size_t> BatchState::raised_to(const Code* row) {
    const auto& scale = batch_->instrument.scales[*batch_->level_scale];
    const bool waits = scale.missing == MissingRule::refuse;
    std::size_t at_least = 0;
    for (std::size_t policy = 0; policy < policies_.size(); ++policy) {
        const auto truth = policies_[policy].of(row, applies_.data());
        if (!truth || (*truth == Truth::open && waits)) return std::nullopt;
        if (*truth == Truth::yes) at_least = std::max(at_least, batch_->policy_ranks[policy]);
    }
    return at_least;
}

bool BatchState::judge_level(const Code* row) {
    score_.level.reset();
    if (!batch_->asks.level || !batch_->level_scale) return true;
    const auto& outcome = *level_outcome_;
    if (!outcome.enough) return true;
    const auto at_least = raised_to(row);
    const auto& scale = batch_->instrument.scales[*batch_->level_scale];
    if (!at_least || (scale.missing == MissingRule::refuse && !outcome.scale.points)) return false;
    const auto band = static_cast<std::size_t>(outcome.scale.band);
    if (outcome.scale.points && outcome.scale.band >= 0 && batch_->band_ranks[band])
        score_.level = std::max(*batch_->band_ranks[band], *at_least);
    return true;
}

const BatchScore* BatchState::score_slowly(const Code* row, const Facts& facts) {
    const auto scored = ask_scorer(row, facts, Detail::brief);
    if (!scored) {
        error_ = scored.error();
        return nullptr;
    }
    take(*scored);
    return &score_;
}

Result<Score> BatchState::ask_scorer(const Code* row, const Facts& facts, Detail detail) {
    ++left_to_scorer_;
    for (std::size_t item = 0; item < responses_.size(); ++item)
        responses_[item] = response_of(batch_->instrument.items[item], row[item]);
    return batch_->scorer.score(responses_, facts, detail);
}

const std::vector<BatchStep>* BatchState::trace(const Code* row, const Facts& facts) {
    if (quick_ && batch_->trace && judge_items(row)) {
        batch_->trace->trace(row, applies_.data(), steps_);
        return &steps_;
    }
    const auto scored = ask_scorer(row, facts, Detail::full);
    if (!scored) {
        error_ = scored.error();
        return nullptr;
    }
    take_trace(*scored);
    return &steps_;
}

void BatchState::take_trace(const Score& score) {
    const auto& instrument = batch_->instrument;
    steps_.clear();
    std::size_t scale = 0;
    for (const auto& line : score.trace) {
        while (instrument.scales[scale].id != line.scale) ++scale;
        BatchStep step;
        step.scale = static_cast<std::uint32_t>(scale);
        step.item = static_cast<std::uint32_t>(instrument.find_item(line.item).value_or(0));
        step.code = code_of(instrument.items[step.item], line.response).value_or(0);
        step.applicable = line.applicable;
        step.counted = line.contribution.has_value();
        if (step.counted) step.contribution = *line.contribution;
        steps_.push_back(step);
    }
}

void BatchState::take(const Score& score) {
    for (std::size_t scale = 0; scale < from_scorer_.size(); ++scale) {
        from_scorer_[scale] = from(batch_->instrument.scales[scale], score.scales[scale]);
        score_.scales[scale] = &from_scorer_[scale];
    }
    for (std::size_t flag = 0; flag < score_.flags.size(); ++flag)
        score_.flags[flag] = score.flags[flag].raised;
    score_.level.reset();
    if (score.scored_level) score_.level = batch_->instrument.find_level(*score.scored_level);
}

}  // namespace lika::engine::detail
