// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/variance.h"

#include <array>

#include "engine/consistency/omega.h"
#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

Likelihood likelihood_of(const WorkedCase& worked) {
    const auto method = worked.option("method", "REML");
    if (method != "REML" && method != "ML") throw Malformed{"unknown_method", "options.method"};
    return method == "ML" ? Likelihood::full : Likelihood::restricted;
}

/// `kinds` are lists of the group of each value.
Grouped grouped(const WorkedCase& worked, std::initializer_list<const char*> kinds) {
    Grouped data{worked.numbers("y"), {}, {}};
    for (const auto* kind : kinds) {
        data.group.push_back(Grouping{worked, kind}.of);
        need_as_long(data.group.back().size(), data.values.size(), kind);
    }
    return data;
}

Json partition(const WorkedCase& worked) {
    const auto found = partition_variance(grouped(worked, {"group"}), likelihood_of(worked), worked.confidence());
    auto result = said(found);
    result["groups"] = Grouping{worked, "group"}.names.size();
    result["mu"] = found.is_ok() ? Json(found.coefficients[0]) : Json();
    result["se_mu"] = found.is_ok() ? Json(found.coefficient_errors[0]) : Json();
    result["tau2"] = found.is_ok() ? Json(found.groups[0].variance) : Json();
    result["sigma2"] = json_of(found.residual);
    result["icc"] = json_of(found.between);
    add_interval(result, found.between_interval);
    result["minus2ll"] = json_of(found.criterion);
    return result;
}

/// `x`: one number a value, or a row of them.
std::vector<std::vector<double>> predictors(const WorkedCase& worked) {
    const auto& x = worked.data().contains("x") ? worked.data().at("x") : Json{};
    if (x.is_array() && !x.empty() && x[0].is_array()) return worked.matrix("x");
    std::vector<std::vector<double>> rows;
    for (const double one : worked.numbers("x")) rows.push_back({one});
    return rows;
}

Json adjusted_partition(const WorkedCase& worked) {
    auto data = grouped(worked, {"group"});
    data.known = predictors(worked);
    need_as_long(data.known.size(), data.values.size(), "data.x");
    const auto found = partition_variance(data, likelihood_of(worked));
    auto result = said(found);
    result["groups"] = Grouping{worked, "group"}.names.size();
    for (std::size_t j = 0; j <= data.known.front().size(); ++j) {
        const auto number = std::to_string(j);
        result["beta" + number] = found.is_ok() ? Json(found.coefficients[j]) : Json();
        result["se_beta" + number] = found.is_ok() ? Json(found.coefficient_errors[j]) : Json();
    }
    result["tau2"] = found.is_ok() ? Json(found.groups[0].variance) : Json();
    result["sigma2"] = json_of(found.residual);
    result["icc_conditional"] = json_of(found.between);
    add_interval(result, found.between_interval);
    if (!found.is_ok()) return result;
    result["blup"] = found.groups[0].effects;
    result["blup_cond_sd"] = found.groups[0].errors;
    return result;
}

/// Counts by group: `events` (or `y`) of `n`, or one `y` of 0 or 1 a case; with `group`, those of one group are added up.
std::vector<DistrictShare> shares_by_group(const WorkedCase& worked) {
    const auto events = worked.whole(worked.data().contains("events") ? "events" : "y");
    const auto n = worked.data().contains("n") ? worked.whole("n") : std::vector<std::uint64_t>(events.size(), 1);
    need_as_long(n.size(), events.size(), "data.n");
    std::vector<std::size_t> group(events.size());
    for (std::size_t i = 0; i < group.size(); ++i) group[i] = i;
    if (worked.data().contains("group")) group = Grouping{worked, "group"}.of;
    need_as_long(group.size(), events.size(), "data.group");
    std::vector<DistrictShare> shares(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i] > n[i]) throw Malformed{"more_events_than_n", "data.n[" + std::to_string(i) + "]"};
        shares[group[i]].events += events[i];
        shares[group[i]].n += n[i];
    }
    return shares;
}

Json logistic_partition(const WorkedCase& worked) {
    const double points = worked.option("nAGQ", worked.option("method", "AGQ") == "Laplace" ? 1.0 : 25.0);
    if (!(points >= 1 && points <= 100)) throw Malformed{"out_of_range", "options.nAGQ"};
    const auto found = partition_shares(shares_by_group(worked), static_cast<int>(points), worked.confidence());
    auto result = said(found);
    result["groups"] = found.groups;
    result["beta0"] = json_of(found.intercept);
    result["tau2"] = json_of(found.between);
    result["vpc_latent"] = json_of(found.latent_share);
    result["mor"] = json_of(found.median_odds_ratio);
    const auto limits = [&](const char* name, const std::optional<Interval>& interval) {
        result[std::string{name} + "_low"] = interval ? Json(interval->low) : Json();
        result[std::string{name} + "_high"] = interval ? Json(interval->high) : Json();
    };
    limits("tau2", found.between_interval);
    limits("vpc_latent", found.latent_interval);
    limits("mor", found.ratio_interval);
    result["minus2ll"] = json_of(found.criterion);
    return result;
}

/// Data `a` is what is measured, `b` who or what measures it.
Json crossed(const WorkedCase& worked) {
    const auto found = partition_variance(grouped(worked, {"a", "b"}), likelihood_of(worked));
    auto result = said(found);
    const auto shown = [&](double number) { return found.is_ok() ? Json(number) : Json(); };
    const double a = found.is_ok() ? found.groups[0].variance : 0, b = found.is_ok() ? found.groups[1].variance : 0;
    const double rest = found.residual.value_or(1);
    result["mu"] = found.is_ok() ? Json(found.coefficients[0]) : Json();
    result["var_a"] = shown(a);
    result["var_b"] = shown(b);
    result["var_res"] = json_of(found.residual);
    result["reml_criterion"] = json_of(found.criterion);
    result["g_single_absolute"] = shown(a / (a + b + rest));
    result["g_single_relative"] = shown(a / (a + rest));
    return result;
}

Json omega(const WorkedCase& worked) {
    const auto found = omega_total(worked.scores());
    auto result = said(found);
    result["loadings"] = found.loadings;
    result["uniqueness"] = found.uniqueness;
    result["omega_total"] = json_of(found.total);
    if (found.worst_start) result["omega_of_another_maximum"] = json_of(found.worst_start);
    return result;
}

}  // namespace

std::span<const Statistic> variance_statistics() {
    static constexpr std::array statistics{
        Statistic{"variance_partition", partition},
        Statistic{"variance_partition_adjusted", adjusted_partition},
        Statistic{"variance_partition_logistic", logistic_partition},
        Statistic{"variance_crossed", crossed},
        Statistic{"omega_total_1f", omega},
    };
    return statistics;
}

}  // namespace lika::service
