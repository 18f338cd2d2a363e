// SPDX-License-Identifier: EUPL-1.2
#include "service/score_output.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "service/explain.h"
#include "service/json.h"

namespace lika::service {
namespace {

using What = ScoreColumn::What;

std::optional<What> scale_value(std::string_view word) {
    static constexpr std::pair<std::string_view, What> words[] = {
        {"points", What::points}, {"lowest", What::lowest}, {"highest", What::highest},
        {"band", What::band},     {"rated", What::rated},   {"prorated", What::prorated}};
    for (const auto& [known, what] : words)
        if (word == known) return what;
    return std::nullopt;
}

std::optional<ScoreColumn> read_column(std::string_view name, const engine::Instrument& instrument) {
    if (name == "id") return ScoreColumn{"id", What::id, 0};
    if (name == "level") return ScoreColumn{"level", What::level, 0};
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto thing = name.substr(0, dot), value = name.substr(dot + 1);
    if (value == "flag") {
        for (std::size_t i = 0; i < instrument.flags.size(); ++i)
            if (instrument.flags[i].id.value == thing) return ScoreColumn{std::string{name}, What::flag, i};
        return std::nullopt;
    }
    const auto what = scale_value(value);
    for (std::size_t i = 0; what && i < instrument.scales.size(); ++i)
        if (instrument.scales[i].id.value == thing) return ScoreColumn{std::string{name}, *what, i};
    return std::nullopt;
}

void append_points(std::string& text, const std::optional<engine::Points>& points) {
    if (points) text += points->to_string();
}

void append_number(std::string& text, std::size_t number) {
    char digits[24];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_scale_value(std::string& text, What what, const engine::ScaleScore& scale) {
    switch (what) {
        case What::points: return append_points(text, scale.points);
        case What::lowest: return append_points(text, scale.lowest);
        case What::highest: return append_points(text, scale.highest);
        case What::rated: return append_number(text, scale.rated);
        case What::prorated: return append_number(text, scale.prorated ? 1 : 0);
        default:
            if (scale.band) text += csv_cell(scale.band->value);
    }
}

void append_value(std::string& text, const ScoreColumn& column, const std::string& id,
                  const engine::Score& score) {
    if (column.what == What::id) {
        text += csv_cell(id);
    } else if (column.what == What::level) {
        if (score.scored_level) text += csv_cell(score.scored_level->value);
    } else if (column.what == What::flag) {
        const auto& raised = score.flags[column.index].raised;
        if (raised) append_number(text, *raised ? 1 : 0);
    } else {
        append_scale_value(text, column.what, score.scales[column.index]);
    }
}

}  // namespace

ColumnsReading read_columns(std::string_view list, const engine::Instrument& instrument) {
    ColumnsReading reading;
    for (auto rest = list;;) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto name = rest.substr(0, comma);
        if (auto column = read_column(name, instrument))
            reading.columns.push_back(std::move(*column));
        else
            reading.unknown.emplace_back(name);
        if (comma == rest.size()) return reading;
        rest.remove_prefix(comma + 1);
    }
}

void append_header(std::string& text, const std::vector<ScoreColumn>& columns) {
    for (const auto& column : columns) {
        if (&column != &columns.front()) text += ',';
        text += csv_cell(column.name);
    }
    text += '\n';
}

void append_csv(std::string& text, const std::vector<ScoreColumn>& columns, const std::string& id,
                const engine::Score& score) {
    for (const auto& column : columns) {
        if (&column != &columns.front()) text += ',';
        append_value(text, column, id, score);
    }
    text += '\n';
}

void append_json(std::string& text, const engine::Instrument& instrument, const std::string& id,
                 const engine::Score& score, bool explained) {
    auto result = result_json(instrument, score);
    if (explained) result["explanation"] = explain(score);
    text += "{\"id\":" + nlohmann::json(id).dump() + ",";
    text.append(result.dump(), 1);   // behind its opening brace
    text += '\n';
}

std::string csv_cell(std::string_view text) {
    std::string cell{text};
    if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
    return quoted + '"';
}

}  // namespace lika::service
