// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// A district's count of something, of so many assessments.
struct DistrictShare {
    std::uint64_t events = 0, n = 0;
};
/// A district's count of something, beside how many its cases let expect.
struct DistrictCount {
    double observed = 0, expected = 0;
};

/// Limits at one level, a pair for each district; none where a district has no assessments.
struct FunnelLimits {
    double level;
    std::vector<std::optional<Interval>> exact;      ///< interpolated, as Spiegelhalter 2005 (C13)
    std::vector<std::optional<Interval>> additive;   ///< of shares alone: with the spread between districts
};

/// Between which shares a district of `n` would be by chance alone, at a level; interpolated, as Spiegelhalter 2005 (C13). `n` need
/// not be whole: so many independent cases its own are worth.
Interval exact_share(double n, double target, double level);

/// How far districts are from a target, by how much chance allows for their size.
struct Funnel : Finding {
    Number target;
    std::vector<Number> ratio;             ///< observed over expected, of counts alone
    std::vector<Number> z, z_winsorised;   ///< plain; drawn in to the quantiles at 10 and 90 in 100
    Number phi, tau2;                      ///< overdispersion; variance between districts, of winsorised z (T2)
    std::vector<Number> z_additive, z_multiplicative;
    std::vector<FunnelLimits> limits;
};
/// Undefined: undefined_no_observations (no district has any); undefined_no_variation (a target of 0 or 1). A district without
/// assessments has no numbers. Spiegelhalter 2005; Verburg et al. 2018.
Funnel funnel_of_shares(const std::vector<DistrictShare>& districts, const std::vector<double>& levels, double winsorise = 0.1,
                        Number target = std::nullopt);
/// On the scale of the arcsine of the root, as FunnelPlotR has it; no limits.
Funnel funnel_of_arcsines(const std::vector<DistrictShare>& districts, double winsorise = 0.1, Number target = std::nullopt);
/// Square-root z. A district of which nothing is expected has no numbers.
Funnel funnel_of_counts(const std::vector<DistrictCount>& districts, const std::vector<double>& levels, double winsorise = 0.1);

/// Indirect standardisation: observed over expected, district by district.
struct Standardised {
    Number ratio;
    std::optional<Interval> exact, byar;   ///< Garwood; Byar
    Number p;                              ///< exact, two-sided, by the probability of what is as rare (as R's poisson.test)
};
struct IndirectStandardisation : Finding {
    std::vector<Standardised> districts;   ///< nothing where nothing is expected
};
/// `observed` are whole numbers.
IndirectStandardisation indirect_standardisation(const std::vector<DistrictCount>& districts, double confidence = 0.95);

/// Whether shares differ between districts by more than chance.
struct Heterogeneity : Finding {
    Number chi_squared, df, p, cramer_v, i2;
};
/// Undefined: too_few (fewer than two districts with assessments), undefined_no_variation (all or none).
Heterogeneity heterogeneity(const std::vector<DistrictShare>& districts);

}  // namespace lika::engine::consistency
