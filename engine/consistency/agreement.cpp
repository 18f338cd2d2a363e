// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/agreement.h"

#include <algorithm>
#include <cmath>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

double of(std::uint64_t count) {
    return static_cast<double>(count);
}

/// Subjects with a rating, and with two or more.
struct Rated {
    explicit Rated(const SubjectCounts& counts) {
        for (std::size_t i = 0; i < counts.patterns(); ++i) {
            if (counts.raters(i) >= 1) any += counts.times(i);
            if (counts.raters(i) >= 2) twice += counts.times(i);
        }
    }
    std::uint64_t any = 0, twice = 0;
};

/// The share of pairs of raters of a subject that agree, as far as the weights say.
double shared(std::span<const std::uint32_t> counts, std::uint32_t raters, const Weights& weights) {
    double pairs = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (counts[k] == 0) continue;
        double near = 0;
        for (std::size_t l = 0; l < counts.size(); ++l) near += weights(k, l) * counts[l];
        pairs += counts[k] * (near - 1);
    }
    return pairs / (static_cast<double>(raters) * (raters - 1));
}

/// Mean over the subjects with two ratings or more.
double mean_shared(const SubjectCounts& counts, const Weights& weights, const Rated& rated) {
    double sum = 0;
    for (std::size_t i = 0; i < counts.patterns(); ++i)
        if (counts.raters(i) >= 2)
            sum += of(counts.times(i)) * shared(counts.pattern(i), counts.raters(i), weights);
    return sum / of(rated.twice);
}

/// Mean over subjects of the share of their raters that chose each category.
std::vector<double> mean_use(const SubjectCounts& counts, const Rated& rated) {
    std::vector<double> use(counts.categories().size());
    for (std::size_t i = 0; i < counts.patterns(); ++i)
        for (std::size_t k = 0; k < use.size() && counts.raters(i) > 0; ++k)
            use[k] += of(counts.times(i)) * counts.pattern(i)[k] / counts.raters(i);
    for (double& share : use) share /= of(rated.any);
    return use;
}

/// The standard error of a mean of `part(pattern)` over subjects, about `centre`.
template <class Part>
double error_over_subjects(const SubjectCounts& counts, std::uint64_t n, double centre, Part part) {
    double squares = 0;
    for (std::size_t i = 0; i < counts.patterns(); ++i) {
        if (counts.raters(i) == 0) continue;
        const double apart = part(i) - centre;
        squares += of(counts.times(i)) * apart * apart;
    }
    return std::sqrt(squares / (of(n) * (of(n) - 1)));
}

/// Nothing for fewer than two subjects.
template <class Found, class Part>
void give_interval(Found& found, double estimate, const SubjectCounts& counts, double confidence, Part of_subject) {
    if (found.n < 2) return;
    found.se = error_over_subjects(counts, found.n, estimate, of_subject);
    const double reach = detail::two_sided_t(confidence, of(found.n) - 1) * *found.se;
    found.interval = {estimate - reach, std::min(1.0, estimate + reach)};
}

std::uint32_t no_further_than_one(std::span<const std::uint32_t> counts) {
    std::uint32_t pairs = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        pairs += counts[k] * (counts[k] - 1);
        if (k > 0) pairs += 2 * counts[k] * counts[k - 1];
    }
    return pairs;
}

/// Chance agreement that is the same for each subject but for the weighted use of the categories.
struct Chance {
    double expected;
    std::vector<double> per_category;   ///< what a rating in it adds to a subject's own chance; empty: nothing
};

Coefficient beyond(const SubjectCounts& counts, const Weights& weights, const Rated& rated, const Chance& chance,
                   double confidence, Coefficient found) {
    const double pa = mean_shared(counts, weights, rated), pe = chance.expected;
    const double coefficient = (pa - pe) / (1 - pe);
    found.observed = pa;
    found.by_chance = pe;
    found.coefficient = coefficient;
    const double more = of(rated.any) / of(rated.twice);
    const auto of_subject = [&](std::size_t i) {
        const auto raters = counts.raters(i);
        const bool has_pairs = raters >= 2;
        double x = has_pairs ? more * (shared(counts.pattern(i), raters, weights) - pe) / (1 - pe) : 0;
        double own = 0;
        for (std::size_t k = 0; k < chance.per_category.size(); ++k)
            own += chance.per_category[k] * counts.pattern(i)[k] / raters;
        if (!chance.per_category.empty()) x -= 2 * (1 - coefficient) * (own - pe) / (1 - pe);
        return x;
    };
    give_interval(found, coefficient, counts, confidence, of_subject);
    return found;
}

}  // namespace

PercentAgreement percent_agreement(const Ratings& ratings, double confidence) {
    const SubjectCounts counts{ratings};
    const Rated rated{counts};
    PercentAgreement found;
    found.form = "percent agreement, mean over subjects of the share of pairs of raters that agree";
    found.n = rated.any;
    found.used = rated.twice;
    std::uint64_t unanimous = 0;
    double near = 0;
    for (std::size_t i = 0; i < counts.patterns(); ++i) {
        const auto row = counts.pattern(i);
        const double raters = counts.raters(i);
        if (counts.raters(i) >= 2) near += of(counts.times(i)) * no_further_than_one(row) / (raters * (raters - 1));
        if (counts.raters(i) != ratings.raters()) continue;
        found.complete += counts.times(i);
        if (*std::max_element(row.begin(), row.end()) == counts.raters(i)) unanimous += counts.times(i);
    }
    if (rated.twice == 0) return undefined(found, "undefined_no_pairs");
    const auto same = Weights::identity(counts.categories().size());
    const double pa = mean_shared(counts, same, rated), more = of(rated.any) / of(rated.twice);
    found.pairwise = pa;
    found.within_one = near / of(rated.twice);
    if (found.complete > 0) found.unanimous = of(unanimous) / of(found.complete);
    const auto of_subject = [&](std::size_t i) {
        return counts.raters(i) >= 2 ? more * shared(counts.pattern(i), counts.raters(i), same) : 0;
    };
    give_interval(found, pa, counts, confidence, of_subject);
    return found;
}

Coefficient gwet_ac(const SubjectCounts& counts, const Weights& weights, double confidence) {
    const Rated rated{counts};
    const auto categories = counts.categories().size();
    Coefficient found;
    found.form = weights.sum() == of(categories) ? "Gwet's AC1" : "Gwet's AC2, weighted";
    found.convention = "C16";
    found.n = rated.any;
    if (rated.twice == 0) return undefined(found, "undefined_no_pairs");
    if (categories < 2) return undefined(found, "undefined_one_category");
    const auto use = mean_use(counts, rated);
    const double scale = weights.sum() / (of(categories) * of(categories - 1));
    Chance chance{0, {}};
    for (const double share : use) {
        chance.expected += scale * share * (1 - share);
        chance.per_category.push_back(scale * (1 - share));
    }
    return beyond(counts, weights, rated, chance, confidence, std::move(found));
}

Coefficient brennan_prediger(const SubjectCounts& counts, double confidence) {
    const Rated rated{counts};
    const auto categories = counts.categories().size();
    Coefficient found;
    found.form = "Brennan and Prediger's coefficient";
    found.n = rated.any;
    if (rated.twice == 0) return undefined(found, "undefined_no_pairs");
    if (categories < 2) return undefined(found, "undefined_one_category");
    return beyond(counts, Weights::identity(categories), rated, {1 / of(categories), {}}, confidence, std::move(found));
}

Coefficient conger_kappa(const Ratings& ratings) {
    const SubjectCounts counts{ratings};
    const Rated rated{counts};
    Coefficient found;
    found.form = "Conger's kappa";
    found.n = rated.any;
    if (rated.twice == 0) return undefined(found, "undefined_no_pairs");
    const auto categories = ratings.categories().size(), raters = ratings.raters();
    std::vector<double> use(raters * categories), own(raters);
    for (std::size_t i = 0; i < ratings.patterns(); ++i)
        for (std::size_t rater = 0; rater < raters; ++rater)
            if (const auto code = ratings.pattern(i)[rater]; code != no_rating) {
                use[rater * categories + code] += of(ratings.times(i));
                own[rater] += of(ratings.times(i));
            }
    if (std::find(own.begin(), own.end(), 0.0) != own.end()) return undefined(found, "undefined_rater_without_ratings");
    double pe = 0;
    for (std::size_t k = 0; k < categories; ++k) {
        double sum = 0, squares = 0;
        for (std::size_t rater = 0; rater < raters; ++rater) {
            const double share = use[rater * categories + k] / own[rater];
            sum += share;
            squares += share * share;
        }
        const double mean = sum / of(raters), variance = (squares - of(raters) * mean * mean) / (of(raters) - 1);
        pe += mean * mean - variance / of(raters);
    }
    const double pa = mean_shared(counts, Weights::identity(categories), rated);
    found.observed = pa;
    found.by_chance = pe;
    if (pe >= 1) return undefined(found, "undefined_no_variation");
    found.coefficient = (pa - pe) / (1 - pe);
    return found;
}

namespace {

/// The raters of each subject, if they are as many for all; 0: they are not.
std::uint32_t same_raters(const SubjectCounts& counts) {
    for (std::size_t i = 1; i < counts.patterns(); ++i)
        if (counts.raters(i) != counts.raters(0)) return 0;
    return counts.patterns() > 0 ? counts.raters(0) : 0;
}

/// For the hypothesis that raters agree by chance alone.
void test_chance(FleissKappa& found, const std::vector<double>& use, double kappa) {
    const double n = of(found.n), m = found.raters;
    double spread = 0, skew = 0;
    for (const double p : use) {
        spread += p * (1 - p);
        skew += p * (1 - p) * (1 - 2 * p);
    }
    found.se0 = std::sqrt(2 * (spread * spread - skew) / (spread * spread * n * m * (m - 1)));
    found.z = kappa / *found.se0;
    found.se0_category = std::sqrt(2 / (n * m * (m - 1)));
}

std::vector<Number> kappas_of_categories(const SubjectCounts& counts, const std::vector<double>& use, double n, double m) {
    std::vector<Number> kappas;
    for (std::size_t k = 0; k < use.size(); ++k) {
        double apart = 0;
        for (std::size_t i = 0; i < counts.patterns(); ++i)
            apart += of(counts.times(i)) * counts.pattern(i)[k] * (m - counts.pattern(i)[k]);
        const double spread = n * m * (m - 1) * use[k] * (1 - use[k]);
        kappas.push_back(spread > 0 ? Number{1 - apart / spread} : std::nullopt);
    }
    return kappas;
}

}  // namespace

FleissKappa fleiss_kappa(const SubjectCounts& counts, double confidence) {
    const Rated rated{counts};
    FleissKappa found;
    found.form = "Fleiss' kappa";
    found.convention = "C6";
    found.n = rated.any;
    if (rated.twice == 0) return undefined(found, "undefined_no_pairs");
    found.raters = same_raters(counts);
    if (found.raters == 0) return undefined(found, "undefined_unequal_raters");
    const auto use = mean_use(counts, rated);
    const auto same = Weights::identity(use.size());
    const double pa = mean_shared(counts, same, rated);
    double pe = 0;
    for (const double p : use) pe += p * p;
    found.observed = pa;
    found.by_chance = pe;
    if (*std::max_element(use.begin(), use.end()) == 1) return undefined(found, "undefined_no_variation");
    const double kappa = (pa - pe) / (1 - pe);
    found.kappa = kappa;
    test_chance(found, use, kappa);
    found.per_category = kappas_of_categories(counts, use, of(found.n), found.raters);
    const auto of_subject = [&](std::size_t i) {
        double own = 0;
        for (std::size_t k = 0; k < use.size(); ++k) own += counts.pattern(i)[k] * use[k] / found.raters;
        return (shared(counts.pattern(i), found.raters, same) - pe) / (1 - pe) -
               2 * (1 - kappa) * (own - pe) / (1 - pe);
    };
    give_interval(found, kappa, counts, confidence, of_subject);
    return found;
}

}  // namespace lika::engine::consistency
