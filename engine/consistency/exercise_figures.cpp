// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/exercise_figures.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/krippendorff.h"
#include "engine/consistency/proportions.h"
#include "engine/consistency/vignettes.h"

namespace lika::engine::consistency {
namespace {

constexpr double confidence = 0.95;
constexpr int replicates = 1000;

Measured share_of(double share, std::uint64_t raters) {
    Measured found;
    found.form = "share, exact interval, a rater worth one answer";
    found.n = raters;
    found.value = share;
    const auto n = static_cast<double>(raters);
    found.interval = clopper_pearson(share * n, n, confidence);
    return found;
}

Measured mean_of(const std::vector<double>& leans) {
    Measured found;
    found.form = "mean over raters of level minus the panel's, t";
    found.n = leans.size();
    const auto n = static_cast<double>(leans.size());
    double sum = 0, squares = 0;
    for (const double lean : leans) sum += lean;
    for (const double lean : leans) squares += (lean - sum / n) * (lean - sum / n);
    if (squares == 0) return undefined(found, "undefined_no_variation");
    const double reach = detail::two_sided_t(confidence, n - 1) * std::sqrt(squares / (n - 1) / n);
    found.value = sum / n;
    found.interval = Interval{sum / n - reach, sum / n + reach};
    return found;
}

std::size_t answers_of(const std::vector<Code>& bands) {
    return bands.size() - static_cast<std::size_t>(std::count(bands.begin(), bands.end(), no_rating));
}

/// Only these raters, and of the vignettes only `at` when one is named.
VignetteExercise part_of(const ExerciseAnswers& whole, const std::vector<std::size_t>& raters, std::optional<std::size_t> at = {}) {
    std::vector<double> categories;
    for (std::size_t i = 0; i < whole.levels; ++i) categories.push_back(static_cast<double>(i));
    std::vector<std::vector<Code>> bands;
    for (const auto rater : raters) {
        const auto& all = whole.of_rater[rater];
        bands.push_back(at ? std::vector<Code>{all[*at]} : all);
    }
    return vignette_exercise(std::move(categories), std::move(bands), at ? std::vector<Code>{whole.gold[*at]} : whole.gold,
                             std::vector<std::size_t>(raters.size(), 0), 1);
}

ExerciseGroup group_of(const VignetteExercise& part) {
    const auto found = vignette_findings(part);
    ExerciseGroup group;
    group.form = found.form;
    group.n = part.of_rater.size();
    group.answers = found.n;
    double near = 0;
    for (const auto& one : found.vignettes) near += one.within_one.value_or(0) * static_cast<double>(one.n);
    std::vector<double> leans;
    for (const auto& rater : found.raters) leans.push_back(*rater.lean);
    group.as_agreed = share_of(*found.as_agreed, group.n);
    group.one_apart = share_of(std::max(0.0, near / static_cast<double>(found.n) - *found.as_agreed), group.n);
    group.lean = mean_of(leans);
    return group;
}

ExerciseGroup group_of(const ExerciseAnswers& whole, const std::string& status, const std::vector<std::size_t>& raters,
                       std::optional<std::size_t> at = {}) {
    if (status == "ok") return group_of(part_of(whole, raters, at));
    ExerciseGroup hidden;
    hidden.status = status;
    for (auto* one : {&hidden.as_agreed, &hidden.one_apart, &hidden.lean}) one->status = status;
    return hidden;
}

Measured alpha_of(const ExerciseAnswers& whole, const std::string& status, const std::vector<std::size_t>& raters, std::uint64_t seed) {
    Measured found;
    found.status = status;
    if (status != "ok") return found;
    const auto alpha = krippendorff_bootstrap(SubjectCounts{part_of(whole, raters).bands}, Metric::ordinal, replicates, seed, confidence);
    static_cast<Finding&>(found) = alpha;
    if (alpha.is_ok() && !alpha.interval) return undefined(found, "undefined_no_variation");
    found.value = alpha.alpha;
    found.interval = alpha.interval;
    return found;
}

/// Raters of every district, and of every vignette, who have something done.
struct Raters {
    std::vector<std::vector<std::size_t>> of_district, of_vignette;
    std::vector<std::size_t> all;
};

Raters raters_of(const ExerciseAnswers& exercise) {
    Raters raters{std::vector<std::vector<std::size_t>>(exercise.districts),
                  std::vector<std::vector<std::size_t>>(exercise.gold.size()),
                  {}};
    for (std::size_t rater = 0; rater < exercise.of_rater.size(); ++rater) {
        const auto& bands = exercise.of_rater[rater];
        if (answers_of(bands) == 0) continue;
        raters.all.push_back(rater);
        raters.of_district[exercise.district[rater]].push_back(rater);
        for (std::size_t i = 0; i < bands.size(); ++i)
            if (bands[i] != no_rating) raters.of_vignette[i].push_back(rater);
    }
    return raters;
}

}  // namespace

std::vector<std::string> told_groups(const std::vector<std::vector<std::size_t>>& raters_of_group) {
    std::vector<std::string> told;
    std::set<std::size_t> missing;
    std::size_t groups = 0;
    const auto hide = [&](std::size_t at, const char* why) {
        told[at] = why;
        missing.insert(raters_of_group[at].begin(), raters_of_group[at].end());
        groups += raters_of_group[at].empty() ? 0 : 1;
    };
    told.resize(raters_of_group.size(), "ok");
    for (std::size_t i = 0; i < told.size(); ++i)
        if (raters_of_group[i].size() < fewest_raters) hide(i, "too_few");
    while (groups > 0 && (groups < 2 || missing.size() < fewest_raters)) {
        std::optional<std::size_t> smallest;
        for (std::size_t i = 0; i < told.size(); ++i)
            if (told[i] == "ok" && (!smallest || raters_of_group[i].size() < raters_of_group[*smallest].size())) smallest = i;
        if (!smallest) break;
        hide(*smallest, "suppressed");
    }
    return told;
}

ExerciseFigures exercise_figures(const ExerciseAnswers& exercise, std::uint64_t seed) {
    const auto raters = raters_of(exercise);
    const std::string whole = raters.all.size() < fewest_raters ? "too_few" : "ok";
    ExerciseFigures figures;
    figures.city = group_of(exercise, whole, raters.all);
    figures.alpha = alpha_of(exercise, whole, raters.all, seed);
    const auto districts = told_groups(raters.of_district), vignettes = told_groups(raters.of_vignette);
    for (std::size_t i = 0; i < districts.size(); ++i)
        figures.districts.push_back(group_of(exercise, districts[i], raters.of_district[i]));
    for (std::size_t i = 0; i < vignettes.size(); ++i)
        figures.vignettes.push_back(group_of(exercise, vignettes[i], raters.of_vignette[i], i));
    return figures;
}

}  // namespace lika::engine::consistency
