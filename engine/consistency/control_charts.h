// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/districts.h"
#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// Shares month by month against the share of all. Montgomery.
struct ShareChart : Finding {
    Number centre;
    struct Month {
        Number share;                     ///< none: no assessments, a gap
        std::optional<Interval> limits;   ///< within 0 and 1
        bool is_signal = false;           ///< outside its limits
        bool is_run = false;              ///< one of eight or more in a row on one side of the centre (a gap does not end it)
    };
    std::vector<Month> months;
};
/// Limits at `sigmas` standard errors. Undefined: undefined_no_observations.
ShareChart share_chart(const std::vector<DistrictShare>& months, double sigmas = 3);

/// A series with two sums or a mean that remembers; the first signal by its place, 1 the first; 0: none.
struct RunningChart : Finding {
    std::vector<double> upper, lower;            ///< CUSUM: both sums, neither below 0
    std::vector<double> mean;                    ///< EWMA
    std::vector<Interval> limits;                ///< EWMA
    std::vector<double> weights;                 ///< risk-adjusted CUSUM
    std::uint64_t first_signal = 0;
};
/// `k` and `h` in units of `sigma`, which is above 0. Undefined: undefined_no_observations. Page 1954.
RunningChart cusum(const std::vector<double>& values, double target, double sigma, double k = 0.5, double h = 5);
/// `lambda` in (0, 1], limits `l` standard errors. Undefined as cusum. Roberts 1959.
RunningChart ewma(const std::vector<double>& values, double target, double sigma, double lambda = 0.1, double l = 2.7);

/// An outcome and how probable it was for that case.
struct RiskedOutcome {
    double probability = 0;
    bool happened = false;
};
/// Whether the odds have become `against` times what they should be (`odds` times those of `probability`); `upper` is the
/// sum. Undefined as cusum. Steiner 2000.
RunningChart risk_adjusted_cusum(const std::vector<RiskedOutcome>& outcomes, double odds = 1, double against = 2, double h = 4.5);

}  // namespace lika::engine::consistency
