// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/smallest_shift.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace lika::engine::detail {

namespace {

using Fewest = std::map<std::int64_t, std::size_t>;          // shift -> fewest steps that make it
using Made = std::set<std::pair<std::int64_t, std::size_t>>;  // (shift, steps) made so far

void offer(Fewest& fewest, std::int64_t shift, std::size_t steps) {
    const auto [place, added] = fewest.emplace(shift, steps);
    if (!added) place->second = std::min(place->second, steps);
}

Fewest with_change(const Changeable& item, const Fewest& rest) {
    Fewest fewest;
    for (const auto& [shift, steps] : rest)
        for (const auto& other : item.alternatives) offer(fewest, shift + other.shift, steps + other.steps);
    return fewest;
}

Made with_change(const Changeable& item, const Made& made) {
    Made after;
    for (const auto& [shift, steps] : made)
        for (const auto& other : item.alternatives) after.emplace(shift + other.shift, steps + other.steps);
    return after;
}

class Search {
public:
    Search(const std::vector<Changeable>& items, const std::function<bool(std::int64_t)>& wanted)
        : items_(items), wanted_(wanted) {
        by_count_.push_back(std::vector<Fewest>(items.size() + 1, Fewest{{0, 0}}));
    }

    std::optional<Change> run(std::size_t most) {
        for (std::size_t count = 1; count <= std::min(most, items_.size()); ++count) {
            add_count();
            if (const auto steps = fewest_steps(by_count_.back().front())) return first_change(count, *steps);
        }
        return std::nullopt;
    }

private:
    /// For each item, what exactly one change more than before can make of it and those after it.
    void add_count() {
        const auto& fewer = by_count_.back();
        std::vector<Fewest> column(items_.size() + 1);
        for (std::size_t from = items_.size(); from-- > 0;) {
            column[from] = column[from + 1];
            for (const auto& [shift, steps] : with_change(items_[from], fewer[from + 1]))
                offer(column[from], shift, steps);
        }
        by_count_.push_back(std::move(column));
    }

    std::optional<std::size_t> fewest_steps(const Fewest& fewest) const {
        std::optional<std::size_t> best;
        for (const auto& [shift, steps] : fewest)
            if ((!best || steps < *best) && wanted_(shift)) best = steps;
        return best;
    }

    /// Whether something made so far can end as wanted in exactly `steps`, with what `rest` can add.
    bool can_end(const Made& made, const Fewest& rest, std::size_t steps) const {
        for (const auto& [shift, taken] : made)
            for (const auto& [more, needed] : rest)
                if (taken + needed == steps && wanted_(shift + more)) return true;
        return false;
    }

    Change first_change(std::size_t count, std::size_t steps) const {
        Change change;
        change.steps = steps;
        std::vector<const Changeable*> chosen;
        Made made{{0, 0}};
        for (std::size_t from = 0; from < items_.size() && chosen.size() < count; ++from) {
            auto after = with_change(items_[from], made);
            if (!can_end(after, by_count_[count - chosen.size() - 1][from + 1], steps)) continue;
            chosen.push_back(&items_[from]);
            made = std::move(after);
        }
        choose_ratings(chosen, change);
        return change;
    }

    void choose_ratings(const std::vector<const Changeable*>& chosen, Change& change) const {
        std::vector<Fewest> rest(chosen.size() + 1, Fewest{{0, 0}});
        for (std::size_t at = chosen.size(); at-- > 0;) rest[at] = with_change(*chosen[at], rest[at + 1]);

        std::pair<std::int64_t, std::size_t> made{0, 0};
        for (std::size_t at = 0; at < chosen.size(); ++at)
            for (const auto& other : chosen[at]->alternatives) {
                const std::pair after{made.first + other.shift, made.second + other.steps};
                if (!can_end({after}, rest[at + 1], change.steps)) continue;
                change.ratings.emplace_back(chosen[at]->item, other.rating);
                made = after;
                break;
            }
    }

    const std::vector<Changeable>& items_;
    const std::function<bool(std::int64_t)>& wanted_;
    std::vector<std::vector<Fewest>> by_count_;   // [changes][first item that may change]
};

}  // namespace

bool Change::before(const Change& other) const {
    const auto items = [](const Change& change) {
        std::vector<std::size_t> list;
        for (const auto& rating : change.ratings) list.push_back(rating.first);
        return list;
    };
    return std::tuple(ratings.size(), steps, items(*this), ratings) <
           std::tuple(other.ratings.size(), other.steps, items(other), other.ratings);
}

std::optional<Change> smallest_shift(const std::vector<Changeable>& items, std::size_t most,
                                     const std::function<bool(std::int64_t)>& wanted) {
    return Search(items, wanted).run(most);
}

}  // namespace lika::engine::detail
