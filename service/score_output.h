// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/score.h"

namespace lika::service {

/// A column of CSV output.
struct ScoreColumn {
    enum class What { id, points, lowest, highest, band, rated, prorated, flag, level };

    std::string name;        ///< as asked for: "total.points"
    What what = What::id;
    std::size_t index = 0;   ///< of the scale or flag in the instrument

    bool operator==(const ScoreColumn&) const = default;
};

/// What a list of columns gave: the columns, and the names the instrument does not have.
struct ColumnsReading {
    std::vector<ScoreColumn> columns;
    std::vector<std::string> unknown;
};

/// Reads "id,total.points,critical.flag,level". An empty name is unknown.
ColumnsReading read_columns(std::string_view list, const engine::Instrument& instrument);

/// Appends the header line.
void append_header(std::string& text, const std::vector<ScoreColumn>& columns);
/// Appends one result as a CSV line. What is undecided or not given is an empty cell; `prorated` and flags are 0 or 1.
void append_csv(std::string& text, const std::vector<ScoreColumn>& columns, const std::string& id,
                const engine::Score& score);
/// Appends one result as a JSON line: `{"id":"c1",` and the Result of the HTTP API; `explained` adds `explanation`,
/// the sentences of explain().
void append_json(std::string& text, const engine::Instrument& instrument, const std::string& id,
                 const engine::Score& score, bool explained);

/// A text as a CSV cell: quoted where RFC 4180 asks for it; an apostrophe goes before what a spreadsheet would run.
std::string csv_cell(std::string_view text);

}  // namespace lika::service
