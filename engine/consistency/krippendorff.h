// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

enum class Metric { nominal, ordinal, interval, ratio };

/// Krippendorff's alpha: any number of raters, any missing. Only subjects with two ratings or more count.
struct KrippendorffAlpha : Finding {
    std::uint64_t values = 0;           ///< ratings of those subjects
    Number alpha;                       ///< below 0 where raters disagree more than chance would
    Number se_gwet;                     ///< nominal and interval alone; Gwet 2011
    std::optional<Interval> interval;   ///< of the bootstrap, when asked for
    Number boot_se;
};
/// Undefined: undefined_no_pairs; undefined_no_variation (one category alone was used, C16). The metric is Krippendorff's own,
/// the ordinal one by what was used (C1, C5). Krippendorff 2004, 2011.
KrippendorffAlpha krippendorff_alpha(const SubjectCounts& counts, Metric metric);

/// With a percentile interval: subjects drawn again, everything computed anew (C14), `replicates` times, from this seed. A
/// replicate without variation is left out. Subjects are drawn by pattern, so that time does not grow with their number.
KrippendorffAlpha krippendorff_bootstrap(const SubjectCounts& counts, Metric metric, int replicates, std::uint64_t seed,
                                         double confidence = 0.95);

}  // namespace lika::engine::consistency
