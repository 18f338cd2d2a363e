// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/district_tally.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace lika::engine::consistency {
namespace {

/// Which random tokens were seen: open addressing, so that a million persons are cheap.
class SeenSubjects {
public:
    explicit SeenSubjects(std::size_t most) {
        std::size_t size = 64;
        while (size < 2 * most) size *= 2;
        slots_.resize(size);
    }
    /// False: it was seen before.
    bool insert(std::uint64_t subject) {
        if (subject == 0) return !std::exchange(has_zero_, true);   // 0 marks a free slot
        auto at = (subject * 0x9E3779B97F4A7C15U) >> 20U;           // Fibonacci hashing: tokens need not be random for it
        for (;; ++at) {
            auto& slot = slots_[at & (slots_.size() - 1)];
            if (slot == subject) return false;
            if (slot != 0) continue;
            slot = subject;
            return true;
        }
    }

private:
    std::vector<std::uint64_t> slots_;
    bool has_zero_ = false;
};

std::uint8_t within(std::uint8_t code, std::uint8_t kinds) {
    return std::min<std::uint8_t>(code, static_cast<std::uint8_t>(kinds - 1));
}

CaseKnown within_its_kinds(const CaseKnown& known) {
    return {within(known.age_group, CaseKnown::ages), within(known.sex, CaseKnown::sexes),
            within(known.signs, CaseKnown::sign_counts), within(known.urgency, CaseKnown::urgencies)};
}

constexpr std::size_t cell_count = std::size_t{CaseKnown::ages} * CaseKnown::sexes * CaseKnown::sign_counts * CaseKnown::urgencies;

std::size_t place(const CaseKnown& known) {
    return ((std::size_t{known.age_group} * CaseKnown::sexes + known.sex) * CaseKnown::sign_counts + known.signs) *
               CaseKnown::urgencies + known.urgency;
}

void add(CountedShares& to, const CountedShares& more) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i].events += more[i].events;
        to[i].n += more[i].n;
    }
}

/// The running tally of one district.
class Counter {
public:
    Counter(const OutcomeScheme& scheme, Period period) : scheme_(scheme), period_(period), cells_(cell_count) {
        made_.months.resize(period.months);
        made_.items.resize(scheme.kind_of_item.size());
        made_.bias = ItemTally{scheme};
    }

    void add_days(const Outcome& outcome) { worker(outcome.worker).days.add(outcome.days, outcome.is_signed); }

    void add_assessment(const Outcome& outcome, std::span<const Code> ratings) {
        const auto known = within_its_kinds(outcome.known);
        const auto shares = shares_of(outcome, count_missing(ratings));
        ++made_.assessments;
        add(cells_[place(known)].shares, shares);
        cells_[place(known)].known = known;
        add(worker(outcome.worker).shares, shares);
        auto& month = made_.months[outcome.month - period_.first];
        month.events += shares[0].events;
        month.n += shares[0].n;
        made_.bias.add(ratings, known);
    }

    DistrictTally finish() {
        for (const auto& cell : cells_)
            if (std::any_of(cell.shares.begin(), cell.shares.end(), [](const auto& share) { return share.n > 0; }))
                made_.cells.push_back(cell);
        return std::move(made_);
    }

private:
    DistrictTally::Worker& worker(std::uint32_t token) {
        const auto [at, is_new] = workers_.try_emplace(token, made_.workers.size());
        if (is_new) made_.workers.emplace_back();
        return made_.workers[at->second];
    }

    DistrictShare count_missing(std::span<const Code> ratings) {
        DistrictShare missing;
        for (std::size_t item = 0; item < ratings.size(); ++item) {
            const auto code = ratings[item];
            if (code >= not_applicable) continue;
            auto& counts = made_.items[item];
            ++counts.asked;
            ++missing.n;
            counts.not_known += code == not_known ? 1 : 0;
            counts.unanswered += code == unanswered ? 1 : 0;
            missing.events += code == not_known || code == unanswered ? 1 : 0;
        }
        const auto y = static_cast<double>(missing.events), a = static_cast<double>(missing.n);
        made_.missing_squares += y * y;
        made_.missing_asked += y * a;
        made_.asked_squares += a * a;
        return missing;
    }

    CountedShares shares_of(const Outcome& outcome, DistrictShare missing) const {
        CountedShares shares{};
        if (outcome.level >= 0) shares[0] = {outcome.level >= scheme_.first_high ? 1U : 0U, 1};
        if (outcome.scored_level >= 0) {
            const auto went = [&](OverrideDirection way) { return outcome.is_discretionary && outcome.direction == way ? 1U : 0U; };
            shares[1] = {went(OverrideDirection::up), 1};
            shares[2] = {went(OverrideDirection::down), 1};
        }
        shares[3] = missing;
        return shares;
    }

    const OutcomeScheme& scheme_;
    Period period_;
    DistrictTally made_;
    std::vector<DistrictTally::Cell> cells_;
    std::unordered_map<std::uint32_t, std::size_t> workers_;
};

}  // namespace

DistrictShare DistrictTally::total(Counted what) const {
    DistrictShare sum;
    for (const auto& cell : cells) {
        sum.events += cell.shares[static_cast<std::size_t>(what)].events;
        sum.n += cell.shares[static_cast<std::size_t>(what)].n;
    }
    return sum;
}

DayCounts DistrictTally::days() const {
    DayCounts sum;
    for (const auto& worker : workers) sum.add(worker.days);
    return sum;
}

DistrictTally tally(const Outcomes& outcomes, const OutcomeScheme& scheme, Period period) {
    Counter counter{scheme, period};
    SeenSubjects seen{outcomes.rows.size()};
    for (std::size_t row = outcomes.rows.size(); row-- > 0;) {
        const auto& outcome = outcomes.rows[row];
        if (!period.contains(outcome.month)) continue;
        if (outcome.days != Outcome::no_days) counter.add_days(outcome);
        if (outcome.is_signed && seen.insert(outcome.subject)) counter.add_assessment(outcome, outcomes.ratings_of(row));
    }
    return counter.finish();
}

}  // namespace lika::engine::consistency
