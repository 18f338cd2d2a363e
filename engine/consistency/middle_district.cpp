// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/middle_district.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "engine/consistency/detail/logistic.h"
#include "engine/consistency/weighted_median.h"

namespace lika::engine::consistency {
namespace {

using Cells = std::vector<CaseMixCell>;

constexpr double district_precision = 1;   // of the districts' random effects: their deviation is 1 on log odds
constexpr double known_precision = 0.1;    // so weak that it only keeps what nobody or everybody has finite

std::array<std::uint8_t, 4> codes(const CaseKnown& known) {
    return {known.age_group, known.sex, known.signs, known.urgency};
}

/// The columns of what is known: for each kind one for every code that occurs but its most frequent.
class KnownColumns {
public:
    explicit KnownColumns(const Cells& cells) {
        std::array<std::map<std::uint8_t, double>, 4> cases;
        for (const auto& cell : cells)
            for (std::size_t kind = 0; kind < 4; ++kind) cases[kind][codes(cell.known)[kind]] += cell.n;
        for (std::size_t kind = 0; kind < 4; ++kind) {
            const auto most = std::max_element(cases[kind].begin(), cases[kind].end(),
                                               [](const auto& one, const auto& other) { return one.second < other.second; });
            for (const auto& [code, n] : cases[kind])
                if (code != most->first) columns_[kind][code] = count_++;
        }
    }
    Eigen::Index count() const { return count_; }
    /// `use(column)` for the columns in which a case has 1.
    template <class Use>
    void each(const CaseKnown& known, Use use) const {
        for (std::size_t kind = 0; kind < 4; ++kind)
            if (const auto at = columns_[kind].find(codes(known)[kind]); at != columns_[kind].end()) use(at->second);
    }

private:
    std::array<std::map<std::uint8_t, Eigen::Index>, 4> columns_;
    Eigen::Index count_ = 0;
};

/// What is known of each cell's cases adds this to their log odds, the districts' own leaning apart.
std::vector<double> log_odds_of_known(const Cells& cells, std::size_t districts) {
    const KnownColumns columns{cells};
    const auto rows = static_cast<Eigen::Index>(cells.size()), all = 1 + columns.count() + static_cast<Eigen::Index>(districts);
    Eigen::MatrixXd design = Eigen::MatrixXd::Zero(rows, all);
    Eigen::VectorXd events{rows}, trials{rows}, precision = Eigen::VectorXd::Constant(all, known_precision);
    precision[0] = 0;
    precision.tail(static_cast<Eigen::Index>(districts)).setConstant(district_precision);
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto& cell = cells[static_cast<std::size_t>(row)];
        design(row, 0) = design(row, 1 + columns.count() + static_cast<Eigen::Index>(cell.district)) = 1;
        columns.each(cell.known, [&](Eigen::Index column) { design(row, 1 + column) = 1; });
        events[row] = cell.events;
        trials[row] = cell.n;
    }
    const auto fit = detail::fit_logistic(design, events, {}, trials, precision);
    std::vector<double> found;
    for (const auto& cell : cells) {
        double sum = fit.coefficients[0];
        columns.each(cell.known, [&](Eigen::Index column) { sum += fit.coefficients[1 + column]; });
        found.push_back(sum);
    }
    return found;
}

struct ExpectedCount {
    double mean = 0, variance = 0;
};

/// Of the cells that `is_in`, with `shift` added to the log odds.
template <class IsIn>
ExpectedCount expected(const Cells& cells, const std::vector<double>& log_odds, double shift, IsIn is_in) {
    ExpectedCount found;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_in(cells[i])) continue;
        const double p = 1 / (1 + std::exp(-log_odds[i] - shift));
        found.mean += cells[i].n * p;
        found.variance += cells[i].n * p * (1 - p);
    }
    return found;
}

/// What has to be added to the log odds for as many to be expected as were observed; infinite where none or all were.
template <class IsIn>
double leaning(const Cells& cells, const std::vector<double>& log_odds, IsIn is_in) {
    double observed = 0, n = 0, shift = 0;
    for (const auto& cell : cells) {
        if (!is_in(cell)) continue;
        observed += cell.events;
        n += cell.n;
    }
    if (observed <= 0) return -std::numeric_limits<double>::infinity();
    if (observed >= n) return std::numeric_limits<double>::infinity();
    for (int step = 0; step < 100; ++step) {
        const auto here = expected(cells, log_odds, shift, is_in);
        const double change = std::clamp((observed - here.mean) / here.variance, -1.0, 1.0);
        shift += change;
        if (std::fabs(change) < 1e-10) break;
    }
    return shift;
}

bool everywhere(const CaseMixCell&) {
    return true;
}

}  // namespace

MiddleDistrict middle_district(const std::vector<CaseMixCell>& cells, std::size_t districts) {
    MiddleDistrict found;
    found.form = "observed over expected in a district in the middle: logistic regression, random district effects dropped";
    found.districts.resize(districts);
    double events = 0, n = 0;
    for (const auto& cell : cells) {
        events += cell.events;
        n += cell.n;
        found.districts[cell.district].n += cell.n;
        found.districts[cell.district].observed += cell.events;
    }
    found.n = static_cast<std::uint64_t>(n);
    if (n == 0) return undefined(found, "undefined_no_observations");
    if (events == 0 || events == n) return undefined(found, "undefined_no_variation");
    found.share = events / n;
    found.log_odds = log_odds_of_known(cells, districts);
    const double mean = leaning(cells, found.log_odds, everywhere);
    for (auto& one : found.log_odds) one += mean;
    for (std::size_t district = 0; district < districts; ++district) {
        const auto in_mean = expected(cells, found.log_odds, 0, [&](const auto& cell) { return cell.district == district; });
        found.districts[district].expected_of_mean = in_mean.mean;
        found.districts[district].variance_of_mean = in_mean.variance;
    }
    move_middle(found, cells, std::vector<bool>(districts));
    return found;
}

void move_middle(MiddleDistrict& found, const std::vector<CaseMixCell>& cells, const std::vector<bool>& is_left_out) {
    std::vector<Weighted> leanings;
    for (std::size_t district = 0; district < found.districts.size(); ++district) {
        const auto& one = found.districts[district];
        if (one.n > 0 && !is_left_out[district])
            leanings.push_back({leaning(cells, found.log_odds, [&](const auto& cell) { return cell.district == district; }),
                                std::sqrt(one.variance_of_mean)});
    }
    const double centre = weighted_median(leanings, 0);
    for (auto& one : found.log_odds) one += centre;
    for (std::size_t district = 0; district < found.districts.size(); ++district) {
        const auto in_middle = expected(cells, found.log_odds, 0, [&](const auto& cell) { return cell.district == district; });
        found.districts[district].expected = in_middle.mean;
        found.districts[district].variance = in_middle.variance;
    }
    found.middle_share = expected(cells, found.log_odds, 0, everywhere).mean / static_cast<double>(found.n);
}

}  // namespace lika::engine::consistency
