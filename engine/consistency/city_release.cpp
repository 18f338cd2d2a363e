// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/city_release.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "engine/consistency/double_ratings.h"

namespace lika::engine::consistency {
namespace {

using Row = std::vector<std::uint64_t>;
using PerDistrict = CityRelease::PerDistrict;

constexpr std::array<const char*, counted_kinds> names{"high_band", "overrides_up", "overrides_down", "missing"};

std::uint64_t sum(const Row& row) {
    return std::accumulate(row.begin(), row.end(), std::uint64_t{0});
}

/// Counts of the districts by what is counted, each with its rest, in one release.
class CountedRelease {
public:
    CountedRelease(const std::vector<DistrictPart>& districts, const std::set<std::string>& hidden_before) {
        for (std::size_t kind = 0; kind < counted_kinds; ++kind) add(districts, kind);
        std::vector<std::size_t> before;
        for (const auto& [name, place] : places_)
            if (hidden_before.contains(name)) before.push_back(place);
        found_ = suppress(release_, least_told_count, true, before);
        for (const auto& one : found_.hidden) hidden_.insert(one.count);
    }
    bool is_ok() const { return found_.is_ok(); }
    bool is_hidden(const std::string& name) const {
        const auto at = places_.find(name);
        return at != places_.end() && hidden_.contains(at->second);
    }
    void add_names(std::set<std::string>& to) const {
        for (const auto& [name, place] : places_)
            if (hidden_.contains(place)) to.insert(name);
    }

private:
    std::size_t put(const std::string& name, std::uint64_t count, bool can_be_hidden) {
        return places_[name] = release_.add(count, can_be_hidden);
    }
    void add(const std::vector<DistrictPart>& districts, std::size_t kind) {
        const std::string name = names[kind];
        std::vector<std::size_t> events, rests;
        DistrictShare city;
        for (const auto& district : districts) {
            const auto share = district.tally->total(static_cast<Counted>(kind));
            if (district.tally->assessments < fewest_assessments || share.n < fewest_assessments) continue;
            events.push_back(put(name + "/" + district.id, share.events, true));
            rests.push_back(put(name + "/" + district.id + "/rest", share.n - share.events, true));
            release_.sums.push_back({release_.add(share.n, false), {events.back(), rests.back()}});
            city.events += share.events;
            city.n += share.n;
        }
        if (events.empty()) return;
        release_.sums.push_back({put(name, city.events, is_small_count(city.events)), events});
        release_.sums.push_back({put(name + "/rest", city.n - city.events, is_small_count(city.n - city.events)), rests});
    }

    Release release_;
    std::map<std::string, std::size_t> places_;
    Suppression found_;
    std::set<std::size_t> hidden_;
};

PerDistrict counted_status(const std::vector<DistrictPart>& districts, std::size_t kind, const CountedRelease& counts) {
    const std::string name = names[kind];
    const bool is_city_hidden = !counts.is_ok() || counts.is_hidden(name) || counts.is_hidden(name + "/rest");
    PerDistrict found;
    for (const auto& district : districts) {
        const bool is_few = district.tally->assessments < fewest_assessments ||
                            district.tally->total(static_cast<Counted>(kind)).n < fewest_assessments;
        const auto own = name + "/" + district.id;
        const bool is_hidden = is_city_hidden || counts.is_hidden(own) || counts.is_hidden(own + "/rest");
        found.emplace_back(is_few ? "too_few" : is_hidden ? "suppressed" : "ok");
    }
    return found;
}

/// Of each district one row in each table, all of which are told or none.
struct RowTables {
    std::vector<std::vector<Row>> tables;
    PerDistrict status;   ///< before anything is taken back
};

/// What is told of rows that may be told: `name` of one that was not told before stays untold.
PerDistrict told(const RowTables& of, const std::vector<DistrictPart>& districts, const std::string& name, CityRelease& release,
                 const std::set<std::string>& hidden_before) {
    std::vector<bool> is_told;
    for (std::size_t i = 0; i < districts.size(); ++i)
        is_told.push_back(of.status[i] == "ok" && !hidden_before.contains(name + "/" + districts[i].id));
    for (bool is_changed = true; is_changed;) {   // what one table takes back is untold in the other
        const auto before = is_told;
        for (const auto& rows : of.tables) protect_rows(rows, is_told);
        is_changed = before != is_told;
    }
    PerDistrict found;
    for (std::size_t i = 0; i < districts.size(); ++i) {
        found.push_back(is_told[i] ? "ok" : of.status[i] == "too_few" ? "too_few" : "suppressed");
        if (found.back() == "suppressed") release.hidden.insert(name + "/" + districts[i].id);
    }
    return found;
}

RowTables month_rows(const std::vector<DistrictPart>& districts, std::size_t months, const PerDistrict& high_band) {
    RowTables found;
    found.tables.resize(2);
    for (std::size_t i = 0; i < districts.size(); ++i) {
        Row events(months), rests(months);
        bool is_few = false, has_small = false;
        for (std::size_t month = 0; month < months && high_band[i] != "too_few"; ++month) {
            const auto& share = districts[i].tally->months[month];
            events[month] = share.events;
            rests[month] = share.n - share.events;
            is_few = is_few || (share.n > 0 && share.n < fewest_assessments);
            has_small = has_small || is_small_count(events[month]) || is_small_count(rests[month]);
        }
        found.tables[0].push_back(events);
        found.tables[1].push_back(rests);
        found.status.push_back(high_band[i] == "too_few" || is_few ? "too_few" : has_small ? "suppressed" : high_band[i]);
    }
    return found;
}

RowTables pair_rows(const std::vector<DistrictPart>& districts) {
    RowTables found;
    found.tables.resize(1);
    for (const auto& district : districts) {
        Row row(2);
        for (std::size_t i = 0; i < district.pairs.categories(); ++i)
            for (std::size_t j = 0; j < district.pairs.categories(); ++j) row[i == j ? 0 : 1] += district.pairs.at(i, j);
        found.status.emplace_back(sum(row) < fewest_assessments ? "too_few" : is_small_count(row[0]) || is_small_count(row[1]) ? "suppressed" : "ok");
        found.tables[0].push_back(row);
    }
    return found;
}

/// The city's months: few ones, and small ones with another beside, since the year's sum is told.
PerDistrict city_months(const RowTables& rows, std::size_t months) {
    Row events(months), rests(months);
    for (std::size_t i = 0; i < rows.status.size(); ++i)
        for (std::size_t month = 0; month < months; ++month) {
            events[month] += rows.tables[0][i][month];
            rests[month] += rows.tables[1][i][month];
        }
    PerDistrict found(months, "ok");
    for (std::size_t month = 0; month < months; ++month) {
        const auto n = events[month] + rests[month];
        if (n > 0 && n < fewest_assessments) found[month] = "too_few";
        if (n >= fewest_assessments && (is_small_count(events[month]) || is_small_count(rests[month]))) found[month] = "suppressed";
    }
    if (std::count_if(found.begin(), found.end(), [](const auto& status) { return status != "ok"; }) != 1) return found;
    std::optional<std::size_t> least;
    for (std::size_t month = 0; month < months; ++month)
        if (found[month] == "ok" && events[month] > 0 && (!least || events[month] + rests[month] < events[*least] + rests[*least]))
            least = month;
    if (least) found[*least] = "suppressed";
    return found;
}

}  // namespace

void protect_rows(const std::vector<Row>& rows, std::vector<bool>& is_told) {
    for (;;) {
        std::uint64_t all = 0;
        std::vector<std::uint64_t> columns(rows.empty() ? 0 : rows.front().size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (is_told[i]) continue;
            all += sum(rows[i]);
            for (std::size_t j = 0; j < columns.size(); ++j) columns[j] += rows[i][j];
        }
        const auto is_certain = [&](std::size_t row, std::size_t column) {
            const auto in_row = sum(rows[row]), in_column = columns[column];
            return std::min(in_row, in_column) < (in_row + in_column > all ? in_row + in_column - all : 0) + 2;
        };
        bool is_safe = true;
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t j = 0; j < columns.size(); ++j)
                is_safe = is_safe && (is_told[i] || !is_small_count(rows[i][j]) || !is_certain(i, j));
        std::optional<std::size_t> next;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (is_told[i] && (!next || sum(rows[i]) < sum(rows[*next]))) next = i;
        if (is_safe || !next) return;
        is_told[*next] = false;
    }
}

CityRelease release_city(const std::vector<DistrictPart>& districts, std::size_t months, const std::set<std::string>& hidden_before) {
    CityRelease release;
    release.form = "small counts hidden, and others so that sums do not tell them";
    release.hidden = hidden_before;
    const CountedRelease counts{districts, hidden_before};
    if (!counts.is_ok()) release.status = "undefined_not_protectable";
    counts.add_names(release.hidden);
    for (std::size_t kind = 0; kind < counted_kinds; ++kind) release.counted[kind] = counted_status(districts, kind, counts);
    const auto by_month = month_rows(districts, months, release.counted[0]);
    release.months = told(by_month, districts, "months", release, hidden_before);
    release.city_months = city_months(by_month, months);
    release.pairs = told(pair_rows(districts), districts, "pairs", release, hidden_before);
    return release;
}

}  // namespace lika::engine::consistency
