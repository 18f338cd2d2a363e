// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/case_rows.h"

#include <algorithm>
#include <array>

#include "storage/detail/archive.h"
#include "storage/detail/assessments.h"
#include "storage/detail/fields.h"
#include "storage/detail/refusal.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

struct Part {
    std::string_view table, of_case, order = "rowid";
};

constexpr std::string_view of_its_assessments = "assessment IN (SELECT id FROM assessment WHERE in_case = ?)";

/// Each after what it refers to.
constexpr std::array parts{
    Part{"subject_case", "id = ?"},
    Part{"concern", "opened_case = ?"},
    Part{"offence", "in_case = ?"},
    Part{"assessment", "in_case = ?"},
    Part{"response", of_its_assessments, "assessment, item"},
    Part{"decided_override", of_its_assessments},
    Part{"retention_fact", "in_case = ?"},
};

constexpr std::size_t longest_name = 64, longest_bytes = 16 * 1024 * 1024, most_columns = 100;

std::string row_bytes(std::string_view table, const std::vector<Cell>& cells) {
    auto bytes = sized(table) + number_bytes(cells.size());
    for (const auto& cell : cells) {
        bytes += sized(cell.column) + cell.kind;
        bytes += cell.kind == 'i' ? number_bytes(static_cast<std::uint64_t>(cell.number)) : sized(cell.bytes);
    }
    return bytes;
}

bool is_column(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

Cell read_cell(Fields& fields) {
    Cell cell{fields.text(longest_name), fields.bytes(1).front(), 0, ""};
    if (cell.kind == 'i')
        cell.number = static_cast<std::int64_t>(fields.number());
    else
        cell.bytes = fields.text(longest_bytes);
    if (!fields.hold() || !is_column(cell.column) || std::string_view{"itb"}.find(cell.kind) == std::string_view::npos)
        fail("sealed_case_damaged");
    return cell;
}

Cell* find(std::vector<Cell>& cells, std::string_view column) {
    const auto found = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.column == column; });
    return found == cells.end() ? nullptr : &*found;
}

void check_archives(Connection& connection, const SecretBytes& archive_key, const CaseId& id) {
    auto row = connection.query("SELECT id, archive, archive_mac FROM assessment WHERE in_case = ? AND archive NOT NULL", id);
    while (row.step()) {
        AssessmentId assessment;
        Blob bytes, mac;
        row.into(assessment, bytes, mac);
        need(open_archive(archive_key, assessment, {bytes.bytes, mac.bytes}));
    }
}

}  // namespace

void each_case_row(Connection& connection, const SecretBytes& archive_key, const CaseId& id,
                   const std::function<void(std::string_view)>& visit) {
    check_archives(connection, archive_key, id);
    for (const auto& part : parts) {
        auto row = connection.query("SELECT * FROM " + std::string{part.table} + " WHERE " + std::string{part.of_case} +
                                        " ORDER BY " + std::string{part.order},
                                    id);
        while (row.step()) visit(row_bytes(part.table, row.cells()));
    }
}

void CaseRows::add(std::string_view row) {
    Fields fields{row};
    const auto table = fields.text(longest_name);
    const auto count = fields.number();
    const bool is_known = std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.table == table; });
    if (!fields.hold() || !is_known || count == 0 || count > most_columns) fail("sealed_case_damaged");
    std::vector<Cell> cells;
    while (cells.size() < count) cells.push_back(read_cell(fields));
    if (!fields.end()) fail("sealed_case_damaged");
    if (table == "assessment") seal_anew(cells);
    if (table == "subject_case")   // it and its concern name each other
        if (const auto* concern = find(cells, "concern")) {
            concern_ = concern->bytes;
            std::erase_if(cells, [](const Cell& cell) { return cell.column == "concern"; });
        }
    insert(table, cells);
}

void CaseRows::seal_anew(std::vector<Cell>& cells) {
    const auto* archive = find(cells, "archive");
    auto* mac = find(cells, "archive_mac");
    const auto* id = find(cells, "id");
    if (archive == nullptr || mac == nullptr || id == nullptr) return;
    mac->bytes = archive_mac(archive_key_, AssessmentId{id->bytes}, archive->bytes);
    signed_.push_back(id->bytes);
}

void CaseRows::insert(const std::string& table, const std::vector<Cell>& cells) {
    std::string columns, places;
    for (const auto& cell : cells) {
        columns += (columns.empty() ? "" : ", ") + cell.column;
        places += places.empty() ? "?" : ", ?";
    }
    auto statement = connection_.query("INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ")");
    statement.bind_cells(cells);
    statement.step();
}

void CaseRows::finish(const CaseId& id, const std::string& assigned_to) {
    connection_.run(
        "UPDATE subject_case SET assigned_to = ?, concern = (SELECT id FROM concern WHERE id = ?) WHERE id = ?", assigned_to,
        concern_, id);
}

}  // namespace lika::storage::detail
