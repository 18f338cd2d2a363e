// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/agreement.h"

#include <array>

#include "engine/consistency/kappa.h"
#include "engine/consistency/krippendorff.h"
#include "engine/consistency/reliability.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

Json percent(const WorkedCase& worked) {
    const auto found = percent_agreement(worked.ratings(), worked.confidence());
    return said(found, {{"pairwise", found.pairwise}, {"se", found.se}, {"ci", found.interval},
                        {"unanimous", found.unanimous}, {"within_one", found.within_one},
                        {"n_complete", found.complete}, {"n_used", found.used}});
}

Json cohen(const WorkedCase& worked) {
    const auto table = worked.table();
    const auto found = cohen_kappa(table, worked.weights(table.categories()), worked.confidence());
    return said(found, {{"po", found.observed}, {"pe", found.by_chance}, {"kappa", found.kappa}, {"ase", found.ase},
                        {"se0", found.se0}, {"z", found.z}, {"ci", found.interval}});
}

Json fleiss(const WorkedCase& worked) {
    const auto found = fleiss_kappa(worked.counts(), worked.confidence());
    return said(found, {{"raters", found.raters}, {"pa", found.observed}, {"pe", found.by_chance},
                        {"kappa", found.kappa}, {"se0", found.se0}, {"z", found.z},
                        {"per_category", found.per_category}, {"se0_category", found.se0_category},
                        {"se", found.se}, {"ci", found.interval}});
}

Json coefficient(const Coefficient& found) {
    return said(found, {{"pa", found.observed}, {"pe", found.by_chance}, {"coefficient", found.coefficient},
                        {"se", found.se}, {"ci", found.interval}});
}

Json gwet(const WorkedCase& worked) {
    const auto counts = worked.counts();
    return coefficient(gwet_ac(counts, worked.weights(counts.categories().size()), worked.confidence()));
}

Json brennan(const WorkedCase& worked) {
    return coefficient(brennan_prediger(worked.counts(), worked.confidence()));
}

Json conger(const WorkedCase& worked) {
    const auto found = conger_kappa(worked.ratings());
    return said(found, {{"pa", found.observed}, {"pe", found.by_chance}, {"kappa", found.coefficient}});
}

Metric metric_of(const WorkedCase& worked) {
    const auto name = worked.option("metric", "nominal");
    if (name == "nominal") return Metric::nominal;
    if (name == "ordinal") return Metric::ordinal;
    if (name == "interval") return Metric::interval;
    if (name == "ratio") return Metric::ratio;
    throw Malformed{"unknown_metric", "options.metric"};
}

Json krippendorff(const KrippendorffAlpha& found) {
    return said(found, {{"alpha", found.alpha}, {"n_units", found.n}, {"n_values", found.values}});
}

Json krippendorff_plain(const WorkedCase& worked) {
    const auto found = krippendorff_alpha(worked.counts(), metric_of(worked));
    auto result = krippendorff(found);
    if (found.se_gwet) add(result, {{"se_gwet", found.se_gwet}});
    return result;
}

Json krippendorff_resampled(const WorkedCase& worked) {
    const double replicates = worked.option("B", 1000.0), seed = worked.option("seed", 20260302.0);
    if (replicates < 2 || replicates > 1e6) throw Malformed{"out_of_range", "options.B"};
    if (seed < 0 || seed > 9e15) throw Malformed{"out_of_range", "options.seed"};
    const auto found = krippendorff_bootstrap(worked.counts(), metric_of(worked), static_cast<int>(replicates),
                                              static_cast<std::uint64_t>(seed), worked.confidence());
    auto result = krippendorff(found);
    add(result, {{"ci", found.interval}, {"boot_se", found.boot_se}, {"seed", static_cast<std::uint64_t>(seed)}});
    return result;
}

Json form_of(const IntraclassForm& form) {
    Json result;
    add(result, {{"estimate", form.estimate}, {"F", form.f}, {"df1", form.df1}, {"df2", form.df2}, {"p", form.p},
                 {"ci", form.interval}});
    return result;
}

/// Of subjects that every rater scored.
MeanSquares squares_of(const WorkedCase& worked) {
    if (worked.kind() == "patterns") return mean_squares(worked.ratings());
    return mean_squares(worked.scores().complete());
}

Json icc(const WorkedCase& worked) {
    const auto found = intraclass(squares_of(worked), worked.confidence());
    const auto& ms = found.mean_squares;
    const Json squares{{"MSR", ms.between}, {"MSW", ms.within}, {"MSC", ms.between_raters}, {"MSE", ms.error}};
    return said(found, {{"k", ms.raters},
                        {"ms", squares},
                        {"ICC1", form_of(found.one)},
                        {"ICC2", form_of(found.agreement)},
                        {"ICC3", form_of(found.consistency)},
                        {"ICC1k", form_of(found.one_mean)},
                        {"ICC2k", form_of(found.agreement_mean)},
                        {"ICC3k", form_of(found.consistency_mean)}});
}

Json sem(const WorkedCase& worked) {
    const auto found = measurement_error(squares_of(worked), worked.confidence());
    return said(found, {{"var_subject", found.of_subjects}, {"var_rater", found.of_raters},
                        {"var_residual", found.residual}, {"sem_agreement", found.agreement},
                        {"sem_consistency", found.consistency}, {"sdc_agreement", found.detectable_agreement},
                        {"sdc_consistency", found.detectable_consistency}});
}

Json cronbach(const WorkedCase& worked) {
    const auto found = cronbach_alpha(worked.scores(), worked.confidence());
    return said(found, {{"k", found.items}, {"raw_alpha", found.raw}, {"std_alpha", found.standardised},
                        {"ci", found.interval}, {"alpha_if_deleted", found.if_deleted},
                        {"corrected_item_total", found.corrected_item_total},
                        {"mean_interitem_r", found.mean_correlation}});
}

Json kendall(const WorkedCase& worked) {
    const auto found = kendall_w(worked.scores(), worked.option("correct_ties", true));
    return said(found, {{"W", found.w}, {"chi2", found.chi_squared}, {"df", found.df}, {"p", found.p}});
}

Json bland(const WorkedCase& worked) {
    const auto scores = worked.scores();
    if (scores.columns() != 2) throw Malformed{"not_two_raters", "data"};
    const auto found = bland_altman(scores, worked.option("multiplier", 1.96), worked.confidence());
    return said(found, {{"bias", found.bias}, {"sd", found.deviation}, {"loa", found.limits},
                        {"bias_ci", found.bias_interval}, {"se_loa_approx", found.limits_se}});
}

}  // namespace

std::span<const Statistic> agreement_statistics() {
    static constexpr std::array statistics{
        Statistic{"percent_agreement", percent},
        Statistic{"cohen_kappa", cohen},
        Statistic{"fleiss_kappa", fleiss},
        Statistic{"conger_kappa", conger},
        Statistic{"brennan_prediger", brennan},
        Statistic{"gwet_ac", gwet},
        Statistic{"krippendorff_alpha", krippendorff_plain},
        Statistic{"krippendorff_alpha_bootstrap", krippendorff_resampled},
        Statistic{"icc", icc},
        Statistic{"sem_sdc", sem},
        Statistic{"cronbach_alpha", cronbach},
        Statistic{"kendall_w", kendall},
        Statistic{"bland_altman", bland},
    };
    return statistics;
}

}  // namespace lika::service
