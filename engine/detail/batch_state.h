// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <vector>

#include "engine/detail/batch_outcomes.h"
#include "engine/detail/batch_plan.h"
#include "engine/detail/row_condition.h"

namespace lika::engine::detail {

/// What one thread keeps while it scores rows.
class BatchState {
public:
    explicit BatchState(std::shared_ptr<const BatchPlan> batch);

    const BatchScore* score(const Code* row, const Facts& facts);
    const std::vector<BatchStep>* trace(const Code* row, const Facts& facts);
    const Error& error() const { return error_; }
    std::size_t left_to_scorer() const { return left_to_scorer_; }

private:
    void compile_conditions();
    bool takes(const Facts& facts) const;
    bool score_quickly(const Code* row);
    bool judge_items(const Code* row);
    bool find_scales(const Code* row);
    bool judge_flags(const Code* row);
    bool judge_level(const Code* row);
    std::optional<std::size_t> raised_to(const Code* row);
    const BatchScore* score_slowly(const Code* row, const Facts& facts);
    void take(const Score& score);
    Result<Score> ask_scorer(const Code* row, const Facts& facts, Detail detail);
    void take_trace(const Score& score);

    std::shared_ptr<const BatchPlan> batch_;
    bool quick_ = false;
    std::vector<std::size_t> conditional_;  ///< items with a condition, in the plan's order
    std::vector<RowCondition> applies_when_, flags_, policies_;
    std::vector<Truth> applies_;
    std::vector<std::int32_t> lanes_;
    std::vector<Outcomes> outcomes_;
    const Outcome* level_outcome_ = nullptr;
    Responses responses_;
    std::vector<BatchScale> from_scorer_;
    BatchScore score_;
    std::vector<BatchStep> steps_;
    Error error_;
    std::size_t left_to_scorer_ = 0;
};

}  // namespace lika::engine::detail
