// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// A vignette exercise: the same written cases, banded by many raters, and the band a panel agreed on. `bands` has the
/// vignettes as subjects (rows) and the raters in columns.
struct VignetteExercise {
    Ratings bands;
    std::vector<std::vector<Code>> of_rater;   ///< for each rater the band of every vignette, no_rating: missing
    std::vector<Code> gold;                    ///< for each vignette
    std::vector<std::size_t> district;         ///< for each rater, 0 the first
    std::size_t districts = 0;
};
/// `categories`: the bands, in order, as numbers.
VignetteExercise vignette_exercise(std::vector<double> categories, std::vector<std::vector<Code>> of_rater,
                                   std::vector<Code> gold, std::vector<std::size_t> district, std::size_t districts);

/// How raters banded one vignette.
struct VignetteBands {
    std::uint64_t n = 0;
    Number mean, deviation;          ///< of the bands as numbers
    Number as_agreed, within_one;    ///< shares, by the panel's band
};
/// How one rater, or the raters of a district, lean: mean of the band minus the panel's, in bands.
struct VignetteRater {
    Number as_agreed, lean;
    Number kappa;   ///< quadratic, to the panel
};
struct VignetteFindings : Finding {
    std::vector<VignetteBands> vignettes;
    std::vector<VignetteRater> raters;
    std::vector<Number> district_leans;   ///< mean over its raters
    Number as_agreed, lean;               ///< over all bands given
    Number alpha;                         ///< Krippendorff's, ordinal; vignettes are its units
    Number pairwise;                      ///< share of pairs of raters who gave a vignette the same band
};
/// Few vignettes make a wide alpha, however many raters: the shares come first. Undefined: undefined_no_observations.
VignetteFindings vignette_findings(const VignetteExercise& exercise);

}  // namespace lika::engine::consistency
