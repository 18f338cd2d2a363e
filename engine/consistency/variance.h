// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/districts.h"
#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

enum class Likelihood { restricted, full };   ///< REML, ML

/// Numbers, each of a group or of one group of each of two kinds, and what is known of each.
struct Grouped {
    std::vector<double> values;
    std::vector<std::vector<double>> known;        ///< a row a value, all as long; empty: nothing is known
    std::vector<std::vector<std::size_t>> group;   ///< for each kind of group the group of every value, 0 the first
};

/// A part of the variance that lies between the groups of one kind.
struct GroupVariance {
    double variance = 0;                  ///< 0 is a legal answer
    std::vector<double> effects, errors;  ///< of each group: shrunken towards 0, and their conditional deviations
};

/// Linear mixed model with a random intercept for each kind of group. Bates et al. 2015.
struct VariancePartition : Finding {
    std::vector<double> coefficients, coefficient_errors;   ///< intercept first
    std::vector<GroupVariance> groups;
    Number residual;
    Number between;      ///< of the first kind: its share of the first and the rest (with one kind: VPC)
    std::optional<Interval> between_interval;   ///< with one kind of group: by profile likelihood
    Number criterion;    ///< -2 log likelihood, full or restricted, as lme4 prints it (C15)
};
/// Undefined: too_few (fewer than two groups of a kind, or as many values as coefficients), undefined_no_variation,
/// undefined_no_residual (values do not differ within groups).
VariancePartition partition_variance(const Grouped& data, Likelihood likelihood = Likelihood::restricted,
                                     double confidence = 0.95);

/// How far the shares of groups are apart on the scale of log odds. Larsen & Merlo 2005.
struct LogisticPartition : Finding {
    std::size_t groups = 0;
    Number intercept;      ///< log odds in a group in the middle
    Number between;        ///< variance between groups; 0 is a legal answer
    Number latent_share;   ///< of it and pi^2 / 3 (VPC)
    Number median_odds_ratio;
    std::optional<Interval> between_interval, latent_interval, ratio_interval;   ///< of the three, by profile likelihood
    Number criterion;      ///< -2 log likelihood of the data given as counts by group, binomial coefficients left out
};
/// Random intercept, maximum likelihood, adaptive Gauss-Hermite quadrature of `points` (1: Laplace, as glmer's default). A group
/// of nobody is left out. Undefined: too_few (fewer than two groups), undefined_no_variation (all or none).
LogisticPartition partition_shares(const std::vector<DistrictShare>& groups, int points = 25, double confidence = 0.95);

/// Cases of one group of which the same is known: it adds `log_odds` to theirs.
struct KnownShare {
    double events = 0, n = 0, log_odds = 0;
};
/// The same with what is known of the cases held fixed; every group has somebody.
LogisticPartition partition_known_shares(const std::vector<std::vector<KnownShare>>& groups, int points = 25,
                                         double confidence = 0.95);

/// How far apart the shares of groups would be (their deviation, 0 to 0.5) that all had these cases and differed by `deviation`
/// on log odds. `log_odds` of the cases are those of a group in the middle.
double share_deviation(const std::vector<KnownShare>& cases, double deviation);

}  // namespace lika::engine::consistency
