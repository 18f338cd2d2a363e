// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/prediction.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/detail/logistic.h"

namespace lika::engine::consistency {
namespace {

/// For each person the share of the other class that the score puts on the right side, ties half; of positives and negatives.
struct Placements {
    explicit Placements(const std::vector<bool>& happened, const std::vector<double>& scores) {
        std::vector<std::size_t> order(scores.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] < scores[b]; });
        std::vector<double> of_person(scores.size());
        std::size_t yes_below = 0, no_below = 0;
        const auto all_yes = static_cast<std::size_t>(std::count(happened.begin(), happened.end(), true));
        const auto all_no = happened.size() - all_yes;
        for (std::size_t first = 0; first < order.size();) {
            auto last = first;
            std::size_t yes = 0;
            for (; last < order.size() && scores[order[last]] == scores[order[first]]; ++last) yes += happened[order[last]] ? 1 : 0;
            const auto no = last - first - yes;
            const double right_of_no = (static_cast<double>(no_below) + static_cast<double>(no) / 2) / static_cast<double>(all_no);
            const double right_of_yes = (static_cast<double>(all_yes - yes_below - yes) + static_cast<double>(yes) / 2) / static_cast<double>(all_yes);
            for (auto i = first; i < last; ++i) of_person[order[i]] = happened[order[i]] ? right_of_no : right_of_yes;
            yes_below += yes;
            no_below += no;
            first = last;
        }
        for (std::size_t i = 0; i < scores.size(); ++i) (happened[i] ? positives : negatives).push_back(of_person[i]);
        for (const double one : positives) area += one / static_cast<double>(positives.size());
    }
    std::vector<double> positives, negatives;
    double area = 0;
};

double covariance(const std::vector<double>& one, const std::vector<double>& other, double mean_one, double mean_other) {
    double sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i) sum += (one[i] - mean_one) * (other[i] - mean_other);
    return sum / static_cast<double>(one.size() - 1);
}

/// DeLong's covariance of two areas over the same persons; of an area with itself its variance.
double covariance(const Placements& one, const Placements& other) {
    return covariance(one.positives, other.positives, one.area, other.area) / static_cast<double>(one.positives.size()) +
           covariance(one.negatives, other.negatives, one.area, other.area) / static_cast<double>(one.negatives.size());
}

Auc begun(const std::vector<bool>& happened, const char* form) {
    Auc found;
    found.form = form;
    found.convention = "C10";
    found.n = happened.size();
    found.positives = static_cast<std::uint64_t>(std::count(happened.begin(), happened.end(), true));
    found.negatives = found.n - found.positives;
    if (found.positives == 0 || found.negatives == 0) found.status = "undefined_one_class";
    return found;
}

bool has_error(const Auc& found) {
    return found.positives >= 2 && found.negatives >= 2;
}

}  // namespace

Auc auc(const ScoredOutcomes& outcomes, double confidence) {
    auto found = begun(outcomes.happened, "area under the ROC curve, DeLong");
    if (!found.is_ok()) return found;
    const Placements placements{outcomes.happened, outcomes.scores};
    found.auc = placements.area;
    if (!has_error(found)) return found;
    found.se = std::sqrt(covariance(placements, placements));
    const double reach = detail::two_sided_z(confidence) * *found.se;
    found.interval = {std::max(0.0, placements.area - reach), std::min(1.0, placements.area + reach)};
    return found;
}

Auc auc_hanley_mcneil(const ScoredOutcomes& outcomes) {
    auto found = begun(outcomes.happened, "area under the ROC curve, Hanley and McNeil");
    if (!found.is_ok()) return found;
    const Placements placements{outcomes.happened, outcomes.scores};
    const double a = placements.area, q1 = a / (2 - a), q2 = 2 * a * a / (1 + a);
    const auto yes = static_cast<double>(found.positives), no = static_cast<double>(found.negatives);
    found.auc = a;
    found.se = std::sqrt((a * (1 - a) + (yes - 1) * (q1 - a * a) + (no - 1) * (q2 - a * a)) / (yes * no));
    return found;
}

namespace {

AucComparison compared(AucComparison found, const Auc& first, const Auc& second, double covariance_of_both) {
    found.first = first.auc;
    found.second = second.auc;
    if (!first.is_ok() || !second.is_ok()) return undefined(found, "undefined_one_class");
    if (!first.se || !second.se) return undefined(found, "too_few");
    found.first_se = first.se;
    found.second_se = second.se;
    const double variance = *first.se * *first.se + *second.se * *second.se - 2 * covariance_of_both;
    if (!(variance > 1e-15)) return undefined(found, "undefined_no_variation");
    found.z = (*first.auc - *second.auc) / std::sqrt(variance);
    found.p = detail::normal_two_sided(*found.z);
    return found;
}

}  // namespace

AucComparison compare_auc_paired(const std::vector<bool>& happened, const std::vector<double>& first,
                                 const std::vector<double>& second) {
    AucComparison found;
    found.form = "two areas of the same persons, DeLong";
    found.convention = "C10";
    found.n = happened.size();
    const auto one = auc({happened, first}), other = auc({happened, second});
    if (!one.is_ok() || !one.se) return compared(found, one, other, 0);
    found.covariance = covariance(Placements{happened, first}, Placements{happened, second});
    return compared(found, one, other, *found.covariance);
}

AucComparison compare_auc_groups(const ScoredOutcomes& first, const ScoredOutcomes& second) {
    AucComparison found;
    found.form = "areas of two groups, DeLong";
    found.convention = "C10";
    found.n = first.happened.size() + second.happened.size();
    const auto one = auc(first), other = auc(second);
    found = compared(found, one, other, 0);
    if (!found.z) return found;
    const auto n1 = static_cast<double>(one.n), n2 = static_cast<double>(other.n);
    const double v1 = *one.se * *one.se, v2 = *other.se * *other.se;
    const double df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1));
    found.welch_p = detail::student_two_sided(df, *found.z);
    return found;
}

namespace {

Eigen::VectorXd vector_of(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::VectorXd>{values.data(), static_cast<Eigen::Index>(values.size())};
}

}  // namespace

Calibration calibration(const std::vector<bool>& happened, const std::vector<double>& probabilities) {
    Calibration found;
    found.form = "calibration of probabilities";
    found.n = happened.size();
    const auto n = static_cast<double>(happened.size());
    std::vector<double> outcome, logits;
    double brier = 0, expected = 0, z_up = 0, z_down = 0;
    for (std::size_t i = 0; i < happened.size(); ++i) {
        const double y = happened[i] ? 1 : 0, p = probabilities[i];
        outcome.push_back(y);
        logits.push_back(std::log(p / (1 - p)));
        brier += (y - p) * (y - p) / n;
        expected += p;
        z_up += (y - p) * (1 - 2 * p);
        z_down += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
    }
    const double observed = std::accumulate(outcome.begin(), outcome.end(), 0.0), share = observed / n;
    if (!(share > 0 && share < 1)) return undefined(found, "undefined_one_class");
    found.brier = brier;
    found.scaled_brier = 1 - brier / (share * (1 - share));
    found.observed_expected = observed / expected;
    if (z_down > 0) found.spiegelhalter_z = z_up / std::sqrt(z_down);
    found.auc = auc({happened, probabilities}).auc;
    const auto y = vector_of(outcome), logit = vector_of(logits);
    Eigen::MatrixXd design = Eigen::MatrixXd::Ones(y.size(), 1);
    const auto large = detail::fit_logistic(design, y, logit);
    found.in_the_large = large.coefficients[0];
    found.in_the_large_se = std::sqrt(large.covariance(0, 0));
    design.conservativeResize(Eigen::NoChange, 2);
    design.col(1) = logit;
    const auto slope = detail::fit_logistic(design, y);
    if (!slope.has_converged) return undefined(found, "undefined_separation");
    found.intercept = slope.coefficients[0];
    found.slope = slope.coefficients[1];
    found.slope_se = std::sqrt(slope.covariance(1, 1));
    return found;
}

}  // namespace lika::engine::consistency
