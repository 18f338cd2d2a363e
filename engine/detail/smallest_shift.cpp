// SPDX-License-Identifier: EUPL-1.2
#include "engine/detail/smallest_shift.h"

#include <algorithm>
#include <compare>
#include <tuple>

namespace lika::engine::detail {

namespace {

/// A shift of the sum and the steps that make it.
struct Made {
    std::int64_t shift = 0;
    std::size_t steps = 0;

    auto operator<=>(const Made&) const = default;
};

using MadeList = std::vector<Made>;  // rising, each once

void sort_once(MadeList& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Keeps of each shift the fewest steps that make it.
void keep_fewest(MadeList& list) {
    std::sort(list.begin(), list.end());
    const auto same_shift = [](const Made& a, const Made& b) { return a.shift == b.shift; };
    list.erase(std::unique(list.begin(), list.end(), same_shift), list.end());
}

void append_changed(MadeList& list, const Changeable& item, const MadeList& rest) {
    for (const auto& made : rest)
        for (const auto& other : item.alternatives)
            list.push_back({made.shift + other.shift, made.steps + other.steps});
}

class Search {
public:
    Search(const std::vector<Changeable>& items, const std::function<bool(std::int64_t)>& wanted)
        : items_(items), wanted_(wanted) {
        by_count_.push_back(std::vector<MadeList>(items.size() + 1, MadeList(1)));
    }

    std::optional<Change> run(std::size_t most) {
        for (std::size_t count = 1; count <= std::min(most, items_.size()); ++count) {
            add_count();
            if (const auto steps = fewest_steps(by_count_.back().front()))
                return first_change(count, *steps);
        }
        return std::nullopt;
    }

private:
    /// For each item, what exactly one change more than before can make of it and those after it.
    void add_count() {
        const auto& fewer = by_count_.back();
        std::vector<MadeList> column(items_.size() + 1);
        for (std::size_t from = items_.size(); from-- > 0;) {
            column[from] = column[from + 1];
            append_changed(column[from], items_[from], fewer[from + 1]);
            keep_fewest(column[from]);
        }
        by_count_.push_back(std::move(column));
    }

    std::optional<std::size_t> fewest_steps(const MadeList& list) const {
        std::optional<std::size_t> best;
        for (const auto& made : list)
            if ((!best || made.steps < *best) && wanted_(made.shift)) best = made.steps;
        return best;
    }

    /// Whether something made so far can end as wanted in exactly `steps`, with what `rest` can
    /// add.
    bool can_end(const MadeList& so_far, const MadeList& rest, std::size_t steps) const {
        for (const auto& made : so_far)
            for (const auto& more : rest)
                if (made.steps + more.steps == steps && wanted_(made.shift + more.shift))
                    return true;
        return false;
    }

    Change first_change(std::size_t count, std::size_t steps) const {
        Change change;
        change.steps = steps;
        std::vector<const Changeable*> chosen;
        MadeList so_far(1);
        for (std::size_t from = 0; from < items_.size() && chosen.size() < count; ++from) {
            MadeList after;
            append_changed(after, items_[from], so_far);
            sort_once(after);
            if (!can_end(after, by_count_[count - chosen.size() - 1][from + 1], steps)) continue;
            chosen.push_back(&items_[from]);
            so_far = std::move(after);
        }
        choose_ratings(chosen, change);
        return change;
    }

    void choose_ratings(const std::vector<const Changeable*>& chosen, Change& change) const {
        std::vector<MadeList> rest(chosen.size() + 1);
        rest.back() = MadeList(1);
        for (std::size_t at = chosen.size(); at-- > 0;) {
            append_changed(rest[at], *chosen[at], rest[at + 1]);
            keep_fewest(rest[at]);
        }

        Made made;
        for (std::size_t at = 0; at < chosen.size(); ++at)
            for (const auto& other : chosen[at]->alternatives) {
                const Made after{made.shift + other.shift, made.steps + other.steps};
                if (!can_end({after}, rest[at + 1], change.steps)) continue;
                change.ratings.emplace_back(chosen[at]->item, other.rating);
                made = after;
                break;
            }
    }

    const std::vector<Changeable>& items_;
    const std::function<bool(std::int64_t)>& wanted_;
    std::vector<std::vector<MadeList>> by_count_;  // [changes][first item that may change]
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
