// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/prediction.h"

#include <array>
#include <sstream>

#include "engine/consistency/logistic_model.h"
#include "engine/consistency/survival.h"
#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

ScoredOutcomes scored(const WorkedCase& worked, const char* score = "score") {
    ScoredOutcomes found{outcomes(worked, "outcome"), worked.numbers(score)};
    need_as_long(found.scores.size(), found.happened.size(), score);
    return found;
}

Json delong(const WorkedCase& worked) {
    const auto found = auc(scored(worked), worked.confidence());
    return said(found, {{"auc", found.auc}, {"se", found.se}, {"ci", found.interval}, {"n_pos", found.positives},
                        {"n_neg", found.negatives}});
}

Json hanley(const WorkedCase& worked) {
    const auto found = auc_hanley_mcneil(scored(worked));
    return said(found, {{"auc", found.auc}, {"se", found.se}});
}

Json comparison(const AucComparison& found) {
    return said(found, {{"auc1", found.first}, {"auc2", found.second}, {"se1", found.first_se},
                        {"se2", found.second_se}, {"z", found.z}, {"p", found.p}});
}

Json paired(const WorkedCase& worked) {
    const auto first = scored(worked, "score1"), second = scored(worked, "score2");
    const auto found = compare_auc_paired(first.happened, first.scores, second.scores);
    auto result = comparison(found);
    add(result, {{"cov", found.covariance}});
    return result;
}

/// Kind `scores_by_group` of two groups, in the order of their names; or of the ones in options `groups`.
Json unpaired(const WorkedCase& worked) {
    const auto all = scored(worked);
    const Grouping groups{worked, "group"};
    need_as_long(groups.of.size(), all.scores.size(), "data.group");
    if (groups.names.size() != 2) throw Malformed{"not_two_groups", "data.group"};
    ScoredOutcomes of[2];
    for (std::size_t i = 0; i < all.scores.size(); ++i) {
        of[groups.of[i]].happened.push_back(all.happened[i]);
        of[groups.of[i]].scores.push_back(all.scores[i]);
    }
    const auto found = compare_auc_groups(of[0], of[1]);
    auto result = comparison(found);
    add(result, {{"groups", groups.names}, {"p_welch", found.welch_p}});
    return result;
}

Json calibration_json(const Calibration& found) {
    return said(found, {{"brier", found.brier}, {"scaled_brier", found.scaled_brier},
                        {"oe_ratio", found.observed_expected}, {"citl", found.in_the_large},
                        {"citl_se", found.in_the_large_se}, {"intercept", found.intercept}, {"slope", found.slope},
                        {"slope_se", found.slope_se}, {"spiegelhalter_z", found.spiegelhalter_z},
                        {"auc", found.auc}});
}

std::vector<double> within(std::vector<double> probabilities, const char* place) {
    for (const double p : probabilities)
        if (!(p > 0 && p < 1)) throw Malformed{"not_a_probability", place};
    return probabilities;
}

/// Kind `probabilities`: `outcome` and `p` (or `probability`, `score`).
Json calibration_of_probabilities(const WorkedCase& worked) {
    for (const auto* name : {"p", "probability", "probabilities", "predicted", "score"}) {
        if (!worked.data().contains(name)) continue;
        const auto all = scored(worked, name);
        return calibration_json(calibration(all.happened, within(all.scores, name)));
    }
    throw Malformed{"missing", "data.p"};
}

/// A part of the data that has a list a variable, as rows of the variables named, and the outcome.
struct Part {
    Part(const WorkedCase& worked, const char* name, const std::vector<std::string>& variables, const std::string& outcome) {
        if (!worked.data().contains(name)) throw Malformed{"missing", std::string{"data."} + name};
        const WorkedCase part{worked.data().at(name), {}};
        happened = outcomes(part, outcome.c_str());
        known.resize(happened.size());
        for (const auto& variable : variables) {
            const auto values = part.numbers(variable.c_str());
            need_as_long(values.size(), happened.size(), variable.c_str());
            for (std::size_t i = 0; i < values.size(); ++i) known[i].push_back(values[i]);
        }
    }
    std::vector<bool> happened;
    std::vector<std::vector<double>> known;
};

/// Options `model`: "OUTCOME ~ VARIABLE + VARIABLE ...", fitted on `train`, its probabilities tried on `test`.
Json calibration_of_model(const WorkedCase& worked) {
    const auto model = worked.option("model", "");
    std::istringstream stream{model};
    std::string outcome, sign, variable;
    std::vector<std::string> variables;
    stream >> outcome >> sign;
    do {
        stream >> variable;
        variables.push_back(variable);
    } while (stream >> variable && variable == "+");
    if (sign != "~" || variables.front().empty()) throw Malformed{"unknown_model", "options.model"};
    const Part train{worked, "train", variables, outcome}, test{worked, "test", variables, outcome};
    const auto fit = fit_logistic_model(train.happened, train.known);
    if (!fit.is_ok()) return said(fit);
    auto result = calibration_json(calibration(test.happened, fit.probabilities(test.known)));
    result["coef"] = fit.coefficients;
    return result;
}

Json calibrated(const WorkedCase& worked) {
    return worked.data().contains("train") ? calibration_of_model(worked) : calibration_of_probabilities(worked);
}

std::vector<Duration> durations(const WorkedCase& worked) {
    const auto times = worked.numbers("time");
    const auto happened = outcomes(worked, "status");
    need_as_long(happened.size(), times.size(), "data.status");
    std::vector<Duration> found;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (!(times[i] >= 0)) throw Malformed{"below_zero", "data.time[" + std::to_string(i) + "]"};
        found.push_back({times[i], happened[i]});
    }
    return found;
}

Json kaplan(const WorkedCase& worked) {
    const auto curve = kaplan_meier(durations(worked), worked.confidence());
    using Step = SurvivalCurve::Step;
    return said(curve, {{"time", column(curve.steps, &Step::time)},
                        {"n_risk", column(curve.steps, &Step::at_risk)},
                        {"n_event", column(curve.steps, &Step::events)},
                        {"surv", column(curve.steps, &Step::survival)},
                        {"se", column(curve.steps, &Step::se)},
                        {"loglog", column(curve.steps, &Step::log_log)},
                        {"log", column(curve.steps, &Step::log_limits)},
                        {"median", curve.median}});
}

Json logrank(const WorkedCase& worked) {
    const Grouping groups{worked, "group"};
    const auto times = durations(worked);
    need_as_long(groups.of.size(), times.size(), "data.group");
    const auto found = log_rank(times, groups.of, groups.names.size());
    return said(found, {{"groups", groups.names}, {"observed", found.observed}, {"expected", found.expected},
                        {"chi2", found.chi_squared}, {"df", found.df}, {"p", found.p}});
}

Json harrell(const WorkedCase& worked) {
    const auto times = durations(worked);
    const auto scores = worked.numbers("score");
    need_as_long(scores.size(), times.size(), "data.score");
    const auto found = harrell_c(times, scores);
    return said(found, {{"c", found.c}, {"se", found.se}, {"concordant", found.concordant},
                        {"discordant", found.discordant}, {"tied_score", found.tied_score}});
}

}  // namespace

std::span<const Statistic> prediction_statistics() {
    static constexpr std::array statistics{
        Statistic{"auc_delong", delong},
        Statistic{"auc_hanley_mcneil", hanley},
        Statistic{"auc_delong_paired", paired},
        Statistic{"auc_unpaired", unpaired},
        Statistic{"calibration", calibrated},
        Statistic{"calibration_scores", calibration_of_probabilities},
        Statistic{"kaplan_meier", kaplan},
        Statistic{"logrank", logrank},
        Statistic{"harrell_c", harrell},
    };
    return statistics;
}

}  // namespace lika::service
