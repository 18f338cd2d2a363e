// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/reliability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

/// Covariances of the columns, divisor n - 1.
class Covariances {
public:
    explicit Covariances(const Scores& complete) : k_(complete.columns()), values_(k_ * k_) {
        const auto n = static_cast<double>(complete.subjects());
        std::vector<double> means(k_);
        for (std::size_t j = 0; j < k_; ++j) {
            for (std::size_t i = 0; i < complete.subjects(); ++i) means[j] += (complete.at(i, j) - complete.at(0, j)) / n;
            means[j] += complete.at(0, j);
        }
        for (std::size_t i = 0; i < complete.subjects(); ++i)
            for (std::size_t j = 0; j < k_; ++j)
                for (std::size_t l = 0; l < k_; ++l)
                    values_[j * k_ + l] += (complete.at(i, j) - means[j]) * (complete.at(i, l) - means[l]) / (n - 1);
    }
    std::size_t columns() const { return k_; }
    double operator()(std::size_t j, std::size_t l) const { return values_[j * k_ + l]; }
    double trace() const {
        double sum = 0;
        for (std::size_t j = 0; j < k_; ++j) sum += (*this)(j, j);
        return sum;
    }
    double sum() const { return std::accumulate(values_.begin(), values_.end(), 0.0); }
    double row(std::size_t j) const {
        double sum = 0;
        for (std::size_t l = 0; l < k_; ++l) sum += (*this)(j, l);
        return sum;
    }

private:
    std::size_t k_;
    std::vector<double> values_;
};

/// None: nothing varies.
Number alpha_of(double items, double trace, double sum) {
    if (sum <= 0) return std::nullopt;
    return items / (items - 1) * (1 - trace / sum);
}

void add_correlations(const Covariances& covariances, CronbachAlpha& found) {
    const auto k = covariances.columns();
    double sum = 0;
    for (std::size_t j = 0; j < k; ++j) {
        if (covariances(j, j) <= 0) return;
        for (std::size_t l = 0; l < j; ++l) sum += covariances(j, l) / std::sqrt(covariances(j, j) * covariances(l, l));
    }
    const auto items = static_cast<double>(k);
    const double mean = sum / (items * (items - 1) / 2);
    found.mean_correlation = mean;
    found.standardised = items * mean / (1 + (items - 1) * mean);
}

void add_items(const Covariances& covariances, CronbachAlpha& found) {
    const auto k = covariances.columns();
    for (std::size_t j = 0; j < k; ++j) {
        const double own = covariances(j, j), row = covariances.row(j);
        const double rest = covariances.sum() - 2 * row + own;   // variance of the sum of the others
        found.if_deleted.push_back(k > 2 ? alpha_of(static_cast<double>(k - 1), covariances.trace() - own, rest) : std::nullopt);
        found.corrected_item_total.push_back(own > 0 && rest > 0 ? Number{(row - own) / std::sqrt(own * rest)} : std::nullopt);
    }
}

}  // namespace

CronbachAlpha cronbach_alpha(const Scores& scores, double confidence) {
    const auto complete = scores.complete();
    CronbachAlpha found;
    found.form = "Cronbach's alpha, subjects with every item";
    found.convention = "C17";
    found.n = complete.subjects();
    found.items = scores.columns();
    if (found.items < 2) return undefined(found, "undefined_one_item");
    if (found.n < 2) return undefined(found, "too_few");
    const Covariances covariances{complete};
    const auto items = static_cast<double>(found.items);
    found.raw = alpha_of(items, covariances.trace(), covariances.sum());
    if (!found.raw) return undefined(found, "undefined_no_variation");
    const double df1 = static_cast<double>(found.n) - 1, df2 = df1 * (items - 1);
    found.interval = {1 - (1 - *found.raw) * detail::f_quantile(df1, df2, (1 + confidence) / 2),
                      1 - (1 - *found.raw) * detail::f_quantile(df1, df2, (1 - confidence) / 2)};
    add_correlations(covariances, found);
    add_items(covariances, found);
    return found;
}

namespace {

/// Ranks of one rater's scores, equal ones sharing the mean of their ranks; and how many ties that makes, as sum of t^3 - t.
struct Ranks {
    Ranks(const Scores& scores, std::size_t rater) : of_subject(scores.subjects()) {
        std::vector<std::size_t> order(scores.subjects());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return scores.at(a, rater) < scores.at(b, rater); });
        for (std::size_t first = 0; first < order.size();) {
            auto last = first;
            while (last < order.size() && scores.at(order[last], rater) == scores.at(order[first], rater)) ++last;
            for (auto i = first; i < last; ++i) of_subject[order[i]] = static_cast<double>(first + last + 1) / 2;
            const auto t = static_cast<double>(last - first);
            ties += t * t * t - t;
            first = last;
        }
    }
    std::vector<double> of_subject;
    double ties = 0;
};

}  // namespace

KendallW kendall_w(const Scores& scores, bool correct_ties) {
    const auto complete = scores.complete();
    KendallW found;
    found.form = correct_ties ? "Kendall's W, corrected for ties" : "Kendall's W";
    found.n = complete.subjects();
    if (found.n < 2 || complete.columns() < 2) return undefined(found, "too_few");
    const auto n = static_cast<double>(found.n), m = static_cast<double>(complete.columns());
    std::vector<double> sums(complete.subjects());
    double ties = 0;
    for (std::size_t rater = 0; rater < complete.columns(); ++rater) {
        const Ranks ranks{complete, rater};
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += ranks.of_subject[i];
        ties += ranks.ties;
    }
    double squares = 0;
    for (const double sum : sums) squares += (sum - m * (n + 1) / 2) * (sum - m * (n + 1) / 2);
    const double most = m * m * (n * n * n - n) - (correct_ties ? m * ties : 0);
    if (most <= 0) return undefined(found, "undefined_no_variation");
    found.w = 12 * squares / most;
    found.chi_squared = m * (n - 1) * *found.w;
    found.df = n - 1;
    found.p = detail::chi_squared_tail(n - 1, *found.chi_squared);
    return found;
}

BlandAltman bland_altman(const Scores& of_two, double multiplier, double confidence) {
    const auto complete = of_two.complete();
    BlandAltman found;
    found.form = "limits of agreement, first rater minus second";
    found.convention = "C18";
    found.n = complete.subjects();
    if (found.n < 2) return undefined(found, "too_few");
    const auto n = static_cast<double>(found.n);
    double bias = 0, squares = 0;
    for (std::size_t i = 0; i < complete.subjects(); ++i) bias += (complete.at(i, 0) - complete.at(i, 1)) / n;
    for (std::size_t i = 0; i < complete.subjects(); ++i) {
        const double apart = complete.at(i, 0) - complete.at(i, 1) - bias;
        squares += apart * apart;
    }
    const double sd = std::sqrt(squares / (n - 1)), reach = detail::two_sided_t(confidence, n - 1) * sd / std::sqrt(n);
    found.bias = bias;
    found.deviation = sd;
    found.bias_interval = {bias - reach, bias + reach};
    found.limits = {bias - multiplier * sd, bias + multiplier * sd};
    found.limits_se = std::sqrt(3 * sd * sd / n);
    return found;
}

}  // namespace lika::engine::consistency
