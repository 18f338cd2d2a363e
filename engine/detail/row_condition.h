// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/batch.h"
#include "engine/detail/plan.h"
#include "engine/detail/truth.h"

namespace lika::engine::detail {

/// One condition asked of many rows. Where few items decide it, each combination of their codes is
/// settled once and remembered; else it is judged row by row, which leaves some open that
/// completions would settle.
class RowCondition {
public:
    enum class Ask {
        settled,   ///< what all completions say, as settle()
        evaluated  ///< what is known now, as evaluate()
    };

    /// `plan` and `condition` must outlive it.
    RowCondition(const Plan& plan, const Condition& condition, Ask ask);

    /// False: it names a fact, which no row holds.
    bool compiled() const { return compiled_; }

    /// `applies`: whether the items it names apply. Nothing: Scorer must be asked.
    std::optional<Truth> of(const Code* row, const Truth* applies) {
        if (cells_.empty()) return judge(row, applies);
        std::size_t at = 0;
        for (const auto& place : places_) at += row[place.item] * place.stride;
        if (cells_[at] == Cell::empty) cells_[at] = settle_cell(row);
        if (cells_[at] == Cell::undecided) return std::nullopt;
        return static_cast<Truth>(cells_[at]);
    }

private:
    enum class Cell : std::uint8_t { no, open, yes, empty, undecided };
    struct Place {
        std::size_t item, stride;
    };
    /// Of one item a node names: whether each of its codes matches.
    using Matches = std::vector<Truth>;

    void find_places();
    void find_matches();
    Cell settle_cell(const Code* row) const;
    std::optional<Truth> judge(const Code* row, const Truth* applies) const;
    Truth judge_node(std::size_t index, const Code* row, const Truth* applies) const;
    Truth judge_items(std::size_t index, const Code* row, const Truth* applies) const;

    const Plan& plan_;
    const Condition& condition_;
    Ask ask_;
    bool compiled_ = true;
    std::vector<Place> places_;  ///< the items that decide it, those a condition names first
    std::vector<Cell> cells_;    ///< by their codes; empty: too many combinations
    std::vector<std::vector<Matches>> matches_;  ///< by node, then by its items
};

}  // namespace lika::engine::detail
