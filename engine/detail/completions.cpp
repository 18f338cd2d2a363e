// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/completions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/detail/progress.h"

namespace lika::engine::detail {

namespace {

constexpr std::size_t most_ways = 200'000;

/// What distinguishes ways of completing besides their sum.
struct Way {
    Marks marks;
    std::size_t counted = 0;  ///< items of the scale in it, counted no further than the scale needs

    auto operator<=>(const Way&) const = default;
};

using Sums = std::vector<std::int64_t>;
using Ways = std::map<Way, Sums>;

/// One value an item can take: its rating and what that gives; no rating: it does not apply.
struct Value {
    std::optional<std::int32_t> rating;
    std::int64_t gives = 0;
};

void merge(Sums& into, const Sums& sums, std::int64_t shift) {
    const auto middle = static_cast<std::ptrdiff_t>(into.size());
    into.reserve(into.size() + sums.size());
    for (const auto sum : sums) into.push_back(sum + shift);
    if (middle == 0) return;
    std::inplace_merge(into.begin(), into.begin() + middle, into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

class Walk {
public:
    Walk(const Plan& plan, const Known& known, const ScalePlan* scale,
         const std::vector<const Condition*>& conditions)
        : plan_(plan), known_(known), scale_(scale), asked_(conditions.size()) {
        for (const auto* condition : conditions) progress_.add(*condition);
        track_open_items();
        if (scale_) needed_ = std::max<std::size_t>(1, scale_->scale->minimum_rated.value_or(1));
    }

    Result<std::vector<Reach>> run() {
        begin();
        for (const auto& fact : progress_.facts()) take_fact(fact);
        for (const auto item : plan_.order) {
            if (!matters_[item]) continue;
            if (auto taken = take_item(item); !taken) return taken.error();
        }
        return gather();
    }

private:
    const Item& item(std::size_t index) const { return plan_.instrument->items[index]; }
    bool open(std::size_t index) const { return known_.applies[index] == Truth::open; }
    bool in_scale(std::size_t index) const { return scale_ && scale_->has(index); }

    /// Conditions of items that may or may not apply are judged along the way, from the last item
    /// back to the first.
    void track_open_items() {
        matters_.resize(known_.applies.size());
        tracked_.resize(known_.applies.size());
        for (std::size_t index = 0; index < matters_.size(); ++index)
            matters_[index] = in_scale(index) || progress_.names_item(index);
        for (auto index = plan_.order.rbegin(); index != plan_.order.rend(); ++index) {
            if (!matters_[*index] || !open(*index)) continue;
            const auto& condition = *item(*index).applies_when;
            tracked_[*index] = progress_.add(condition);
            for (const auto named : items_of(condition)) matters_[named] = true;
        }
    }

    /// What stands fixed and is named by no condition is added up at once.
    void begin() {
        Way first{progress_.begin(), 0};
        progress_.settle(first.marks);
        std::int64_t sum = 0;
        for (std::size_t index = 0; index < matters_.size(); ++index) {
            if (!matters_[index] || open(index) || progress_.names_item(index)) continue;
            const bool applies = known_.applies[index] == Truth::yes;
            if (applies && !known_.responses[index].rated()) continue;
            matters_[index] = false;
            if (!applies || !in_scale(index)) continue;
            sum += scale_->contributions[index][known_.options[index]];
            first.counted = std::min(needed_, first.counted + 1);
        }
        ways_.emplace(std::move(first), Sums{sum});
    }

    void take_fact(const std::string& fact) {
        const auto given = known_.facts.find(fact);
        const auto values = given != known_.facts.end() ? std::vector<Fact>{given->second}
                                                        : progress_.telling_values(fact);
        progress_.arrive_fact(fact);
        Ways next;
        for (const auto& [way, sums] : ways_)
            for (const auto& value : values) {
                Way after = way;
                progress_.give_fact(after.marks, fact, value);
                progress_.settle(after.marks);
                merge(next[std::move(after)], sums, 0);
            }
        ways_ = std::move(next);
    }

    Result<void> take_item(std::size_t index) {
        const auto values = values_of(index);
        if (!values) return values.error();
        progress_.arrive_item(index);
        Ways next;
        for (const auto& [way, sums] : ways_) {
            if (!applies(way, index)) {
                step(next, way, sums, index, {});
                continue;
            }
            for (const auto& value : *values) step(next, way, sums, index, value);
        }
        ways_ = std::move(next);
        return check_size();
    }

    bool applies(const Way& way, std::size_t index) const {
        if (!tracked_[index]) return known_.applies[index] == Truth::yes;
        return progress_.truth(way.marks, *tracked_[index]) == Truth::yes;
    }

    void step(Ways& next, const Way& way, const Sums& sums, std::size_t index,
              const Value& value) const {
        Way after = way;
        progress_.give_item(after.marks, index, value.rating);
        if (tracked_[index]) progress_.forget(after.marks, *tracked_[index]);
        progress_.settle(after.marks);
        if (value.rating && in_scale(index)) after.counted = std::min(needed_, after.counted + 1);
        merge(next[std::move(after)], sums, value.gives);
    }

    Result<std::vector<Value>> values_of(std::size_t index) const {
        const auto& response = known_.responses[index];
        const auto& options = item(index).options;
        std::vector<Value> values;
        for (std::size_t option = 0; option < options.size(); ++option) {
            if (response.rated() && response.rating() != options[option].rating) continue;
            const auto gives = in_scale(index) ? scale_->contributions[index][option] : 0;
            values.push_back({options[option].rating, gives});
        }
        return values;
    }

    Result<void> check_size() const {
        std::size_t size = 0;
        for (const auto& entry : ways_) size += entry.second.size();
        if (size <= most_ways) return {};
        return Error{ErrorKind::invalid, "too_many_completions",
                     scale_ ? scale_->scale->id.value : ""};
    }

    std::vector<Reach> gather() {
        std::map<std::vector<bool>, Sums> ends;
        for (const auto& [way, sums] : ways_) {
            if (way.counted < needed_) continue;
            std::vector<bool> holds;
            for (std::size_t condition = 0; condition < asked_; ++condition)
                holds.push_back(progress_.truth(way.marks, condition) == Truth::yes);
            merge(ends[std::move(holds)], sums, 0);
        }
        std::vector<Reach> reached;
        for (auto& [holds, sums] : ends) reached.push_back({holds, std::move(sums)});
        return reached;
    }

    const Plan& plan_;
    const Known& known_;
    const ScalePlan* scale_;
    std::size_t asked_;
    std::size_t needed_ = 0;  ///< items a completion must leave in the scale
    Progress progress_;
    std::vector<bool> matters_;
    std::vector<std::optional<std::size_t>>
        tracked_;  ///< by item: its condition's number in `progress_`
    Ways ways_;
};

}  // namespace

Result<std::vector<Reach>> completions(const Plan& plan, const Known& known, const ScalePlan* scale,
                                       const std::vector<const Condition*>& conditions) {
    return Walk(plan, known, scale, conditions).run();
}

Result<Truth> settle(const Plan& plan, const Known& known, const Condition& condition) {
    const auto now = evaluate(condition, known);
    if (now != Truth::open) return now;
    const auto reached = completions(plan, known, nullptr, {&condition});
    if (!reached) return reached.error();
    if (reached->size() != 1) return Truth::open;
    return truth_of(reached->front().holds.front());
}

}  // namespace lika::engine::detail
