// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/batch_row.h"

#include <algorithm>
#include <charconv>

namespace lika::service {
namespace {

using What = ScoreColumn::What;

constexpr std::size_t longest_number = 64;   // of points as text: two 64-bit numbers and what is between

std::vector<std::string> cells_of(const engine::Scale& scale) {
    std::vector<std::string> cells;
    for (const auto& band : scale.bands) cells.push_back(csv_cell(band.id.value));
    cells.push_back(scale.unscorable_band ? csv_cell(scale.unscorable_band->value) : "");
    return cells;
}

std::size_t longest(const std::vector<std::string>& cells) {
    std::size_t most = longest_number;
    for (const auto& cell : cells) most = std::max(most, cell.size());
    return most;
}

char* write_number(char* at, std::size_t number) {
    if (number > 9) return std::to_chars(at, at + longest_number, number).ptr;
    *at = static_cast<char>('0' + number);
    return at + 1;
}

char* write_points(char* at, const std::optional<engine::Points>& points) {
    return points ? RowText::copy(at, points->to_string()) : at;
}

char* write_scale_value(char* at, What what, const engine::BatchScale& scale) {
    switch (what) {
        case What::lowest: return write_points(at, scale.lowest);
        case What::highest: return write_points(at, scale.highest);
        case What::rated: return write_number(at, scale.rated);
        case What::prorated: return write_number(at, scale.prorated ? 1 : 0);
        default: return RowText::copy(at, scale.points_text);
    }
}

/// Whether csv_cell() leaves an id without control characters as it is.
bool is_own_cell(std::string_view id) {
    const auto first = id.front();
    const bool runs = first == '=' || first == '+' || first == '-' || first == '@';
    return !runs && std::none_of(id.begin(), id.end(), [](char c) { return c == ',' || c == '"'; });
}

}  // namespace

BatchRowWriter::BatchRowWriter(const engine::Instrument& instrument, const std::vector<ScoreColumn>& columns)
    : columns_(columns) {
    for (const auto& scale : instrument.scales) bands_.push_back(cells_of(scale));
    for (const auto& level : instrument.levels) levels_.push_back(csv_cell(level.id.value));
    most_ = longest(levels_);
    for (const auto& cells : bands_) most_ = std::max(most_, longest(cells));
    most_ = (most_ + 1) * (columns.size() + 1);
}

void BatchRowWriter::append(RowText& text, std::string_view id, const engine::BatchScore& score) const {
    const auto cell = is_own_cell(id) ? std::string{} : csv_cell(id);
    if (!cell.empty()) id = cell;
    char* at = text.room(most_ + columns_.size() * id.size());
    for (const auto& column : columns_) {
        at = column.what == What::id ? RowText::copy(at, id) : write(at, column, score);
        *at++ = ',';
    }
    at[-1] = '\n';
    text.took(at);
}

char* BatchRowWriter::write(char* at, const ScoreColumn& column, const engine::BatchScore& score) const {
    if (column.what == What::level) return score.level ? RowText::copy(at, levels_[*score.level]) : at;
    if (column.what == What::flag) {
        const auto& raised = score.flags[column.index];
        return raised ? write_number(at, *raised ? 1 : 0) : at;
    }
    const auto& scale = *score.scales[column.index];
    if (column.what != What::band) return write_scale_value(at, column.what, scale);
    return scale.band < 0 ? at : RowText::copy(at, bands_[column.index][static_cast<std::size_t>(scale.band)]);
}

}  // namespace lika::service
