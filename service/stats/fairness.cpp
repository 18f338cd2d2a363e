// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/consistency/groups.h"
#include "engine/consistency/item_bias.h"
#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

Json mantel_haenszel_json(const MantelHaenszel& found) {
    Json result;
    if (!found.is_ok()) result["status"] = found.status;
    result["alpha_mh"] = json_of(found.odds_ratio);
    result["ln_alpha"] = json_of(found.log_odds);
    result["var_ln_alpha"] = json_of(found.variance);
    add_interval(result, found.interval);
    result["chi2"] = json_of(found.chi_squared);
    result["p"] = json_of(found.p);
    result["delta"] = json_of(found.delta);
    result["se_delta"] = json_of(found.delta_se);
    result["ets"] = found.ets.empty() ? Json() : Json(found.ets);
    return result;
}

Json tables(const WorkedCase& worked) {
    std::vector<FourCounts> strata;
    for (const auto& row : worked.matrix("tables")) {
        if (row.size() != 4) throw Malformed{"not_four_counts", "data.tables"};
        for (const double count : row)
            if (!(count >= 0)) throw Malformed{"not_a_count", "data.tables"};
        strata.push_back({row[0], row[1], row[2], row[3]});
    }
    const auto found = mantel_haenszel(strata, worked.option("continuity", true), worked.confidence());
    auto result = said(found);
    result.update(mantel_haenszel_json(found));
    return result;
}

/// Kinds `binary_items` and `ordinal_items`: a digit an item and person; "." or "-" is missing.
ItemResponses responses_of(const WorkedCase& worked, Code highest) {
    const auto rows = worked.words("rows"), groups = worked.words("group"), items = worked.words("items");
    need_as_long(groups.size(), rows.size(), "data.group");
    const auto reference = worked.option("reference", ""), focal = worked.option("focal", "");
    ItemResponses responses{items.size(), {}, {}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto place = "data.rows[" + std::to_string(i) + "]";
        need_as_long(rows[i].size(), items.size(), place.c_str());
        for (const char digit : rows[i]) {
            const bool is_missing = digit == '.' || digit == '-' || digit == ' ';
            if (!is_missing && (digit < '0' || digit > '0' + highest)) throw Malformed{"not_a_rating", place};
            responses.ratings.push_back(is_missing ? no_rating : static_cast<Code>(digit - '0'));
        }
        responses.groups.push_back(groups[i] == reference ? Group::reference : groups[i] == focal ? Group::focal : Group::other);
    }
    return responses;
}

constexpr Code binary = 1, any_digit = 9;

Json item_bias_of(const WorkedCase& worked) {
    const auto items = worked.words("items");
    const auto found = item_bias(responses_of(worked, binary), worked.option("continuity", true), worked.option("alpha", 0.05),
                                 worked.option("purify", false));
    auto result = said(found);
    result["items"] = Json::array();
    for (const auto& item : found.items) result["items"].push_back(mantel_haenszel_json(item));
    result["flagged"] = Json::array();
    for (const auto item : found.flagged) result["flagged"].push_back(items[item]);
    result["purification_steps"] = found.purifications;
    return result;
}

Json standardised(const WorkedCase& worked) {
    const auto found = standardised_differences(responses_of(worked, binary));
    auto result = said(found);
    result["std_p_dif"] = json_of(found.items);
    return result;
}

Json mantel(const WorkedCase& worked) {
    const auto found = ordinal_item_bias(responses_of(worked, any_digit));
    auto result = said(found);
    result["items"] = Json::array();
    for (const auto& item : found.items) {
        Json one;
        if (item.status != "ok") one["status"] = item.status;
        one["chi2"] = json_of(item.chi_squared);
        one["p"] = json_of(item.p);
        one["smd"] = json_of(item.difference);
        one["smd_over_sd"] = json_of(item.in_deviations);
        one["ets"] = item.ets.empty() ? Json() : Json(item.ets);
        result["items"].push_back(one);
    }
    return result;
}

Json logistic_json(const LogisticItemBias& found) {
    auto result = said(found);
    result["items"] = Json::array();
    for (const auto& item : found.items) {
        Json one;
        if (item.status != "ok") one["status"] = item.status;
        one["chi2_total"] = json_of(item.chi_total);
        one["p_total"] = json_of(item.p_total);
        one["chi2_uniform"] = json_of(item.chi_uniform);
        one["p_uniform"] = json_of(item.p_uniform);
        one["chi2_nonuniform"] = json_of(item.chi_nonuniform);
        one["p_nonuniform"] = json_of(item.p_nonuniform);
        one["r2_base"] = json_of(item.r2_base);
        one["delta_r2_total"] = json_of(item.delta_r2_total);
        one["delta_r2_uniform"] = json_of(item.delta_r2_uniform);
        one["beta_group"] = json_of(item.beta_group);
        one["jg_class"] = item.jodoin_gierl.empty() ? Json() : Json(item.jodoin_gierl);
        result["items"].push_back(one);
    }
    return result;
}

Json logistic(const WorkedCase& worked) { return logistic_json(logistic_item_bias(responses_of(worked, binary))); }

Json ordinal_logistic(const WorkedCase& worked) {
    return logistic_json(ordinal_logistic_item_bias(responses_of(worked, any_digit)));
}

Json samples(const WorkedCase& worked) {
    const auto found = score_difference(worked.numbers("x"), worked.numbers("y"));
    auto result = said(found);
    result["d"] = json_of(found.d);
    result["g"] = json_of(found.g);
    result["se_g"] = json_of(found.g_se);
    result["ks_d"] = json_of(found.ks);
    result["ks_p_asymptotic"] = json_of(found.ks_p);
    result["variance_ratio"] = json_of(found.variance_ratio);
    return result;
}

Json rate(const Proportion& found) {
    return {{"estimate", json_of(found.share)},
            {"low", found.wilson ? Json(found.wilson->low) : Json()},
            {"high", found.wilson ? Json(found.wilson->high) : Json()}};
}

Json rates_by_group(const WorkedCase& worked) {
    const auto happened = outcomes(worked, "outcome");
    const auto scores = worked.numbers("score");
    const Grouping groups{worked, "group"};
    need_as_long(scores.size(), happened.size(), "data.score");
    need_as_long(groups.of.size(), happened.size(), "data.group");
    if (!worked.has_option("threshold")) throw Malformed{"missing", "options.threshold"};
    Json result{{"status", "ok"}, {"form", "error rates of a cut-off by group, Wilson intervals"}, {"n", happened.size()}};
    for (std::size_t group = 0; group < groups.names.size(); ++group) {
        std::vector<bool> own;
        std::vector<double> own_scores;
        for (std::size_t i = 0; i < happened.size(); ++i) {
            if (groups.of[i] != group) continue;
            own.push_back(happened[i]);
            own_scores.push_back(scores[i]);
        }
        const auto found = error_rates(own, own_scores, worked.option("threshold", 0.0), worked.confidence());
        const auto& name = groups.names[group];
        result[name.is_string() ? name.get<std::string>() : name.dump()] = {
            {"tp", found.true_positive},    {"fp", found.false_positive},
            {"fn", found.false_negative},   {"tn", found.true_negative},
            {"tpr", rate(found.sensitivity)}, {"fpr", rate(found.false_alarms)},
            {"ppv", rate(found.positive_value)}, {"npv", rate(found.negative_value)}};
    }
    return result;
}

}  // namespace

std::span<const Statistic> fairness_statistics() {
    static constexpr std::array statistics{
        Statistic{"mh_tables", tables},
        Statistic{"mh_dif", item_bias_of},
        Statistic{"std_p_dif", standardised},
        Statistic{"mantel_ordinal", mantel},
        Statistic{"logistic_dif", logistic},
        Statistic{"ordinal_logistic_dif", ordinal_logistic},
        Statistic{"smd_ks", samples},
        Statistic{"error_rates_by_group", rates_by_group},
    };
    return statistics;
}

}  // namespace lika::service
