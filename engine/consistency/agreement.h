// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// How often two raters of the same subject agree. docs/consistency.md, "Agreement"; Gwet 2014.
struct PercentAgreement : Finding {
    Number pairwise, se;   ///< mean over subjects with two ratings or more of the share of pairs that agree
    std::optional<Interval> interval;   ///< t with n-1 df, at most 1
    Number within_one;     ///< the share of pairs at most one category apart
    Number unanimous;      ///< of the subjects whom all raters rated
    std::uint64_t complete = 0, used = 0;   ///< subjects rated by all; by two or more
};
/// Undefined (undefined_no_pairs) when nobody was rated twice.
PercentAgreement percent_agreement(const Ratings& ratings, double confidence = 0.95);

/// Agreement beyond what chance would give.
struct Coefficient : Finding {
    Number observed, by_chance, coefficient, se;
    std::optional<Interval> interval;   ///< t with n-1 df, at most 1
};

/// Gwet's AC1 (identity weights) or AC2; 1 when all agree on one of several declared categories (C16). Undefined
/// (undefined_no_pairs, undefined_one_category: fewer than two are declared). Gwet 2008, 2014.
Coefficient gwet_ac(const SubjectCounts& counts, const Weights& weights, double confidence = 0.95);
/// Chance is that all declared categories are as likely. Undefined as gwet_ac. Brennan & Prediger 1981.
Coefficient brennan_prediger(const SubjectCounts& counts, double confidence = 0.95);
/// Each rater's own use of the categories is chance; no error is given. Undefined: undefined_no_pairs,
/// undefined_no_variation (one category alone was used). Conger 1980.
Coefficient conger_kappa(const Ratings& ratings);

/// Fleiss' kappa of subjects with the same number of raters each.
struct FleissKappa : Finding {
    std::uint32_t raters = 0;
    Number observed, by_chance, kappa;
    Number se0, z;           ///< for the test that there is no agreement: not for intervals (C6)
    Number se;               ///< over subjects
    std::optional<Interval> interval;   ///< t with n-1 df, at most 1
    std::vector<Number> per_category;   ///< none for a category nobody or everybody used
    Number se0_category;     ///< the same for each
};
/// Undefined: undefined_no_pairs, undefined_unequal_raters, undefined_no_variation. Fleiss 1971; Fleiss, Nee & Landis 1979.
FleissKappa fleiss_kappa(const SubjectCounts& counts, double confidence = 0.95);

}  // namespace lika::engine::consistency
