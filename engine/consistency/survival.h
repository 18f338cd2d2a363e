// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/consistency/finding.h"

namespace lika::engine::consistency {

/// How long until something happened, or until it was last seen not to have: an open case is censored, not left out.
struct Duration {
    double time = 0;
    bool happened = false;
};

/// The same counted by whole days: how many it happened to on each day, and how many were last seen without it on that day.
/// Later than `most_days` is not yet on that day.
struct DayCounts {
    static constexpr std::size_t most_days = 366;

    std::vector<std::uint32_t> happened, not_yet;   ///< by day, as long as each other

    void add(std::size_t days, bool is_done);
    void add(const DayCounts& more);
    std::uint64_t n() const;
};

/// The share to whom it has not happened yet, at each time it did. Kaplan & Meier 1958.
struct SurvivalCurve : Finding {
    struct Step {
        double time = 0;
        std::uint64_t at_risk = 0, events = 0;
        double survival = 1;
        Number se;                                    ///< Greenwood's, of the share
        std::optional<Interval> log_log, log_limits;  ///< none once nobody is left (C11)
    };
    std::vector<Step> steps;
    Number median;   ///< none: fewer than half
    Number median_low, median_high;   ///< Brookmeyer & Crowley 1982, of the log-log limits; high none: it is not reached
    /// The time by which a share `p` had it; none: fewer did. On a step that is exactly there, the middle to the next.
    Number quantile(double p) const;
};
/// Undefined: undefined_no_observations, undefined_no_events.
SurvivalCurve kaplan_meier(const std::vector<Duration>& durations, double confidence = 0.95);
SurvivalCurve kaplan_meier(const DayCounts& days, double confidence = 0.95);

/// Whether groups differ in how soon it happens.
struct LogRank : Finding {
    std::vector<double> observed, expected;   ///< events, by group
    Number chi_squared, df, p;
};
/// `group` of each duration, 0 the first. Undefined: too_few (fewer than two groups), undefined_no_events.
LogRank log_rank(const std::vector<Duration>& durations, const std::vector<std::size_t>& group, std::size_t groups);

/// How often of two persons the one with the higher score has it first. Harrell 1982.
struct HarrellC : Finding {
    Number c, se;   ///< infinitesimal jackknife
    std::uint64_t concordant = 0, discordant = 0, tied_score = 0;
};
/// Pairs whose events fall on one time do not count; of an event and one censored then the event was first. Undefined:
/// undefined_no_pairs.
HarrellC harrell_c(const std::vector<Duration>& durations, const std::vector<double>& scores);

}  // namespace lika::engine::consistency
