// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/reliability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

/// Of sums of squares about the mean of all.
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

__extension__ typedef __int128 Whole;   // 2^64 subjects of ratings up to 255 do not fill it

/// Sums of `Sum`: exact where categories are whole numbers.
template <class Sum>
MeanSquares by_pattern(const Ratings& ratings) {
    const auto k = ratings.raters();
    const auto& values = ratings.categories();
    std::vector<Sum> of_rater(k);
    Sum n = 0, squares = 0, subject_squares = 0, all = 0;
    for (std::size_t i = 0; i < ratings.patterns(); ++i) {
        if (!is_complete(ratings.pattern(i))) continue;
        const auto times = static_cast<Sum>(ratings.times(i));
        Sum sum = 0, square = 0;
        for (std::size_t j = 0; j < k; ++j) {
            const auto value = static_cast<Sum>(values[ratings.pattern(i)[j]]);
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
    Sum rater_squares = 0;
    for (const auto one : of_rater) rater_squares += one * one;
    // Over their common denominators, so that what is subtracted is whole.
    const auto nk = n * static_cast<Sum>(k);
    const auto over = [](Sum up, Sum down) { return static_cast<double>(static_cast<long double>(up) / static_cast<long double>(down)); };
    return from_sums(static_cast<std::size_t>(n), k, over(squares * nk - all * all, nk),
                     over(subject_squares * n - all * all, nk), over(rater_squares * static_cast<Sum>(k) - all * all, nk));
}

}  // namespace

MeanSquares mean_squares(const Ratings& ratings) {
    const auto& values = ratings.categories();
    const bool are_whole = std::all_of(values.begin(), values.end(), [](double one) { return one == std::trunc(one); });
    return are_whole ? by_pattern<Whole>(ratings) : by_pattern<long double>(ratings);
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

}  // namespace lika::engine::consistency
