// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/completions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/detail/progress.h"

namespace lika::engine::detail {

namespace {

constexpr std::size_t most_ways = 200'000;

/// How far a further scale has come in one way: its items counted no further than it needs, and
/// their sum.
struct Other {
    std::size_t counted = 0;
    std::int64_t sum = 0;

    auto operator<=>(const Other&) const = default;
};

/// What distinguishes ways of completing besides the first scale's sum.
struct Way {
    Marks marks;
    std::size_t counted = 0;  ///< items of the first scale in it, counted no further than it needs
    std::vector<Other> others;

    auto operator<=>(const Way&) const = default;
};

using Sums = std::vector<std::int64_t>;
using Ways = std::map<Way, Sums>;

/// The option an item has in one way; none: it does not apply.
using Value = std::optional<std::size_t>;

void merge(Sums& into, const Sums& sums, std::int64_t shift) {
    const auto middle = static_cast<std::ptrdiff_t>(into.size());
    into.reserve(into.size() + sums.size());
    for (const auto sum : sums) into.push_back(sum + shift);
    if (middle == 0) return;
    std::inplace_merge(into.begin(), into.begin() + middle, into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

std::size_t needed(const ScalePlan& scale) {
    return std::max<std::size_t>(1, scale.scale->minimum_rated.value_or(1));
}

class Walk {
public:
    Walk(const Plan& plan, const Known& known, const std::vector<const ScalePlan*>& scales,
         const std::vector<const Condition*>& conditions)
        : plan_(plan), known_(known), scales_(scales), asked_(conditions.size()) {
        for (const auto* condition : conditions) progress_.add(*condition);
        track();
    }

    Result<std::vector<Reach>> run() {
        if (!spend(20 * matters_.size())) return too_many();  // made ready item by item
        begin();
        for (const auto& fact : progress_.facts())
            if (auto taken = take_fact(fact); !taken) return taken.error();
        for (const auto item : plan_.order) {
            if (!matters_[item]) continue;
            if (auto taken = take_item(item); !taken) return taken.error();
        }
        return gather();
    }

private:
    const Item& item(std::size_t index) const { return plan_.instrument->items[index]; }
    bool open(std::size_t index) const { return known_.applies[index] == Truth::open; }
    bool in_scale(std::size_t index) const {
        return std::any_of(scales_.begin(), scales_.end(),
                           [&](const ScalePlan* scale) { return scale->has(index); });
    }
    /// Derived, and what it rests on does not settle its rating.
    bool unsettled(std::size_t index) const {
        return item(index).derived() && !known_.responses[index].rated();
    }

    /// Conditions that are not settled are judged along the way, from the last item back to the
    /// first: whether items apply, and which rating derived items have.
    void track() {
        const auto items = known_.applies.size();
        matters_.resize(items);
        applies_.resize(items);
        derives_.resize(items);
        for (std::size_t index = 0; index < items; ++index)
            matters_[index] = in_scale(index) || progress_.names_item(index);
        for (auto index = plan_.order.rbegin(); index != plan_.order.rend(); ++index)
            if (matters_[*index]) track_item(*index);
    }

    void track_item(std::size_t index) {
        if (open(index)) applies_[index] = track_condition(*item(index).applies_when);
        if (!unsettled(index)) return;
        for (const auto& option : item(index).options)
            if (option.when) derives_[index].push_back(track_condition(*option.when));
    }

    std::size_t track_condition(const Condition& condition) {
        for (const auto named : items_of(condition)) matters_[named] = true;
        return progress_.add(condition);
    }

    /// What stands fixed and is named by no condition is added up at once.
    void begin() {
        Way first{progress_.begin(), 0, {}};
        if (scales_.size() > 1) first.others.resize(scales_.size() - 1);
        progress_.settle(first.marks);
        std::int64_t sum = 0;
        for (std::size_t index = 0; index < matters_.size(); ++index) {
            if (!matters_[index] || open(index) || progress_.names_item(index)) continue;
            const bool applies = known_.applies[index] == Truth::yes;
            if (applies && !known_.responses[index].rated()) continue;
            matters_[index] = false;
            sum += add(first, index, applies ? Value{known_.options[index]} : Value{});
        }
        ways_.emplace(std::move(first), Sums{sum});
    }

    Result<void> take_fact(const std::string& fact) {
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
                if (!spend(sums.size() + way.marks.size())) return too_many();
                merge(next[std::move(after)], sums, 0);
            }
        ways_ = std::move(next);
        return check_size();
    }

    Result<void> take_item(std::size_t index) {
        progress_.arrive_item(index);
        Ways next;
        for (const auto& [way, sums] : ways_)
            for (const auto& value : values_in(way, index)) {
                if (!spend(step(next, way, sums, index, value))) return too_many();
            }
        ways_ = std::move(next);
        return check_size();
    }

    /// False: no work is left.
    bool spend(std::size_t steps) const {
        known_.work_left -= static_cast<std::int64_t>(steps) + 1;
        return known_.work_left > 0;
    }

    bool applies(const Way& way, std::size_t index) const {
        if (!applies_[index]) return known_.applies[index] == Truth::yes;
        return progress_.truth(way.marks, *applies_[index]) == Truth::yes;
    }

    std::vector<Value> values_in(const Way& way, std::size_t index) const {
        if (!applies(way, index)) return {Value{}};
        if (known_.responses[index].rated()) return {known_.options[index]};
        if (item(index).derived()) return {derived(way, index)};
        std::vector<Value> values;
        for (std::size_t option = 0; option < item(index).options.size(); ++option)
            values.emplace_back(option);
        return values;
    }

    /// The last option whose condition holds; the first, which has none, otherwise.
    std::size_t derived(const Way& way, std::size_t index) const {
        const auto& conditions = derives_[index];
        for (auto option = conditions.size(); option > 0; --option)
            if (progress_.truth(way.marks, conditions[option - 1]) == Truth::yes) return option;
        return 0;
    }

    /// Gives how many steps it took.
    std::size_t step(Ways& next, const Way& way, const Sums& sums, std::size_t index,
                     const Value& value) const {
        Way after = way;
        progress_.give_item(after.marks, index,
                            value ? std::optional(item(index).options[*value].rating) : std::nullopt);
        if (applies_[index]) progress_.forget(after.marks, *applies_[index]);
        for (const auto condition : derives_[index]) progress_.forget(after.marks, condition);
        progress_.settle(after.marks);
        const auto gives = add(after, index, value);
        auto& into = next[std::move(after)];
        merge(into, sums, gives);
        return into.size() + way.marks.size();
    }

    /// Counts the item in every scale it is in; gives what it adds to the first one's sum.
    std::int64_t add(Way& way, std::size_t index, const Value& value) const {
        std::int64_t first = 0;
        for (std::size_t at = 0; at < scales_.size(); ++at) {
            const auto gives = scales_[at]->gives(index, value);
            if (!gives) continue;
            auto& counted = at == 0 ? way.counted : way.others[at - 1].counted;
            counted = std::min(needed(*scales_[at]), counted + 1);
            (at == 0 ? first : way.others[at - 1].sum) += *gives;
        }
        return first;
    }

    Result<void> check_size() const {
        std::size_t size = 0;
        for (const auto& entry : ways_) size += entry.second.size();
        if (size <= most_ways) return {};
        return too_many();
    }

    Error too_many() const {
        return {ErrorKind::invalid, "too_many_completions",
                scales_.empty() ? "" : scales_.front()->scale->id.value};
    }

    bool enough(const Way& way) const {
        if (!scales_.empty() && way.counted < needed(*scales_.front())) return false;
        for (std::size_t at = 0; at < way.others.size(); ++at)
            if (way.others[at].counted < needed(*scales_[at + 1])) return false;
        return true;
    }

    std::vector<Reach> gather() {
        std::map<std::pair<std::vector<bool>, Sums>, Sums> ends;
        for (const auto& [way, sums] : ways_) {
            if (!enough(way)) continue;
            std::vector<bool> holds;
            for (std::size_t condition = 0; condition < asked_; ++condition)
                holds.push_back(progress_.truth(way.marks, condition) == Truth::yes);
            Sums others;
            for (const auto& other : way.others) others.push_back(other.sum);
            merge(ends[{std::move(holds), std::move(others)}], sums, 0);
        }
        std::vector<Reach> reached;
        for (auto& [end, sums] : ends)
            reached.push_back({end.first, std::move(sums), end.second});
        return reached;
    }

    const Plan& plan_;
    const Known& known_;
    const std::vector<const ScalePlan*>& scales_;
    std::size_t asked_;
    Progress progress_;
    std::vector<bool> matters_;
    std::vector<std::optional<std::size_t>>
        applies_;  ///< by item: its condition's number in `progress_`
    std::vector<std::vector<std::size_t>>
        derives_;  ///< by item: the numbers of its options' conditions, from the second option
    Ways ways_;
};

}  // namespace

Result<std::vector<Reach>> completions(const Plan& plan, const Known& known,
                                       const std::vector<const ScalePlan*>& scales,
                                       const std::vector<const Condition*>& conditions) {
    return Walk(plan, known, scales, conditions).run();
}

Result<Truth> settle(const Plan& plan, const Known& known, const Condition& condition) {
    const auto now = evaluate(condition, known);
    if (now != Truth::open) return now;
    const auto reached = completions(plan, known, {}, {&condition});
    if (!reached) return reached.error();
    if (reached->size() != 1) return Truth::open;
    return truth_of(reached->front().holds.front());
}

}  // namespace lika::engine::detail
