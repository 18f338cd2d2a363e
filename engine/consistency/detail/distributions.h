// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace lika::engine::consistency::detail {

/// Quantiles and tails of Boost.Math, with infinities where it would throw.
double normal_quantile(double p);
/// P(|Z| > z).
double normal_two_sided(double z);
/// P(|T| > t).
double student_two_sided(double df, double t);
double f_quantile(double df1, double df2, double p);
/// P(F > f); 0 for an infinite f.
double f_tail(double df1, double df2, double f);
/// P(X > x).
double chi_squared_tail(double df, double x);
double chi_squared_quantile(double df, double p);

/// P(X <= k) of a binomial; P(X <= k), P(X = k) of a Poisson; 0 below 0.
double binomial_cdf(double n, double share, double k);
double poisson_cdf(double mean, double k);
double poisson_mass(double mean, double k);
/// P(X >= k).
double poisson_tail(double mean, double k);
double beta_quantile(double a, double b, double p);

/// Of the normal: 1.96 for 0.95.
double two_sided_z(double confidence);
/// Of Student's t.
double two_sided_t(double confidence, double df);

}  // namespace lika::engine::consistency::detail
