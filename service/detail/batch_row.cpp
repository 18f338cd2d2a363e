// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/batch_row.h"

#include <charconv>

namespace lika::service {
namespace {

using What = ScoreColumn::What;

std::vector<std::string> cells_of(const engine::Scale& scale) {
    std::vector<std::string> cells;
    for (const auto& band : scale.bands) cells.push_back(csv_cell(band.id.value));
    cells.push_back(scale.unscorable_band ? csv_cell(scale.unscorable_band->value) : "");
    return cells;
}

void append_number(std::string& text, std::size_t number) {
    char digits[24];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_points(std::string& text, const std::optional<engine::Points>& points) {
    if (points) text += points->to_string();
}

/// Whether csv_cell() leaves an id of printable ASCII as it is.
bool is_own_cell(std::string_view id) {
    return id.find_first_of("=+-@", 0) != 0 && id.find_first_of(",\"") == std::string_view::npos;
}

void append_scale_value(std::string& text, What what, const engine::BatchScale& scale) {
    switch (what) {
        case What::lowest: return append_points(text, scale.lowest);
        case What::highest: return append_points(text, scale.highest);
        case What::rated: return append_number(text, scale.rated);
        case What::prorated: return text.push_back(scale.prorated ? '1' : '0');
        default: text += scale.points_text;
    }
}

}  // namespace

BatchRowWriter::BatchRowWriter(const engine::Instrument& instrument, const std::vector<ScoreColumn>& columns)
    : columns_(columns) {
    for (const auto& scale : instrument.scales) bands_.push_back(cells_of(scale));
    for (const auto& level : instrument.levels) levels_.push_back(csv_cell(level.id.value));
}

void BatchRowWriter::append(std::string& text, std::string_view id, const engine::BatchScore& score) const {
    for (const auto& column : columns_) {
        if (&column != columns_.data()) text += ',';
        if (column.what != What::id)
            append_value(text, column, score);
        else if (is_own_cell(id))
            text += id;
        else
            text += csv_cell(id);
    }
    text += '\n';
}

void BatchRowWriter::append_value(std::string& text, const ScoreColumn& column, const engine::BatchScore& score) const {
    if (column.what == What::level) {
        if (score.level) text += levels_[*score.level];
    } else if (column.what == What::flag) {
        const auto& raised = score.flags[column.index];
        if (raised) text += *raised ? '1' : '0';
    } else if (column.what == What::band) {
        const auto band = score.scales[column.index]->band;
        if (band >= 0) text += bands_[column.index][static_cast<std::size_t>(band)];
    } else {
        append_scale_value(text, column.what, *score.scales[column.index]);
    }
}

}  // namespace lika::service
