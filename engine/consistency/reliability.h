// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/ratings.h"

namespace lika::engine::consistency {

/// Of subjects that all raters scored (rows), each rater a column.
struct MeanSquares {
    std::size_t subjects = 0, raters = 0;
    double between = 0;          ///< MSR, subjects
    double within = 0;           ///< MSW
    double between_raters = 0;   ///< MSC
    double error = 0;            ///< MSE
};
/// Of at least two subjects and two raters; others give zeros. Sums are of differences from the first score, so that scores
/// around 1e9 lose nothing (T7).
MeanSquares mean_squares(const Scores& complete);
/// The same from counted ratings, whose categories are whole numbers: exact.
MeanSquares mean_squares(const Ratings& ratings);

/// One form of the intraclass correlation.
struct IntraclassForm {
    Number estimate;      ///< below 0 where raters differ more than subjects
    Number f;             ///< none: infinite
    Number df1, df2, p;
    std::optional<Interval> interval;
};
/// Shrout & Fleiss 1979 with the names of McGraw & Wong 1996, from mean squares, not a mixed model (C7). F and intervals are
/// Shrout and Fleiss' (C2).
struct IntraclassCorrelations : Finding {
    MeanSquares mean_squares;
    IntraclassForm one, agreement, consistency;                  ///< ICC(1), ICC(A,1), ICC(C,1)
    IntraclassForm one_mean, agreement_mean, consistency_mean;   ///< of the mean of all raters
};
/// Of subjects that all raters scored. Undefined: too_few (fewer than two subjects or raters), undefined_no_variation.
IntraclassCorrelations intraclass(const MeanSquares& squares, double confidence = 0.95);

/// How far apart two raters' scores of one subject may be. de Vet 2006.
struct MeasurementError : Finding {
    Number of_subjects, of_raters, residual;      ///< variances; of raters possibly below 0
    Number agreement, consistency;                ///< standard error of measurement
    Number detectable_agreement, detectable_consistency;   ///< smallest detectable change, 95 times in 100
};
/// Undefined: too_few.
MeasurementError measurement_error(const MeanSquares& squares, double confidence = 0.95);

/// Of items (columns) that are summed, by the subjects that have them all (C17).
struct CronbachAlpha : Finding {
    std::size_t items = 0;
    Number raw, standardised, mean_correlation;   ///< the latter two: no constant item
    std::optional<Interval> interval;             ///< Feldt 1965
    std::vector<Number> if_deleted;               ///< with two items there is none
    std::vector<Number> corrected_item_total;
};
/// Undefined: undefined_one_item, too_few (fewer than two subjects), undefined_no_variation. Cronbach 1951.
CronbachAlpha cronbach_alpha(const Scores& scores, double confidence = 0.95);

/// Kendall's coefficient of concordance of raters (columns) who rank the same subjects.
struct KendallW : Finding {
    Number w, chi_squared, df, p;
};
/// Of subjects that all raters scored. Undefined: too_few, undefined_no_variation.
KendallW kendall_w(const Scores& scores, bool correct_ties = true);

/// Differences between two raters of the same subjects, first minus second.
struct BlandAltman : Finding {
    Number bias, deviation;
    std::optional<Interval> bias_interval;   ///< t
    std::optional<Interval> limits;          ///< bias +- multiplier deviations (C18)
    Number limits_se;                        ///< about sqrt(3/n) deviations
};
/// Undefined: too_few (fewer than two subjects). Bland & Altman 1986.
BlandAltman bland_altman(const Scores& of_two, double multiplier = 1.96, double confidence = 0.95);

}  // namespace lika::engine::consistency
