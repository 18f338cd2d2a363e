// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/consistency/groups.h"
#include "engine/consistency/item_bias.h"
#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

/// What one item says of itself: its status where it is not ok, and the fields.
Json item_said(const std::string& status, std::initializer_list<Field> fields) {
    Json result;
    if (status != "ok") result["status"] = status;
    add(result, fields);
    return result;
}

Json item_json(const MantelHaenszel& item) {
    return item_said(item.status, {{"alpha_mh", item.odds_ratio}, {"ln_alpha", item.log_odds},
                                   {"var_ln_alpha", item.variance}, {"ci", item.interval}, {"chi2", item.chi_squared},
                                   {"p", item.p}, {"delta", item.delta}, {"se_delta", item.delta_se}, {"ets", item.ets}});
}

Json item_json(const OrdinalBias& item) {
    return item_said(item.status, {{"chi2", item.chi_squared}, {"p", item.p}, {"smd", item.difference},
                                   {"smd_over_sd", item.in_deviations}, {"ets", item.ets}});
}

Json item_json(const LogisticBias& item) {
    return item_said(item.status, {{"chi2_total", item.chi_total}, {"p_total", item.p_total},
                                   {"chi2_uniform", item.chi_uniform}, {"p_uniform", item.p_uniform},
                                   {"chi2_nonuniform", item.chi_nonuniform}, {"p_nonuniform", item.p_nonuniform},
                                   {"r2_base", item.r2_base}, {"delta_r2_total", item.delta_r2_total},
                                   {"delta_r2_uniform", item.delta_r2_uniform}, {"beta_group", item.beta_group},
                                   {"jg_class", item.jodoin_gierl}});
}

template <class Found>
Json items_said(const Found& found) {
    Json items = Json::array();
    for (const auto& item : found.items) items.push_back(item_json(item));
    return said(found, {{"items", items}});
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
    result.update(item_json(found));
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
    auto result = items_said(found);
    std::vector<std::string> flagged;
    for (const auto item : found.flagged) flagged.push_back(items[item]);
    add(result, {{"flagged", flagged}, {"purification_steps", found.purifications}});
    return result;
}

Json standardised(const WorkedCase& worked) {
    const auto found = standardised_differences(responses_of(worked, binary));
    return said(found, {{"std_p_dif", found.items}});
}

Json mantel(const WorkedCase& worked) { return items_said(ordinal_item_bias(responses_of(worked, any_digit))); }

Json logistic(const WorkedCase& worked) { return items_said(logistic_item_bias(responses_of(worked, binary))); }

Json ordinal_logistic(const WorkedCase& worked) {
    return items_said(ordinal_logistic_item_bias(responses_of(worked, any_digit)));
}

Json samples(const WorkedCase& worked) {
    const auto found = score_difference(worked.numbers("x"), worked.numbers("y"));
    return said(found, {{"d", found.d}, {"g", found.g}, {"se_g", found.g_se}, {"ks_d", found.ks},
                        {"ks_p_asymptotic", found.ks_p}, {"variance_ratio", found.variance_ratio}});
}

Json rate(const Proportion& found) {
    Json result;
    add(result, {{"estimate", found.share}, {"low", low_of(found.wilson)}, {"high", high_of(found.wilson)}});
    return result;
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
