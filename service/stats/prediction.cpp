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
    auto result = said(found);
    result["auc"] = json_of(found.auc);
    result["se"] = json_of(found.se);
    add_interval(result, found.interval);
    result["n_pos"] = found.positives;
    result["n_neg"] = found.negatives;
    return result;
}

Json hanley(const WorkedCase& worked) {
    const auto found = auc_hanley_mcneil(scored(worked));
    auto result = said(found);
    result["auc"] = json_of(found.auc);
    result["se"] = json_of(found.se);
    return result;
}

Json comparison(const AucComparison& found) {
    auto result = said(found);
    result["auc1"] = json_of(found.first);
    result["auc2"] = json_of(found.second);
    result["se1"] = json_of(found.first_se);
    result["se2"] = json_of(found.second_se);
    result["z"] = json_of(found.z);
    result["p"] = json_of(found.p);
    return result;
}

Json paired(const WorkedCase& worked) {
    const auto first = scored(worked, "score1"), second = scored(worked, "score2");
    const auto found = compare_auc_paired(first.happened, first.scores, second.scores);
    auto result = comparison(found);
    result["cov"] = json_of(found.covariance);
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
    result["groups"] = groups.names;
    result["p_welch"] = json_of(found.welch_p);
    return result;
}

Json calibration_json(const Calibration& found) {
    auto result = said(found);
    result["brier"] = json_of(found.brier);
    result["scaled_brier"] = json_of(found.scaled_brier);
    result["oe_ratio"] = json_of(found.observed_expected);
    result["citl"] = json_of(found.in_the_large);
    result["citl_se"] = json_of(found.in_the_large_se);
    result["intercept"] = json_of(found.intercept);
    result["slope"] = json_of(found.slope);
    result["slope_se"] = json_of(found.slope_se);
    result["spiegelhalter_z"] = json_of(found.spiegelhalter_z);
    result["auc"] = json_of(found.auc);
    return result;
}

std::vector<double> within(std::vector<double> probabilities, const char* place) {
    for (const double p : probabilities)
        if (!(p > 0 && p < 1)) throw Malformed{"not_a_probability", place};
    return probabilities;
}

/// Kind `probabilities`: `outcome` and `p` (or `probability`, `score`).
Json calibration_of_probabilities(const WorkedCase& worked) {
    for (const auto* name : {"p", "probability", "probabilities", "predicted", "score"}) {
        if (!worked.data().is_object() || !worked.data().contains(name)) continue;
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
    return worked.data().is_object() && worked.data().contains("train") ? calibration_of_model(worked)
                                                                       : calibration_of_probabilities(worked);
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
    auto result = said(curve);
    Json time = Json::array(), at_risk = Json::array(), events = Json::array(), survival = Json::array();
    std::vector<Number> se;
    std::vector<std::optional<Interval>> log_log, log_limits;
    for (const auto& step : curve.steps) {
        time.push_back(step.time);
        at_risk.push_back(step.at_risk);
        events.push_back(step.events);
        survival.push_back(step.survival);
        se.push_back(step.se);
        log_log.push_back(step.log_log);
        log_limits.push_back(step.log_limits);
    }
    result["time"] = time;
    result["n_risk"] = at_risk;
    result["n_event"] = events;
    result["surv"] = survival;
    result["se"] = json_of(se);
    add_intervals(result, "loglog", log_log);
    add_intervals(result, "log", log_limits);
    result["median"] = json_of(curve.median);
    return result;
}

Json logrank(const WorkedCase& worked) {
    const Grouping groups{worked, "group"};
    const auto times = durations(worked);
    need_as_long(groups.of.size(), times.size(), "data.group");
    const auto found = log_rank(times, groups.of, groups.names.size());
    auto result = said(found);
    result["groups"] = groups.names;
    result["observed"] = found.observed;
    result["expected"] = found.expected;
    result["chi2"] = json_of(found.chi_squared);
    result["df"] = json_of(found.df);
    result["p"] = json_of(found.p);
    return result;
}

Json harrell(const WorkedCase& worked) {
    const auto times = durations(worked);
    const auto scores = worked.numbers("score");
    need_as_long(scores.size(), times.size(), "data.score");
    const auto found = harrell_c(times, scores);
    auto result = said(found);
    result["c"] = json_of(found.c);
    result["se"] = json_of(found.se);
    result["concordant"] = found.concordant;
    result["discordant"] = found.discordant;
    result["tied_score"] = found.tied_score;
    return result;
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
