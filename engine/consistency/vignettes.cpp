// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/vignettes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/consistency/agreement.h"
#include "engine/consistency/kappa.h"
#include "engine/consistency/krippendorff.h"

namespace lika::engine::consistency {
namespace {

/// Bands given, beside the panel's.
struct Tally {
    explicit Tally(const std::vector<double>& all_bands) : bands(all_bands) {}
    void add(Code given, Code gold) {
        if (given == no_rating) return;
        values.push_back(bands[given]);
        agreed += given == gold ? 1 : 0;
        near += std::abs(static_cast<int>(given) - static_cast<int>(gold)) <= 1 ? 1 : 0;
        leans += static_cast<double>(given) - static_cast<double>(gold);
    }
    Number share(double count) const { return values.empty() ? std::nullopt : Number{count / n()}; }
    double n() const { return static_cast<double>(values.size()); }

    const std::vector<double>& bands;
    std::vector<double> values;
    double agreed = 0, near = 0, leans = 0;
};

VignetteBands of_vignette(const VignetteExercise& exercise, std::size_t at) {
    Tally tally{exercise.bands.categories()};
    for (const auto& rater : exercise.of_rater) tally.add(rater[at], exercise.gold[at]);
    VignetteBands found{tally.values.size(), {}, {}, tally.share(tally.agreed), tally.share(tally.near)};
    double sum = 0, squares = 0;
    for (const double value : tally.values) sum += value;
    found.mean = tally.share(sum);
    for (const double value : tally.values) squares += (value - *found.mean) * (value - *found.mean);
    if (tally.values.size() > 1) found.deviation = std::sqrt(squares / (tally.n() - 1));
    return found;
}

VignetteRater of_rater(const VignetteExercise& exercise, const std::vector<Code>& bands) {
    const auto categories = exercise.bands.categories().size();
    Tally tally{exercise.bands.categories()};
    JointTable table{categories};
    for (std::size_t i = 0; i < bands.size(); ++i) {
        tally.add(bands[i], exercise.gold[i]);
        if (bands[i] != no_rating) ++table.at(bands[i], exercise.gold[i]);
    }
    return {tally.share(tally.agreed), tally.share(tally.leans), cohen_kappa(table, Weights::quadratic(categories)).kappa};
}

std::vector<Number> leans_of_districts(const VignetteExercise& exercise, const std::vector<VignetteRater>& raters) {
    std::vector<double> sums(exercise.districts), counts(exercise.districts);
    for (std::size_t i = 0; i < raters.size(); ++i) {
        if (!raters[i].lean) continue;
        sums[exercise.district[i]] += *raters[i].lean;
        ++counts[exercise.district[i]];
    }
    std::vector<Number> leans;
    for (std::size_t i = 0; i < sums.size(); ++i) leans.push_back(counts[i] > 0 ? Number{sums[i] / counts[i]} : std::nullopt);
    return leans;
}

}  // namespace

VignetteExercise vignette_exercise(std::vector<double> categories, std::vector<std::vector<Code>> of_rater,
                                   std::vector<Code> gold, std::vector<std::size_t> district, std::size_t districts) {
    Ratings bands{std::move(categories), of_rater.size()};
    for (std::size_t vignette = 0; vignette < gold.size(); ++vignette) {
        std::vector<Code> row;
        for (const auto& rater : of_rater) row.push_back(rater[vignette]);
        bands.add(row);
    }
    return {std::move(bands), std::move(of_rater), std::move(gold), std::move(district), districts};
}

VignetteFindings vignette_findings(const VignetteExercise& exercise) {
    VignetteFindings found;
    found.form = "vignette exercise against the panel's bands";
    Tally all{exercise.bands.categories()};
    for (std::size_t i = 0; i < exercise.gold.size(); ++i) {
        found.vignettes.push_back(of_vignette(exercise, i));
        for (const auto& rater : exercise.of_rater) all.add(rater[i], exercise.gold[i]);
    }
    for (const auto& rater : exercise.of_rater) found.raters.push_back(of_rater(exercise, rater));
    found.district_leans = leans_of_districts(exercise, found.raters);
    found.n = all.values.size();
    if (all.values.empty()) return undefined(found, "undefined_no_observations");
    found.as_agreed = all.share(all.agreed);
    found.lean = all.share(all.leans);
    found.alpha = krippendorff_alpha(SubjectCounts{exercise.bands}, Metric::ordinal).alpha;
    found.pairwise = percent_agreement(exercise.bands).pairwise;
    return found;
}

}  // namespace lika::engine::consistency
