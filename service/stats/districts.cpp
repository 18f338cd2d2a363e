// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/districts.h"

#include <algorithm>
#include <array>

#include "engine/consistency/case_mix.h"
#include "engine/consistency/control_charts.h"
#include "engine/consistency/proportions.h"
#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

std::vector<DistrictShare> shares_of(const WorkedCase& worked) {
    const auto events = worked.whole("events"), n = worked.whole("n");
    need_as_long(events.size(), n.size(), "data.n");
    std::vector<DistrictShare> shares;
    for (std::size_t i = 0; i < n.size(); ++i) {
        if (events[i] > n[i]) throw Malformed{"more_events_than_n", "data.events[" + std::to_string(i) + "]"};
        shares.push_back({events[i], n[i]});
    }
    return shares;
}

std::vector<DistrictCount> counts_of(const WorkedCase& worked) {
    const auto observed = worked.whole("observed");
    const auto expected = worked.numbers("expected");
    need_as_long(observed.size(), expected.size(), "data.expected");
    std::vector<DistrictCount> counts;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        if (!(expected[i] >= 0)) throw Malformed{"below_zero", "data.expected[" + std::to_string(i) + "]"};
        counts.push_back({static_cast<double>(observed[i]), expected[i]});
    }
    return counts;
}

std::vector<double> levels_of(const WorkedCase& worked) {
    if (!worked.has_option("limits")) return {0.95, 0.998};
    const auto levels = WorkedCase{worked.options(), {}}.numbers("limits");
    for (const double level : levels)
        if (!(level > 0 && level < 1)) throw Malformed{"not_a_confidence", "options.limits"};
    return levels;
}

double winsorise_of(const WorkedCase& worked) {
    const double share = worked.option("winsorise", 0.1);
    if (!(share >= 0 && share < 0.5)) throw Malformed{"out_of_range", "options.winsorise"};
    return share;
}

Json funnel(const Funnel& found, bool has_additive) {
    auto result = said(found);
    result["target"] = json_of(found.target);
    if (!found.ratio.empty()) result["ratio"] = json_of(found.ratio);
    result["z"] = json_of(found.z);
    result["z_winsorised"] = json_of(found.z_winsorised);
    result["phi"] = json_of(found.phi);
    result["tau2"] = json_of(found.tau2);
    result["z_additive"] = json_of(found.z_additive);
    result["z_multiplicative"] = json_of(found.z_multiplicative);
    result["limits"] = Json::array();
    for (const auto& limits : found.limits) {
        Json level{{"level", limits.level}};
        add_intervals(level, "exact", limits.exact);
        if (has_additive) add_intervals(level, "additive", limits.additive);
        result["limits"].push_back(level);
    }
    return result;
}

Json funnel_of_shares(const WorkedCase& worked) {
    const auto shares = shares_of(worked);
    const bool is_pooled = !worked.has_option("target") || worked.options().at("target") == "pooled";
    const Number target = is_pooled ? std::nullopt : Number{worked.option("target", 0.0)};
    const double winsorise = winsorise_of(worked);
    auto result = funnel(engine::consistency::funnel_of_shares(shares, levels_of(worked), winsorise, target), true);
    const auto arcsine = funnel_of_arcsines(shares, winsorise, target);
    result["arcsine"] = {{"z", json_of(arcsine.z)}, {"phi", json_of(arcsine.phi)}, {"tau2", json_of(arcsine.tau2)}};
    return result;
}

Json funnel_of_ratios(const WorkedCase& worked) {
    return funnel(funnel_of_counts(counts_of(worked), levels_of(worked), winsorise_of(worked)), false);
}

Json indirect(const WorkedCase& worked) {
    const auto found = indirect_standardisation(counts_of(worked), worked.confidence());
    auto result = said(found);
    std::vector<Number> ratios, p;
    std::vector<std::optional<Interval>> exact, byar;
    for (const auto& one : found.districts) {
        ratios.push_back(one.ratio);
        exact.push_back(one.exact);
        byar.push_back(one.byar);
        p.push_back(one.p);
    }
    result["ratio"] = json_of(ratios);
    add_intervals(result, "exact", exact);
    add_intervals(result, "byar", byar);
    result["p_exact_two_sided"] = json_of(p);
    return result;
}

Json heterogeneity_of(const WorkedCase& worked) {
    const auto found = heterogeneity(shares_of(worked));
    auto result = said(found);
    result["chi2"] = json_of(found.chi_squared);
    result["df"] = json_of(found.df);
    result["p"] = json_of(found.p);
    result["cramer_v"] = json_of(found.cramer_v);
    result["i2"] = json_of(found.i2);
    return result;
}

Json case_mix(const WorkedCase& worked) {
    const Grouping districts{worked, "district"};
    const CaseMix cases{outcomes(worked, "y"), worked.matrix("x"), districts.of, districts.names.size()};
    need_as_long(cases.known.size(), cases.happened.size(), "data.x");
    need_as_long(cases.district.size(), cases.happened.size(), "data.district");
    const auto found = case_mix_ratios(cases);
    auto result = said(found);
    result["coef"] = found.coefficients;
    result["district"] = districts.names;
    Json n = Json::array(), observed = Json::array(), expected = Json::array();
    std::vector<Number> ratios, adjusted, z;
    for (const auto& one : found.districts) {
        n.push_back(one.n);
        observed.push_back(one.observed);
        expected.push_back(one.expected);
        ratios.push_back(one.ratio);
        adjusted.push_back(one.adjusted_share);
        z.push_back(one.z);
    }
    result["n"] = n;
    result["observed"] = observed;
    result["expected"] = expected;
    result["ratio"] = json_of(ratios);
    result["adjusted_rate"] = json_of(adjusted);
    result["z"] = json_of(z);
    result["z_rate"] = json_of(found.city_share);
    return result;
}

Json p_chart(const WorkedCase& worked) {
    const auto found = share_chart(shares_of(worked), worked.option("sigma", 3.0));
    auto result = said(found);
    result["centre"] = json_of(found.centre);
    std::vector<Number> shares, low, high;
    Json signals = Json::array();
    for (const auto& month : found.months) {
        shares.push_back(month.share);
        low.push_back(month.limits ? Number{month.limits->low} : std::nullopt);
        high.push_back(month.limits ? Number{month.limits->high} : std::nullopt);
        signals.push_back(month.is_signal);
    }
    result["p"] = json_of(shares);
    result["lcl"] = json_of(low);
    result["ucl"] = json_of(high);
    result["signal"] = signals;
    return result;
}

Json first_signal(const RunningChart& found) {
    return found.first_signal > 0 ? Json(found.first_signal) : Json();
}

double sigma_of(const WorkedCase& worked) {
    const double sigma = worked.option("sigma", 1.0);
    if (!(sigma > 0)) throw Malformed{"out_of_range", "options.sigma"};
    return sigma;
}

Json cusum_of(const WorkedCase& worked) {
    const auto found = cusum(worked.numbers("values"), worked.option("target", 0.0), sigma_of(worked),
                             worked.option("k", 0.5), worked.option("h", 5.0));
    auto result = said(found);
    result["c_plus"] = found.upper;
    result["c_minus"] = found.lower;
    result["first_signal"] = first_signal(found);
    return result;
}

Json ewma_of(const WorkedCase& worked) {
    const double lambda = worked.option("lambda", 0.1);
    if (!(lambda > 0 && lambda <= 1)) throw Malformed{"out_of_range", "options.lambda"};
    const auto found = ewma(worked.numbers("values"), worked.option("target", 0.0), sigma_of(worked), lambda,
                            worked.option("L", 2.7));
    auto result = said(found);
    result["z"] = found.mean;
    Json low = Json::array(), high = Json::array();
    for (const auto& limits : found.limits) {
        low.push_back(limits.low);
        high.push_back(limits.high);
    }
    result["lcl"] = low;
    result["ucl"] = high;
    result["first_signal"] = first_signal(found);
    return result;
}

Json ra_cusum(const WorkedCase& worked) {
    const auto p = worked.numbers("p");
    const auto happened = outcomes(worked, "y");
    need_as_long(p.size(), happened.size(), "data.y");
    std::vector<RiskedOutcome> risked;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!(p[i] > 0 && p[i] < 1)) throw Malformed{"not_a_probability", "data.p[" + std::to_string(i) + "]"};
        risked.push_back({p[i], happened[i]});
    }
    const double odds = worked.option("or0", 1.0), against = worked.option("or1", 2.0);
    if (!(odds > 0 && against > 0)) throw Malformed{"out_of_range", "options"};
    const auto found = risk_adjusted_cusum(risked, odds, against, worked.option("h", 4.5));
    auto result = said(found);
    result["weight"] = found.weights;
    result["cusum"] = found.upper;
    result["first_signal"] = first_signal(found);
    return result;
}

Json proportions(const WorkedCase& worked) {
    const auto counts = worked.whole("x"), n = worked.whole("n");
    need_as_long(counts.size(), n.size(), "data.n");
    std::vector<Number> shares;
    std::vector<std::optional<Interval>> wilson, exact;
    Finding finding = proportion(0, 1);
    finding.n = 0;
    for (std::size_t i = 0; i < n.size(); ++i) {
        if (counts[i] > n[i]) throw Malformed{"more_events_than_n", "data.x[" + std::to_string(i) + "]"};
        const auto found = proportion(counts[i], n[i], worked.confidence());
        shares.push_back(found.share);
        wilson.push_back(found.wilson);
        exact.push_back(found.exact);
        if (!found.is_ok()) finding.status = found.status;
        finding.n += n[i];
    }
    auto result = said(finding);
    result["p"] = json_of(shares);
    add_intervals(result, "wilson", wilson);
    add_intervals(result, "cp", exact);
    return result;
}

Json mcnemar(const WorkedCase& worked) {
    const auto count = [&](const char* name) {
        if (!worked.data().contains(name)) throw Malformed{"missing", std::string{"data."} + name};
        return WorkedCase{{{name, Json::array({worked.data().at(name)})}}, {}}.whole(name)[0];
    };
    const auto found = direction(count("up"), count("down"), worked.confidence());
    auto result = said(found);
    result["share_up"] = json_of(found.share_up);
    add_interval(result, found.interval);
    result["p_exact"] = json_of(found.p);
    result["chi2_uncorrected"] = json_of(found.chi_squared);
    return result;
}

Json adjusted(const WorkedCase& worked) {
    const auto p = worked.numbers("p");
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!(p[i] >= 0 && p[i] <= 1)) throw Malformed{"not_a_probability", "data.p[" + std::to_string(i) + "]"};
    const auto found = adjust_tests(p, worked.option("q", 0.05));
    auto result = said(found);
    result["adjusted"] = found.adjusted;
    result["n_rejected"] = found.rejected;
    result["adjusted_by"] = found.adjusted_dependent;
    result["adjusted_holm"] = found.adjusted_holm;
    return result;
}

}  // namespace

std::span<const Statistic> district_statistics() {
    static constexpr std::array statistics{
        Statistic{"proportion_ci", proportions},
        Statistic{"mcnemar", mcnemar},
        Statistic{"bh_adjust", adjusted},
        Statistic{"district_heterogeneity", heterogeneity_of},
        Statistic{"funnel_proportion", funnel_of_shares},
        Statistic{"funnel_smr", funnel_of_ratios},
        Statistic{"indirect_standardisation", indirect},
        Statistic{"casemix_oe", case_mix},
        Statistic{"p_chart", p_chart},
        Statistic{"cusum", cusum_of},
        Statistic{"ewma", ewma_of},
        Statistic{"ra_cusum", ra_cusum},
    };
    return statistics;
}

}  // namespace lika::service
