// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/compared_districts.h"

#include <algorithm>
#include <cmath>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/proportions.h"

namespace lika::engine::consistency {
namespace {

constexpr double believed = 0.05;
constexpr int most_moves = 10;   // of the middle, as purifications of items
constexpr std::size_t curve_points = 40, bins = 8;
constexpr int quadrature_points = 9;   // of the spread: with the cells of the case mix more change no printed digit

/// Counts as so many independent ones: fewer when workers differ.
struct Independent {
    double events, n;
};

Independent independent(double events, double n, double clustering) {
    return {events / clustering, n / clustering};
}

Interval exact_interval(const Independent& counts) {
    return clopper_pearson(counts.events, counts.n, 0.95);
}

ChanceLimits chance_limits(double n, double target, double clustering) {
    const double alike = std::max(1.0, n / clustering);
    return {static_cast<std::uint64_t>(n), exact_share(alike, target, 0.95), exact_share(alike, target, 0.998)};
}

/// Mid-p: half of what is as probable as the observed counts on each side. Lancaster 1961.
double mid_p(const Independent& counts, double share) {
    const double low = (detail::binomial_cdf(counts.n, share, counts.events) + detail::binomial_cdf(counts.n, share, counts.events - 1)) / 2;
    return std::clamp(2 * std::min(low, 1 - low), 0.0, 1.0);
}

void fill(ComparedDistrict& shown, const MiddleDistrict::District& counts, double middle_share, double clustering) {
    const double expected_share = counts.expected / counts.n, to_city = middle_share / expected_share;
    const auto alike = independent(counts.observed, counts.n, clustering);
    const auto limits = chance_limits(counts.n, expected_share, clustering);
    const auto own = exact_interval(alike);
    shown.observed = counts.observed;
    shown.expected = counts.expected;
    shown.share = counts.observed / counts.n;
    shown.adjusted = std::min(1.0, *shown.share * to_city);
    shown.adjusted_interval = {std::min(1.0, own.low * to_city), std::min(1.0, own.high * to_city)};
    shown.expected_range = {limits.at_95.low * counts.n, limits.at_95.high * counts.n};
    shown.wide_range = {limits.at_998.low * counts.n, limits.at_998.high * counts.n};
    shown.p = mid_p(alike, expected_share);
    shown.is_more = counts.observed > counts.expected;
}

/// Who does not make the middle that the others are held to: who is not told, so that it does not tell their counts, and who the
/// false discovery rate believes to be away from it, as items that are flagged leave the total (T11). Half of the told stay.
std::vector<bool> left_out(const ComparedDistricts& found) {
    std::vector<double> p;
    for (const auto& one : found.districts)
        if (one.p) p.push_back(*one.p);
    const auto tests = adjust_tests(p, believed);
    const bool is_majority = 2 * tests.rejected >= p.size();
    std::vector<bool> is_left_out;
    std::size_t next = 0;
    for (const auto& one : found.districts) is_left_out.push_back(!one.p || (tests.adjusted[next++] <= believed && !is_majority));
    return is_left_out;
}

/// Tests the told districts against the middle until those that are away from it are those that did not make it.
void test_against_middle(ComparedDistricts& found, const DistrictCells& data, MiddleDistrict& middle) {
    std::vector<bool> is_left_out;
    for (const auto& status : data.status) is_left_out.push_back(status != "ok");
    for (int move = 0; move < most_moves; ++move) {
        move_middle(middle, data.cells, is_left_out);
        for (std::size_t i = 0; i < data.status.size(); ++i)
            if (data.status[i] == "ok") fill(found.districts[i], middle.districts[i], *middle.middle_share, data.clustering);
        const auto now = left_out(found);
        if (now == is_left_out) break;
        is_left_out = now;
    }
}

/// Cells as groups of a few: in each group, cases whose log odds are nearly the same. Hidden districts are one group.
std::vector<std::vector<KnownShare>> spread_groups(const DistrictCells& data, const MiddleDistrict& middle) {
    const auto [least, most] = std::minmax_element(middle.log_odds.begin(), middle.log_odds.end());
    const double width = std::max(1e-9, (*most - *least) / bins);
    std::vector<std::vector<KnownShare>> groups(data.status.size() + 1, std::vector<KnownShare>(bins));
    for (std::size_t i = 0; i < data.cells.size(); ++i) {
        const auto& cell = data.cells[i];
        const auto at = std::min(bins - 1, static_cast<std::size_t>((middle.log_odds[i] - *least) / width));
        auto& share = groups[data.status[cell.district] == "ok" ? cell.district : data.status.size()][at];
        const auto alike = independent(cell.events, cell.n, data.clustering);
        share.events += alike.events;
        share.n += alike.n;
        share.log_odds += alike.n * middle.log_odds[i];
    }
    for (auto& group : groups) {
        std::erase_if(group, [](const auto& share) { return share.n <= 0; });
        for (auto& share : group) share.log_odds /= share.n;
    }
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
}

void add_spread(ComparedDistricts& found, const DistrictCells& data, const MiddleDistrict& middle) {
    const auto groups = spread_groups(data, middle);
    found.spread = partition_known_shares(groups, quadrature_points);
    if (!found.spread.is_ok()) return;
    std::vector<KnownShare> cases;
    for (const auto& group : groups) cases.insert(cases.end(), group.begin(), group.end());
    const auto as_share = [&](double variance) { return share_deviation(cases, std::sqrt(variance)); };
    found.spread_share = as_share(*found.spread.between);
    found.spread_interval = {as_share(found.spread.between_interval->low), as_share(found.spread.between_interval->high)};
}

Heterogeneity score_test(const DistrictCells& data, const MiddleDistrict& middle) {
    Heterogeneity found;
    found.form = "score test that districts have the same log odds for the same cases";
    found.n = middle.n;
    double chi = 0, groups = 0, hidden_apart = 0, hidden_variance = 0;
    const auto add = [&](double apart, double variance) {
        if (variance <= 0) return;
        chi += apart * apart / (variance * data.clustering);
        ++groups;
    };
    for (std::size_t i = 0; i < data.status.size(); ++i) {
        const auto& one = middle.districts[i];
        const double apart = one.observed - one.expected_of_mean;
        if (data.status[i] == "ok") {
            add(apart, one.variance_of_mean);
        } else {
            hidden_apart += apart;
            hidden_variance += one.variance_of_mean;
        }
    }
    add(hidden_apart, hidden_variance);
    if (groups < 2) return undefined(found, "too_few");
    found.chi_squared = chi;
    found.df = groups - 1;
    found.p = detail::chi_squared_tail(groups - 1, chi);
    found.i2 = chi > 0 ? std::max(0.0, 1 - (groups - 1) / chi) : 0;
    return found;
}

/// Sizes from the smallest to the largest shown district, evenly by ratio.
std::vector<double> curve_sizes(const ComparedDistricts& found) {
    double least = 0, most = 0;
    for (const auto& district : found.districts) {
        if (district.status != "ok") continue;
        const auto n = static_cast<double>(district.n);
        least = least == 0 ? n : std::min(least, n);
        most = std::max(most, n);
    }
    std::vector<double> sizes;
    for (std::size_t i = 0; most > 0 && i < curve_points; ++i) {
        const double n = std::round(least * std::pow(most / least, static_cast<double>(i) / (curve_points - 1)));
        if (sizes.empty() || n > sizes.back()) sizes.push_back(n);
    }
    return sizes;
}

}  // namespace

ComparedDistricts compare_districts(const DistrictCells& data) {
    ComparedDistricts found;
    found.clustering = data.clustering;
    found.districts.resize(data.status.size());
    DistrictCells used{{}, data.status, data.clustering};
    for (const auto& cell : data.cells)
        if (data.status[cell.district] != "too_few") used.cells.push_back(cell);
    auto middle = middle_district(used.cells, data.status.size());
    found.form = middle.form + "; exact limits";
    found.convention = "C13";
    found.n = middle.n;
    std::size_t counted = 0;
    bool is_any_told = false;
    for (std::size_t i = 0; i < data.status.size(); ++i) {
        found.districts[i].status = data.status[i];
        if (data.status[i] == "too_few") continue;
        found.districts[i].n = static_cast<std::uint64_t>(middle.districts[i].n);
        ++counted;
        is_any_told = is_any_told || data.status[i] == "ok";
    }
    if (counted < 2) return undefined(found, "too_few");
    if (!is_any_told) return undefined(found, "suppressed");
    if (!middle.is_ok()) return undefined(found, middle.status.c_str());
    found.share = middle.share;
    found.share_interval = exact_interval(independent(*middle.share * static_cast<double>(middle.n), static_cast<double>(middle.n), data.clustering));
    test_against_middle(found, used, middle);
    found.middle_share = middle.middle_share;
    add_spread(found, used, middle);
    found.heterogeneity = score_test(used, middle);
    for (const double n : curve_sizes(found)) found.limits.push_back(chance_limits(n, *middle.middle_share, data.clustering));
    return found;
}

void believe(ComparedDistrict& district, double adjusted_p) {
    district.adjusted_p = adjusted_p;
    const auto is_beyond = [&](const Interval& range) { return *district.observed < range.low || *district.observed > range.high; };
    district.outside = Outside::no;
    if (adjusted_p > believed || !is_beyond(*district.expected_range)) return;
    district.outside = is_beyond(*district.wide_range) ? Outside::at_998 : Outside::at_95;
}

}  // namespace lika::engine::consistency
