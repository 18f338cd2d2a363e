// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/reliability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

/// `square`, what sums of squares leave, as variances: sums of squares about the mean of all.
MeanSquares from_sums(std::size_t n, std::size_t k, double total, double subjects, double raters) {
    const auto rows = static_cast<double>(n), columns = static_cast<double>(k);
    const double rest = std::max(0.0, total - subjects - raters);
    return {n, k, subjects / (rows - 1), (total - subjects) / (rows * (columns - 1)), raters / (columns - 1),
            rest / ((rows - 1) * (columns - 1))};
}

}  // namespace

MeanSquares mean_squares(const Scores& complete) {
    const auto n = complete.subjects(), k = complete.columns();
    if (n < 2 || k < 2) return {n, k, 0, 0, 0, 0};
    const double origin = complete.at(0, 0);
    std::vector<double> of_rater(k);
    double mean = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < k; ++j) of_rater[j] += (complete.at(i, j) - origin) / static_cast<double>(n);
    mean = std::accumulate(of_rater.begin(), of_rater.end(), 0.0) / static_cast<double>(k);
    double total = 0, subjects = 0, raters = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double of_subject = 0;
        for (std::size_t j = 0; j < k; ++j) {
            const double apart = complete.at(i, j) - origin - mean;
            total += apart * apart;
            of_subject += apart / static_cast<double>(k);
        }
        subjects += static_cast<double>(k) * of_subject * of_subject;
    }
    for (const double one : of_rater) raters += static_cast<double>(n) * (one - mean) * (one - mean);
    return from_sums(n, k, total, subjects, raters);
}

namespace {

bool is_complete(std::span<const Code> pattern) {
    return std::find(pattern.begin(), pattern.end(), no_rating) == pattern.end();
}

}  // namespace

MeanSquares mean_squares(const Ratings& ratings) {
    __extension__ typedef __int128 Whole;   // 2^64 subjects of ratings up to 255 do not fill it
    const auto k = ratings.raters();
    const auto& values = ratings.categories();
    std::vector<Whole> of_rater(k);
    Whole n = 0, squares = 0, subject_squares = 0, all = 0;
    for (std::size_t i = 0; i < ratings.patterns(); ++i) {
        if (!is_complete(ratings.pattern(i))) continue;
        const Whole times = ratings.times(i);
        Whole sum = 0, square = 0;
        for (std::size_t j = 0; j < k; ++j) {
            const auto value = static_cast<Whole>(values[ratings.pattern(i)[j]]);
            sum += value;
            square += value * value;
            of_rater[j] += times * value;
        }
        n += times;
        squares += times * square;
        subject_squares += times * sum * sum;
        all += times * sum;
    }
    if (n < 2 || k < 2) return {static_cast<std::size_t>(n), k, 0, 0, 0, 0};
    Whole rater_squares = 0;
    for (const auto one : of_rater) rater_squares += one * one;
    // Over their common denominators, so that what is subtracted is whole.
    const auto nk = n * static_cast<Whole>(k);
    const auto over = [](Whole up, Whole down) { return static_cast<double>(static_cast<long double>(up) / static_cast<long double>(down)); };
    return from_sums(static_cast<std::size_t>(n), k, over(squares * nk - all * all, nk),
                     over(subject_squares * n - all * all, nk), over(rater_squares * static_cast<Whole>(k) - all * all, nk));
}

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double ratio(double up, double down) {
    return down > 0 ? up / down : infinite;
}

/// F, its test, and room for the rest.
IntraclassForm form(double estimate, double f, double df1, double df2) {
    IntraclassForm form;
    form.estimate = estimate;
    if (std::isfinite(f)) form.f = f;
    form.df1 = df1;
    form.df2 = df2;
    form.p = detail::f_tail(df1, df2, f);
    return form;
}

/// Quantiles that F is divided by, and multiplied with.
struct FBounds {
    FBounds(double f, double df1, double df2, double confidence)
        : low(f / detail::f_quantile(df1, df2, (1 + confidence) / 2)), high(f * detail::f_quantile(df2, df1, (1 + confidence) / 2)) {}
    double low, high;
};

Interval single(const FBounds& f, double k) {
    const auto bound = [&](double at) { return std::isinf(at) ? 1 : (at - 1) / (at + k - 1); };
    return {bound(f.low), bound(f.high)};
}

Interval averaged(const FBounds& f) {
    const auto bound = [](double at) { return std::isinf(at) ? 1 : 1 - 1 / at; };
    return {bound(f.low), bound(f.high)};
}

/// Of a single rating with absolute agreement: McGraw & Wong 1996, corrected 1:390. None where its degrees of freedom vanish.
std::optional<Interval> agreement_interval(const MeanSquares& ms, double estimate, double confidence) {
    const auto n = static_cast<double>(ms.subjects), k = static_cast<double>(ms.raters);
    const double a = k * estimate / (n * (1 - estimate)), b = 1 + k * estimate * (n - 1) / (n * (1 - estimate));
    const double sum = a * ms.between_raters + b * ms.error;
    const double v = sum * sum / (a * ms.between_raters * a * ms.between_raters / (k - 1) + b * ms.error * b * ms.error / ((n - 1) * (k - 1)));
    if (!(v > 0 && std::isfinite(v))) return std::nullopt;
    const double below = detail::f_quantile(n - 1, v, (1 + confidence) / 2), above = detail::f_quantile(v, n - 1, (1 + confidence) / 2);
    const double spread = k * ms.between_raters + (k * n - k - n) * ms.error;
    return Interval{n * (ms.between - below * ms.error) / (below * spread + n * ms.between),
                    n * (above * ms.between - ms.error) / (spread + n * above * ms.between)};
}

/// The interval of the mean of all raters that one of a single rating gives (Spearman and Brown, C2).
Interval of_mean(const Interval& single, double k) {
    const auto bound = [&](double at) { return k * at / (1 + (k - 1) * at); };
    return {bound(single.low), bound(single.high)};
}

}  // namespace

IntraclassCorrelations intraclass(const MeanSquares& ms, double confidence) {
    IntraclassCorrelations found;
    found.form = "intraclass correlations from mean squares";
    found.convention = "C2 C7";
    found.n = ms.subjects;
    found.mean_squares = ms;
    if (ms.subjects < 2 || ms.raters < 2) return undefined(found, "too_few");
    if (ms.between == 0 && ms.within == 0) return undefined(found, "undefined_no_variation");
    const auto n = static_cast<double>(ms.subjects), k = static_cast<double>(ms.raters);
    const double df1 = n - 1, df_within = n * (k - 1), df_error = (n - 1) * (k - 1);
    const double f1 = ratio(ms.between, ms.within), f3 = ratio(ms.between, ms.error);
    const double raters_part = k * (ms.between_raters - ms.error) / n;

    found.one = form((ms.between - ms.within) / (ms.between + (k - 1) * ms.within), f1, df1, df_within);
    found.agreement = form((ms.between - ms.error) / (ms.between + (k - 1) * ms.error + raters_part), f3, df1, df_error);
    found.consistency = form((ms.between - ms.error) / (ms.between + (k - 1) * ms.error), f3, df1, df_error);
    found.one_mean = form((ms.between - ms.within) / ms.between, f1, df1, df_within);
    found.agreement_mean = form((ms.between - ms.error) / (ms.between + (ms.between_raters - ms.error) / n), f3, df1, df_error);
    found.consistency_mean = form((ms.between - ms.error) / ms.between, f3, df1, df_error);
    if (ms.between == 0) {   // subjects do not differ: a mean over raters tells nothing of them
        found.one_mean.estimate = found.consistency_mean.estimate = std::nullopt;
        if (ms.between_raters == ms.error) found.agreement_mean.estimate = std::nullopt;
    }
    const FBounds bounds1{f1, df1, df_within, confidence}, bounds3{f3, df1, df_error, confidence};
    found.one.interval = single(bounds1, k);
    found.consistency.interval = single(bounds3, k);
    if (found.one_mean.estimate) found.one_mean.interval = averaged(bounds1);
    if (found.consistency_mean.estimate) found.consistency_mean.interval = averaged(bounds3);
    const double estimate = *found.agreement.estimate;
    found.agreement.interval = estimate == 1 ? Interval{1, 1} : agreement_interval(ms, estimate, confidence);
    if (found.agreement.interval) found.agreement_mean.interval = of_mean(*found.agreement.interval, k);
    return found;
}

MeasurementError measurement_error(const MeanSquares& ms, double confidence) {
    MeasurementError found;
    found.form = "standard error of measurement and smallest detectable change";
    found.n = ms.subjects;
    if (ms.subjects < 2 || ms.raters < 2) return undefined(found, "too_few");
    const auto n = static_cast<double>(ms.subjects), k = static_cast<double>(ms.raters);
    const double raters = (ms.between_raters - ms.error) / n, reach = detail::two_sided_z(confidence) * std::sqrt(2.0);
    found.of_subjects = (ms.between - ms.error) / k;
    found.of_raters = raters;
    found.residual = ms.error;
    found.agreement = std::sqrt(std::max(raters, 0.0) + ms.error);
    found.consistency = std::sqrt(ms.error);
    found.detectable_agreement = reach * *found.agreement;
    found.detectable_consistency = reach * *found.consistency;
    return found;
}

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
