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

std::vector<DistrictShare> shares_of(const WorkedCase& worked, const char* name = "events") {
    const auto events = worked.whole(name), n = worked.whole("n");
    need_as_long(events.size(), n.size(), "data.n");
    std::vector<DistrictShare> shares;
    for (std::size_t i = 0; i < n.size(); ++i) {
        const auto place = "data." + std::string{name} + "[" + std::to_string(i) + "]";
        if (events[i] > n[i]) throw Malformed{"more_events_than_n", place};
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
    auto result = said(found, {{"target", found.target}});
    if (!found.ratio.empty()) add(result, {{"ratio", found.ratio}});
    Json levels = Json::array();
    for (const auto& limits : found.limits) {
        auto& level = levels.emplace_back();
        add(level, {{"level", limits.level}, {"exact", limits.exact}});
        if (has_additive) add(level, {{"additive", limits.additive}});
    }
    add(result, {{"z", found.z}, {"z_winsorised", found.z_winsorised}, {"phi", found.phi}, {"tau2", found.tau2},
                 {"z_additive", found.z_additive}, {"z_multiplicative", found.z_multiplicative}, {"limits", levels}});
    return result;
}

Json funnel_of_shares(const WorkedCase& worked) {
    const auto shares = shares_of(worked);
    const bool is_pooled = !worked.has_option("target") || worked.options().at("target") == "pooled";
    const Number target = is_pooled ? std::nullopt : Number{worked.option("target", 0.0)};
    const double winsorise = winsorise_of(worked);
    auto result = funnel(engine::consistency::funnel_of_shares(shares, levels_of(worked), winsorise, target), true);
    const auto arcsine = funnel_of_arcsines(shares, winsorise, target);
    add(result["arcsine"], {{"z", arcsine.z}, {"phi", arcsine.phi}, {"tau2", arcsine.tau2}});
    return result;
}

Json funnel_of_ratios(const WorkedCase& worked) {
    return funnel(funnel_of_counts(counts_of(worked), levels_of(worked), winsorise_of(worked)), false);
}

Json indirect(const WorkedCase& worked) {
    const auto found = indirect_standardisation(counts_of(worked), worked.confidence());
    return said(found, {{"ratio", column(found.districts, &Standardised::ratio)},
                        {"exact", column(found.districts, &Standardised::exact)},
                        {"byar", column(found.districts, &Standardised::byar)},
                        {"p_exact_two_sided", column(found.districts, &Standardised::p)}});
}

Json heterogeneity_of(const WorkedCase& worked) {
    const auto found = heterogeneity(shares_of(worked));
    return said(found, {{"chi2", found.chi_squared}, {"df", found.df}, {"p", found.p}, {"cramer_v", found.cramer_v},
                        {"i2", found.i2}});
}

Json case_mix(const WorkedCase& worked) {
    const Grouping districts{worked, "district"};
    const CaseMix cases{outcomes(worked, "y"), worked.matrix("x"), districts.of, districts.names.size()};
    need_as_long(cases.known.size(), cases.happened.size(), "data.x");
    need_as_long(cases.district.size(), cases.happened.size(), "data.district");
    const auto found = case_mix_ratios(cases);
    using District = CaseMixRatios::District;
    return said(found, {{"coef", found.coefficients},
                        {"district", districts.names},
                        {"n", column(found.districts, &District::n)},
                        {"observed", column(found.districts, &District::observed)},
                        {"expected", column(found.districts, &District::expected)},
                        {"ratio", column(found.districts, &District::ratio)},
                        {"adjusted_rate", column(found.districts, &District::adjusted_share)},
                        {"z", column(found.districts, &District::z)},
                        {"z_rate", found.city_share}});
}

Json p_chart(const WorkedCase& worked) {
    const auto found = share_chart(shares_of(worked), worked.option("sigma", 3.0));
    std::vector<Number> low, high;
    for (const auto& month : found.months) {
        low.push_back(low_of(month.limits));
        high.push_back(high_of(month.limits));
    }
    using Month = ShareChart::Month;
    return said(found, {{"centre", found.centre}, {"p", column(found.months, &Month::share)}, {"lcl", low}, {"ucl", high},
                        {"signal", column(found.months, &Month::is_signal)}});
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
    return said(found, {{"c_plus", found.upper}, {"c_minus", found.lower}, {"first_signal", first_signal(found)}});
}

Json ewma_of(const WorkedCase& worked) {
    const double lambda = worked.option("lambda", 0.1);
    if (!(lambda > 0 && lambda <= 1)) throw Malformed{"out_of_range", "options.lambda"};
    const auto found = ewma(worked.numbers("values"), worked.option("target", 0.0), sigma_of(worked), lambda,
                            worked.option("L", 2.7));
    return said(found, {{"z", found.mean}, {"lcl", column(found.limits, &Interval::low)},
                        {"ucl", column(found.limits, &Interval::high)}, {"first_signal", first_signal(found)}});
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
    return said(found, {{"weight", found.weights}, {"cusum", found.upper}, {"first_signal", first_signal(found)}});
}

Json proportions(const WorkedCase& worked) {
    std::vector<Number> shares;
    std::vector<std::optional<Interval>> wilson, exact;
    Finding finding = proportion(0, 1);
    finding.n = 0;
    for (const auto& [count, n] : shares_of(worked, "x")) {
        const auto found = proportion(count, n, worked.confidence());
        shares.push_back(found.share);
        wilson.push_back(found.wilson);
        exact.push_back(found.exact);
        if (!found.is_ok()) finding.status = found.status;
        finding.n += n;
    }
    return said(finding, {{"p", shares}, {"wilson", wilson}, {"cp", exact}});
}

Json mcnemar(const WorkedCase& worked) {
    const auto count = [&](const char* name) {
        if (!worked.data().contains(name)) throw Malformed{"missing", std::string{"data."} + name};
        return WorkedCase{{{name, Json::array({worked.data().at(name)})}}, {}}.whole(name)[0];
    };
    const auto found = direction(count("up"), count("down"), worked.confidence());
    return said(found, {{"share_up", found.share_up}, {"ci", found.interval}, {"p_exact", found.p},
                        {"chi2_uncorrected", found.chi_squared}});
}

Json adjusted(const WorkedCase& worked) {
    const auto p = worked.numbers("p");
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!(p[i] >= 0 && p[i] <= 1)) throw Malformed{"not_a_probability", "data.p[" + std::to_string(i) + "]"};
    const auto found = adjust_tests(p, worked.option("q", 0.05));
    return said(found, {{"adjusted", found.adjusted}, {"n_rejected", found.rejected},
                        {"adjusted_by", found.adjusted_dependent}, {"adjusted_holm", found.adjusted_holm}});
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
