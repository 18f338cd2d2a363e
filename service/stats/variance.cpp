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

/// Nothing: the partition is undefined, and has none.
Number at(const std::vector<double>& numbers, std::size_t index) {
    return index < numbers.size() ? Number{numbers[index]} : std::nullopt;
}

Number variance_of(const VariancePartition& found, std::size_t kind = 0) {
    return kind < found.groups.size() ? Number{found.groups[kind].variance} : std::nullopt;
}

Json partition(const WorkedCase& worked) {
    const auto found = partition_variance(grouped(worked, {"group"}), likelihood_of(worked), worked.confidence());
    return said(found, {{"groups", Grouping{worked, "group"}.names.size()}, {"mu", at(found.coefficients, 0)},
                        {"se_mu", at(found.coefficient_errors, 0)}, {"tau2", variance_of(found)}, {"sigma2", found.residual},
                        {"icc", found.between}, {"ci", found.between_interval}, {"minus2ll", found.criterion}});
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
    const auto found = partition_variance(data, likelihood_of(worked), worked.confidence());
    auto result = said(found, {{"groups", Grouping{worked, "group"}.names.size()}});
    const auto predictors_of_each = data.known.empty() ? 0 : data.known.front().size();
    for (std::size_t j = 0; j <= predictors_of_each; ++j) {
        const auto number = std::to_string(j);
        add(result, {{"beta" + number, at(found.coefficients, j)}, {"se_beta" + number, at(found.coefficient_errors, j)}});
    }
    add(result, {{"tau2", variance_of(found)}, {"sigma2", found.residual}, {"icc_conditional", found.between},
                 {"ci", found.between_interval}});
    if (found.is_ok()) add(result, {{"blup", found.groups[0].effects}, {"blup_cond_sd", found.groups[0].errors}});
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
    return said(found, {{"groups", found.groups}, {"beta0", found.intercept}, {"tau2", found.between},
                        {"vpc_latent", found.latent_share}, {"mor", found.median_odds_ratio},
                        {"tau2", found.between_interval}, {"vpc_latent", found.latent_interval},
                        {"mor", found.ratio_interval}, {"minus2ll", found.criterion}});
}

/// Data `a` is what is measured, `b` who or what measures it.
Json crossed(const WorkedCase& worked) {
    const auto found = partition_variance(grouped(worked, {"a", "b"}), likelihood_of(worked));
    const auto a = variance_of(found, 0), b = variance_of(found, 1);
    Number absolute, relative;
    if (found.is_ok()) {
        absolute = *a / (*a + *b + *found.residual);
        relative = *a / (*a + *found.residual);
    }
    return said(found, {{"mu", at(found.coefficients, 0)}, {"var_a", a}, {"var_b", b}, {"var_res", found.residual},
                        {"reml_criterion", found.criterion}, {"g_single_absolute", absolute},
                        {"g_single_relative", relative}});
}

Json omega(const WorkedCase& worked) {
    const auto found = omega_total(worked.scores());
    auto result = said(found, {{"loadings", found.loadings}, {"uniqueness", found.uniqueness},
                               {"omega_total", found.total}});
    if (found.worst_start) add(result, {{"omega_of_another_maximum", found.worst_start}});
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
