// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// Of fewer raters nothing is told, so that no figure is one worker's.
constexpr std::size_t fewest_raters = 5;

/// Levels given to the same vignettes, and the panel's, by place from the lowest. Nobody may have answered.
struct ExerciseAnswers {
    std::size_t levels = 0;
    std::vector<std::vector<Code>> of_rater;   ///< for each rater the level of every vignette, no_rating: not done
    std::vector<Code> gold;                    ///< for each vignette
    std::vector<std::size_t> district;         ///< for each rater, 0 the first
    std::size_t districts = 0;
};

/// One number with its interval.
struct Measured : Finding {
    Number value;
    std::optional<Interval> interval;
};

/// How the raters of the city, of a district, or of one vignette did against the panel. Status too_few (under fewest_raters) or
/// suppressed (it would tell another that is): then there are no numbers, and `n` is 0.
struct ExerciseGroup : Finding {   ///< `n`: raters with one vignette done at least
    std::uint64_t answers = 0;     ///< vignettes done, over all raters
    Measured as_agreed;            ///< share of the answers at the panel's level
    Measured one_apart;            ///< share one level from it
    /// Mean over raters of level minus the panel's, in levels. Undefined (undefined_no_variation) where all lean alike: no
    /// interval can be made, and there is no number without one.
    Measured lean;
};

struct ExerciseFigures {
    ExerciseGroup city;
    std::vector<ExerciseGroup> districts, vignettes;
    Measured alpha;   ///< Krippendorff's, ordinal; vignettes are its units, drawn again for the interval
};

/// Shares have Clopper and Pearson's interval with each rater worth one answer: answers of one rater are not independent (Korn &
/// Graubard 1998). The lean's is Student's t over raters. `seed` of alpha's bootstrap.
ExerciseFigures exercise_figures(const ExerciseAnswers& exercise, std::uint64_t seed);

/// Which of groups of raters may be told beside the whole: "ok"; "too_few": under fewest_raters; "suppressed": the smallest
/// others, as many as it takes that what is missing to the whole is of two groups and fewest_raters raters.
std::vector<std::string> told_groups(const std::vector<std::vector<std::size_t>>& raters_of_group);

}  // namespace lika::engine::consistency
