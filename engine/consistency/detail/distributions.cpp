// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace lika::engine::consistency::detail {
namespace {

using boost::math::cdf;
using boost::math::complement;
using boost::math::pdf;
using boost::math::quantile;

}  // namespace

double normal_quantile(double p) {
    return quantile(boost::math::normal{}, p);
}

double normal_two_sided(double z) {
    return std::erfc(std::fabs(z) / std::sqrt(2.0));
}

double student_two_sided(double df, double t) {
    return 2 * cdf(complement(boost::math::students_t{df}, std::fabs(t)));
}

double f_quantile(double df1, double df2, double p) {
    return quantile(boost::math::fisher_f{df1, df2}, p);
}

double f_tail(double df1, double df2, double f) {
    if (std::isinf(f)) return 0;
    return f <= 0 ? 1 : cdf(complement(boost::math::fisher_f{df1, df2}, f));
}

double chi_squared_tail(double df, double x) {
    if (std::isinf(x)) return 0;
    return x <= 0 ? 1 : cdf(complement(boost::math::chi_squared{df}, x));
}

double chi_squared_quantile(double df, double p) {
    return quantile(boost::math::chi_squared{df}, p);
}

double binomial_cdf(double n, double share, double k) {
    if (k < 0) return 0;
    return k >= n ? 1 : cdf(boost::math::binomial{n, share}, k);
}

double poisson_cdf(double mean, double k) {
    return k < 0 ? 0 : cdf(boost::math::poisson{mean}, k);
}

double poisson_mass(double mean, double k) {
    return k < 0 ? 0 : pdf(boost::math::poisson{mean}, k);
}

double poisson_tail(double mean, double k) {
    return k <= 0 ? 1 : cdf(complement(boost::math::poisson{mean}, k - 1));
}

double beta_quantile(double a, double b, double p) {
    return quantile(boost::math::beta_distribution{a, b}, p);
}

double two_sided_z(double confidence) {
    return normal_quantile((1 + confidence) / 2);
}

double two_sided_t(double confidence, double df) {
    return quantile(boost::math::students_t{df}, (1 + confidence) / 2);
}

}  // namespace lika::engine::consistency::detail
