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
    auto result = said(found);
    result["pairwise"] = json_of(found.pairwise);
    result["se"] = json_of(found.se);
    add_interval(result, found.interval);
    result["unanimous"] = json_of(found.unanimous);
    result["within_one"] = json_of(found.within_one);
    result["n_complete"] = found.complete;
    result["n_used"] = found.used;
    return result;
}

Json cohen(const WorkedCase& worked) {
    const auto table = worked.table();
    const auto found = cohen_kappa(table, worked.weights(table.categories()), worked.confidence());
    auto result = said(found);
    result["po"] = json_of(found.observed);
    result["pe"] = json_of(found.by_chance);
    result["kappa"] = json_of(found.kappa);
    result["ase"] = json_of(found.ase);
    result["se0"] = json_of(found.se0);
    result["z"] = json_of(found.z);
    add_interval(result, found.interval);
    return result;
}

Json fleiss(const WorkedCase& worked) {
    const auto found = fleiss_kappa(worked.counts(), worked.confidence());
    auto result = said(found);
    result["raters"] = found.raters;
    result["pa"] = json_of(found.observed);
    result["pe"] = json_of(found.by_chance);
    result["kappa"] = json_of(found.kappa);
    result["se0"] = json_of(found.se0);
    result["z"] = json_of(found.z);
    result["per_category"] = json_of(found.per_category);
    result["se0_category"] = json_of(found.se0_category);
    result["se"] = json_of(found.se);
    add_interval(result, found.interval);
    return result;
}

Json coefficient(const Coefficient& found, const char* name) {
    auto result = said(found);
    result["pa"] = json_of(found.observed);
    result["pe"] = json_of(found.by_chance);
    result[name] = json_of(found.coefficient);
    result["se"] = json_of(found.se);
    add_interval(result, found.interval);
    return result;
}

Json gwet(const WorkedCase& worked) {
    const auto counts = worked.counts();
    return coefficient(gwet_ac(counts, worked.weights(counts.categories().size()), worked.confidence()), "coefficient");
}

Json brennan(const WorkedCase& worked) {
    return coefficient(brennan_prediger(worked.counts(), worked.confidence()), "coefficient");
}

Json conger(const WorkedCase& worked) {
    auto result = coefficient(conger_kappa(worked.ratings()), "kappa");
    for (const auto* none : {"se", "ci_low", "ci_high"}) result.erase(none);
    return result;
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
    auto result = said(found);
    result["alpha"] = json_of(found.alpha);
    result["n_units"] = found.n;
    result["n_values"] = found.values;
    return result;
}

Json krippendorff_plain(const WorkedCase& worked) {
    const auto found = krippendorff_alpha(worked.counts(), metric_of(worked));
    auto result = krippendorff(found);
    if (found.se_gwet) result["se_gwet"] = json_of(found.se_gwet);
    return result;
}

Json krippendorff_resampled(const WorkedCase& worked) {
    const double replicates = worked.option("B", 1000.0), seed = worked.option("seed", 20260302.0);
    if (replicates < 2 || replicates > 1e6) throw Malformed{"out_of_range", "options.B"};
    if (seed < 0 || seed > 9e15) throw Malformed{"out_of_range", "options.seed"};
    const auto found = krippendorff_bootstrap(worked.counts(), metric_of(worked), static_cast<int>(replicates),
                                              static_cast<std::uint64_t>(seed), worked.confidence());
    auto result = krippendorff(found);
    add_interval(result, found.interval);
    result["boot_se"] = json_of(found.boot_se);
    result["seed"] = static_cast<std::uint64_t>(seed);
    return result;
}

Json form_of(const IntraclassForm& form) {
    Json result{{"estimate", json_of(form.estimate)}, {"F", json_of(form.f)},     {"df1", json_of(form.df1)},
                {"df2", json_of(form.df2)},           {"p", json_of(form.p)}};
    add_interval(result, form.interval);
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
    auto result = said(found);
    result["k"] = ms.raters;
    result["ms"] = {{"MSR", ms.between}, {"MSW", ms.within}, {"MSC", ms.between_raters}, {"MSE", ms.error}};
    result["ICC1"] = form_of(found.one);
    result["ICC2"] = form_of(found.agreement);
    result["ICC3"] = form_of(found.consistency);
    result["ICC1k"] = form_of(found.one_mean);
    result["ICC2k"] = form_of(found.agreement_mean);
    result["ICC3k"] = form_of(found.consistency_mean);
    return result;
}

Json sem(const WorkedCase& worked) {
    const auto found = measurement_error(squares_of(worked), worked.confidence());
    auto result = said(found);
    result["var_subject"] = json_of(found.of_subjects);
    result["var_rater"] = json_of(found.of_raters);
    result["var_residual"] = json_of(found.residual);
    result["sem_agreement"] = json_of(found.agreement);
    result["sem_consistency"] = json_of(found.consistency);
    result["sdc_agreement"] = json_of(found.detectable_agreement);
    result["sdc_consistency"] = json_of(found.detectable_consistency);
    return result;
}

Json cronbach(const WorkedCase& worked) {
    const auto found = cronbach_alpha(worked.scores(), worked.confidence());
    auto result = said(found);
    result["k"] = found.items;
    result["raw_alpha"] = json_of(found.raw);
    result["std_alpha"] = json_of(found.standardised);
    add_interval(result, found.interval);
    result["alpha_if_deleted"] = json_of(found.if_deleted);
    result["corrected_item_total"] = json_of(found.corrected_item_total);
    result["mean_interitem_r"] = json_of(found.mean_correlation);
    return result;
}

Json kendall(const WorkedCase& worked) {
    const auto found = kendall_w(worked.scores(), worked.option("correct_ties", true));
    auto result = said(found);
    result["W"] = json_of(found.w);
    result["chi2"] = json_of(found.chi_squared);
    result["df"] = json_of(found.df);
    result["p"] = json_of(found.p);
    return result;
}

Json bland(const WorkedCase& worked) {
    const auto scores = worked.scores();
    if (scores.columns() != 2) throw Malformed{"not_two_raters", "data"};
    const auto found = bland_altman(scores, worked.option("multiplier", 1.96), worked.confidence());
    auto result = said(found);
    result["bias"] = json_of(found.bias);
    result["sd"] = json_of(found.deviation);
    result["loa_low"] = found.limits ? Json(found.limits->low) : Json();
    result["loa_high"] = found.limits ? Json(found.limits->high) : Json();
    result["bias_ci_low"] = found.bias_interval ? Json(found.bias_interval->low) : Json();
    result["bias_ci_high"] = found.bias_interval ? Json(found.bias_interval->high) : Json();
    result["se_loa_approx"] = json_of(found.limits_se);
    return result;
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
