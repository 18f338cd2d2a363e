// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/disclosure.h"

#include <array>
#include <cmath>

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

/// Row and column of each.
Json places(const std::vector<std::size_t>& counts, const CountTable& table) {
    Json list = Json::array();
    for (const auto count : counts) list.push_back(Json::array({count / table.columns, count % table.columns}));
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
    std::vector<std::size_t> exposed;
    for (const auto& one : found.primary_only)
        if (one.interval.high - one.interval.low < 1e-6) exposed.push_back(one.count);
    std::uint64_t sum = 0;
    for (const auto count : found.secondary) sum += table.cells[count];
    return said(found, {{"primary", places(found.primary, table)},
                        {"primary_only_intervals", intervals(found.primary_only)},
                        {"primary_only_exposed", places(exposed, table)},
                        {"secondary", places(found.secondary, table)},
                        {"secondary_count", found.secondary.size()},
                        {"secondary_value_sum", sum},
                        {"suppressed", places(column(found.hidden, &HiddenCount::count), table)},
                        {"intervals", intervals(found.hidden)}});
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

}  // namespace

std::span<const Statistic> disclosure_statistics() {
    static constexpr std::array statistics{
        Statistic{"suppression", suppression},
        Statistic{"rounding", rounding},
        Statistic{"dp_geometric", geometric},
    };
    return statistics;
}

}  // namespace lika::service
