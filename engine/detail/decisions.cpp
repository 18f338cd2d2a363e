// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/decisions.h"

#include <algorithm>
#include <set>

namespace lika::engine::detail {

namespace {

using Outcomes = std::set<std::size_t>;

/// "The item has this rating", as a condition that completions can be asked about.
Condition has_rating(std::size_t item, std::int32_t rating) {
    Condition::Node node;
    node.compare = Condition::Compare::equal;
    node.number = rating;
    node.items = {item};
    return {{}, {node}};
}

class Table {
public:
    Table(const Plan& plan, const Known& known, const Decision& decision,
          const std::vector<ScaleResult>& scales)
        : plan_(plan),
          known_(known),
          decision_(decision),
          scale_(plan.scales[decision.scale]),
          result_(scales[decision.scale]) {
        for (const auto& option : plan.instrument->items[decision.item].options)
            rows_.push_back(has_rating(decision.item, option.rating));
    }

    Result<DecisionState> state() {
        if (const auto found = find_possible(); !found) return found.error();
        const auto known = known_outcomes();
        if (!known) return known.error();
        DecisionState state{decision_.id, {}, {}};
        auto decided = *known;
        if (!decided && result_.enough && possible_.size() == 1 && !without_)
            decided = *possible_.begin();
        if (decided) {
            state.outcomes = named(*decided);
            possible_.insert(*decided);
        }
        Outcomes all;
        for (const auto& outcomes : possible_) all.insert(outcomes.begin(), outcomes.end());
        state.possible = named(all);
        return state;
    }

private:
    /// What is decided now: rating, band and exceptions are all known.
    Result<std::optional<Outcomes>> known_outcomes() const {
        const bool applies = known_.applies[decision_.item] == Truth::yes;
        if (!applies || !known_.responses[decision_.item].rated() || !result_.band)
            return std::optional<Outcomes>{};
        std::vector<bool> exceptions;
        for (const auto& exception : decision_.exceptions) {
            const auto truth = settle(plan_, known_, exception.when);
            if (!truth) return truth.error();
            if (*truth == Truth::open) return std::optional<Outcomes>{};
            exceptions.push_back(*truth == Truth::yes);
        }
        return std::optional(outcomes(known_.options[decision_.item], *result_.band, exceptions));
    }

    /// Conditions asked: the rows, the scale's own, the exceptions.
    Result<void> find_possible() {
        std::vector<const Condition*> asked;
        for (const auto& row : rows_) asked.push_back(&row);
        for (const auto* condition : choosing(*scale_.scale)) asked.push_back(condition);
        for (const auto& exception : decision_.exceptions) asked.push_back(&exception.when);
        const auto reached = completions(plan_, known_, {&scale_}, asked);
        if (!reached) return reached.error();
        for (const auto& ways : *reached)
            if (const auto added = add(ways); !added) return added.error();
        return {};
    }

    Result<void> add(const Reach& ways) {
        const auto rows_end = ways.holds.begin() + static_cast<std::ptrdiff_t>(rows_.size());
        const auto row = std::find(ways.holds.begin(), rows_end, true);
        const auto bands = bands_of(scale_, {without_rows(ways)});
        if (!bands) return bands.error();
        without_ = without_ || row == rows_end || bands->without;
        if (row == rows_end) return {};
        const auto exceptions_from =
            ways.holds.end() - static_cast<std::ptrdiff_t>(decision_.exceptions.size());
        for (const auto band : bands->bands)
            possible_.insert(outcomes(static_cast<std::size_t>(row - ways.holds.begin()), band,
                                      {exceptions_from, ways.holds.end()}));
        return {};
    }

    Reach without_rows(const Reach& ways) const {
        auto own = ways;
        own.holds.erase(own.holds.begin(),
                        own.holds.begin() + static_cast<std::ptrdiff_t>(rows_.size()));
        return own;
    }

    Outcomes outcomes(std::size_t option, std::size_t band,
                      const std::vector<bool>& exceptions) const {
        Outcomes found;
        for (const auto& cell : decision_.cells)
            if (cell.option == option && cell.band == band)
                found.insert(cell.outcomes.begin(), cell.outcomes.end());
        for (std::size_t index = 0; index < exceptions.size(); ++index)
            if (exceptions[index])
                found.insert(decision_.exceptions[index].outcomes.begin(),
                             decision_.exceptions[index].outcomes.end());
        return found;
    }

    std::vector<OutcomeId> named(const Outcomes& outcomes) const {
        std::vector<OutcomeId> ids;
        for (const auto outcome : outcomes) ids.push_back(decision_.outcomes[outcome].first);
        return ids;
    }

    const Plan& plan_;
    const Known& known_;
    const Decision& decision_;
    const ScalePlan& scale_;
    const ScaleResult& result_;
    std::vector<Condition> rows_;
    std::set<Outcomes> possible_;
    bool without_ = false;  ///< some completion gives no cell
};

}  // namespace

Result<std::vector<DecisionState>> decide_tables(const Plan& plan, const Known& known,
                                                 const std::vector<ScaleResult>& scales) {
    std::vector<DecisionState> states;
    for (const auto& decision : plan.instrument->decisions) {
        auto state = Table(plan, known, decision, scales).state();
        if (!state) return state.error();
        states.push_back(std::move(*state));
    }
    return states;
}

}  // namespace lika::engine::detail
