// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/disclosure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/consistency/vignettes.h"
#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

constexpr std::size_t largest_table = 2000;

CountTable table_of(const WorkedCase& worked) {
    const auto rows = worked.matrix("values");
    if (rows.empty() || rows.front().empty()) throw Malformed{"empty", "data.values"};
    CountTable table{rows.size(), rows.front().size(), {}};
    if (table.rows * table.columns > largest_table) throw Malformed{"table_too_large", "data.values"};
    for (const auto& row : rows)
        for (const double count : row) {
            if (!(count >= 0 && count == std::floor(count) && count < 9e15)) throw Malformed{"not_a_count", "data.values"};
            table.cells.push_back(static_cast<std::uint64_t>(count));
        }
    return table;
}

/// Row and column.
Json place(std::size_t count, const CountTable& table) { return Json::array({count / table.columns, count % table.columns}); }

Json places(const std::vector<std::size_t>& counts, const CountTable& table) {
    Json list = Json::array();
    for (const auto count : counts) list.push_back(place(count, table));
    return list;
}

Json intervals(const std::vector<HiddenCount>& hidden) {
    Json list = Json::array();
    for (const auto& one : hidden) list.push_back(Json::array({one.interval.low, one.interval.high}));
    return list;
}

Json suppression(const WorkedCase& worked) {
    const double least = worked.option("k", 5.0);
    if (!(least >= 0 && least < 9e15 && least == std::floor(least))) throw Malformed{"not_a_count", "options.k"};
    const auto table = table_of(worked);
    const auto found = suppress(table.release(), static_cast<std::uint64_t>(least), worked.option("zero_is_safe", true));
    auto result = said(found);
    result["primary"] = places(found.primary, table);
    result["primary_only_intervals"] = intervals(found.primary_only);
    Json exposed = Json::array();
    for (const auto& one : found.primary_only)
        if (one.interval.high - one.interval.low < 1e-6) exposed.push_back(place(one.count, table));
    result["primary_only_exposed"] = exposed;
    std::uint64_t sum = 0;
    for (const auto count : found.secondary) sum += table.cells[count];
    result["secondary"] = places(found.secondary, table);
    result["secondary_count"] = found.secondary.size();
    result["secondary_value_sum"] = sum;
    std::vector<std::size_t> hidden;
    for (const auto& one : found.hidden) hidden.push_back(one.count);
    result["suppressed"] = places(hidden, table);
    result["intervals"] = intervals(found.hidden);
    return result;
}

Json rounding(const WorkedCase& worked) {
    const double base = worked.option("base", 5.0);
    if (!(base >= 1 && base <= 1000 && base == std::floor(base))) throw Malformed{"out_of_range", "options.base"};
    const auto table = table_of(worked);
    const auto found = rounded(table, static_cast<std::uint64_t>(base));
    Json cells = Json::array();
    for (std::size_t row = 0; row < table.rows; ++row) {
        cells.push_back(Json::array());
        for (std::size_t column = 0; column < table.columns; ++column)
            cells.back().push_back(found.cells[row * table.columns + column]);
    }
    return {{"status", "ok"}, {"form", "counts and margins rounded independently"}, {"cells", cells},
            {"row_margins", found.row_margins}, {"col_margins", found.column_margins}, {"total", found.total}};
}

Json geometric(const WorkedCase& worked) {
    const auto& data = worked.data();
    if (!data.contains("sensitivity") || !data.at("sensitivity").is_number() || !(data.at("sensitivity").get<double>() > 0))
        throw Malformed{"out_of_range", "data.sensitivity"};
    Json by_epsilon = Json::array();
    for (const double epsilon : worked.numbers("epsilon")) {
        if (!(epsilon > 0)) throw Malformed{"out_of_range", "data.epsilon"};
        const GeometricNoise noise{epsilon, data.at("sensitivity").get<double>()};
        Json mass = Json::array();
        for (const double k : worked.numbers("support")) mass.push_back(noise.mass(static_cast<std::int64_t>(k)));
        by_epsilon.push_back({{"epsilon", epsilon}, {"alpha", noise.alpha}, {"pmf", mass}, {"variance", noise.variance()},
                              {"p_abs_gt_5", noise.beyond(5)}});
    }
    return {{"status", "ok"}, {"form", "two-sided geometric noise"}, {"by_epsilon", by_epsilon}};
}

std::vector<double> bands_of(const WorkedCase& worked, const std::vector<std::vector<double>>& raters,
                             const std::vector<double>& gold) {
    if (worked.has_option("bands")) return WorkedCase{worked.options(), {}}.numbers("bands");
    std::vector<double> bands = gold;
    for (const auto& rater : raters)
        for (const double band : rater)
            if (!std::isnan(band)) bands.push_back(band);
    std::sort(bands.begin(), bands.end());
    bands.erase(std::unique(bands.begin(), bands.end()), bands.end());
    return bands;
}

Code code_of(double band, const std::vector<double>& bands, const char* place) {
    if (std::isnan(band)) return no_rating;
    const auto found = std::find(bands.begin(), bands.end(), band);
    if (found == bands.end()) throw Malformed{"not_a_declared_category", place};
    return static_cast<Code>(found - bands.begin());
}

VignetteExercise exercise_of(const WorkedCase& worked, const Grouping& districts) {
    const auto raters = worked.matrix("workers");
    const auto gold = worked.numbers("gold");
    if (raters.empty() || gold.empty()) throw Malformed{"empty", "data"};
    need_as_long(raters.front().size(), gold.size(), "data.workers");
    need_as_long(districts.of.size(), raters.size(), "data.district");
    const auto bands = bands_of(worked, raters, gold);
    if (bands.size() > most_categories) throw Malformed{"too_many_categories", "options.bands"};
    std::vector<std::vector<Code>> codes;
    for (const auto& rater : raters) {
        auto& row = codes.emplace_back();
        for (const double band : rater) row.push_back(code_of(band, bands, "data.workers"));
    }
    std::vector<Code> gold_codes;
    for (const double band : gold) gold_codes.push_back(code_of(band, bands, "data.gold"));
    return vignette_exercise(bands, std::move(codes), std::move(gold_codes), districts.of, districts.names.size());
}

Json vignettes(const WorkedCase& worked) {
    const Grouping districts{worked, "district"};
    const auto found = vignette_findings(exercise_of(worked, districts));
    auto result = said(found);
    std::vector<Number> means, deviations, agreed, near, rater_agreed, leans, kappas;
    for (const auto& one : found.vignettes) {
        means.push_back(one.mean);
        deviations.push_back(one.deviation);
        agreed.push_back(one.as_agreed);
        near.push_back(one.within_one);
    }
    for (const auto& one : found.raters) {
        rater_agreed.push_back(one.as_agreed);
        leans.push_back(one.lean);
        kappas.push_back(one.kappa);
    }
    result["vignette_mean"] = json_of(means);
    result["vignette_sd"] = json_of(deviations);
    result["vignette_exact_gold"] = json_of(agreed);
    result["vignette_within1"] = json_of(near);
    result["worker_exact_gold"] = json_of(rater_agreed);
    result["worker_signed"] = json_of(leans);
    result["worker_kappa_quadratic"] = json_of(kappas);
    result["district"] = districts.names;
    result["district_signed"] = json_of(found.district_leans);
    result["overall_exact_gold"] = json_of(found.as_agreed);
    result["overall_signed"] = json_of(found.lean);
    result["kripp_ordinal"] = json_of(found.alpha);
    result["pairwise_agreement"] = json_of(found.pairwise);
    return result;
}

}  // namespace

std::span<const Statistic> disclosure_statistics() {
    static constexpr std::array statistics{
        Statistic{"suppression", suppression},
        Statistic{"rounding", rounding},
        Statistic{"dp_geometric", geometric},
        Statistic{"vignette", vignettes},
    };
    return statistics;
}

}  // namespace lika::service
