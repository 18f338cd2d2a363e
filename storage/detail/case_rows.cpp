// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/case_rows.h"

#include <algorithm>
#include <array>

#include "storage/detail/archive.h"
#include "storage/detail/assessments.h"
#include "storage/detail/double_ratings.h"
#include "storage/detail/fields.h"
#include "storage/detail/refusal.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

struct Part {
    std::string_view table;
    std::string_view owner;   ///< column that says whose it is
    std::string_view of_case, order = "rowid";
};

// Who makes an assessment anew stays in the district, so a double rating that is not done does too, with what was begun of it.
constexpr std::string_view is_done_or_own =
    "in_case = ?1 AND id NOT IN (SELECT second FROM double_rating WHERE second IS NOT NULL AND done_at IS NULL)";
constexpr std::string_view of_its_assessments =
    "assessment IN (SELECT id FROM assessment WHERE in_case = ?1 AND id NOT IN"
    " (SELECT second FROM double_rating WHERE second IS NOT NULL AND done_at IS NULL))";
constexpr std::string_view of_its_done_ratings =
    "double_rating IN (SELECT id FROM double_rating WHERE in_case = ?1 AND done_at IS NOT NULL)";
constexpr std::string_view is_beside =
    "opened_case IS NULL AND personal_number = (SELECT personal_number FROM subject_case WHERE id = ?1)";

/// Each after what it refers to.
constexpr std::array parts{
    Part{"subject_case", "id", "id = ?1"},
    Part{"concern", "opened_case", "opened_case = ?1"},
    Part{"concern", "opened_case", is_beside},
    Part{"offence", "in_case", "in_case = ?1"},
    Part{"assessment", "in_case", is_done_or_own},
    Part{"response", "assessment", of_its_assessments, "assessment, item"},
    Part{"decided_override", "assessment", of_its_assessments},
    Part{"double_rating", "in_case", "in_case = ?1 AND done_at IS NOT NULL"},
    Part{"given_back", "double_rating", of_its_done_ratings, "double_rating, rater"},
    Part{"retention_fact", "in_case", "in_case = ?1"},
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
    Cell cell{fields.text(longest_name), '\0', 0, ""};
    if (const auto kind = fields.bytes(1); !kind.empty()) cell.kind = kind.front();
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

std::vector<std::string> concerns_beside(Connection& connection, const CaseId& id) {
    std::vector<std::string> found;
    auto row = connection.query("SELECT id FROM concern WHERE " + std::string{is_beside}, id);
    while (row.step()) row.into(found.emplace_back());
    return found;
}

void CaseRows::add(std::string_view row) {
    Fields fields{row};
    const auto table = fields.text(longest_name);
    const auto count = fields.number();
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.table == table; });
    if (!fields.hold() || part == parts.end() || count == 0 || count > most_columns) fail("sealed_case_damaged");
    std::vector<Cell> cells;
    while (cells.size() < count) cells.push_back(read_cell(fields));
    if (!fields.end() || !is_own(table, part->owner, cells)) fail("sealed_case_damaged");
    note(table, cells);
    insert(table, cells);
}

bool CaseRows::is_own(std::string_view table, std::string_view owner, std::vector<Cell>& cells) const {
    const auto* of = find(cells, owner);
    for (const auto* column : {"in_case", "of_assessment", "second"})
        if (const auto* assessment = find(cells, column); assessment != nullptr && !own_.contains(assessment->bytes)) return false;
    if (table == "subject_case") return of != nullptr && of->bytes == id_.value;
    if (of != nullptr) return own_.contains(of->bytes);
    const auto* person = find(cells, "personal_number");
    return table == "concern" && person != nullptr && !person_.empty() && person->bytes == person_;
}

void CaseRows::note(std::string_view table, std::vector<Cell>& cells) {
    const auto* id = find(cells, "id");
    if ((table == "assessment" || table == "subject_case" || table == "double_rating") && id != nullptr) own_.insert(id->bytes);
    if (table == "assessment") seal_anew(cells);
    if (table != "subject_case") return;
    if (const auto* person = find(cells, "personal_number")) person_ = person->bytes;
    if (const auto* concern = find(cells, "concern")) {   // it and its concern name each other
        concern_ = concern->bytes;
        std::erase_if(cells, [](const Cell& cell) { return cell.column == "concern"; });
    }
}

void CaseRows::seal_anew(std::vector<Cell>& cells) {
    const auto* archive = find(cells, "archive");
    auto* mac = find(cells, "archive_mac");
    const auto* id = find(cells, "id");
    if (archive == nullptr || mac == nullptr || id == nullptr) return;
    mac->bytes = archive_mac(archive_key_, AssessmentId{id->bytes}, archive->bytes);
    signed_.push_back(id->bytes);
}

void CaseRows::insert(std::string_view table, const std::vector<Cell>& cells) {
    std::string columns, places;
    for (const auto& cell : cells) {
        columns += (columns.empty() ? "" : ", ") + cell.column;
        places += places.empty() ? "?" : ", ?";
    }
    auto statement = connection_.query("INSERT INTO " + std::string{table} + " (" + columns + ") VALUES (" + places + ")");
    statement.bind_cells(cells);
    statement.step();
}

void CaseRows::finish(const std::string& assigned_to) {
    connection_.run(
        "UPDATE subject_case SET assigned_to = ?, concern = (SELECT id FROM concern WHERE id = ?) WHERE id = ?", assigned_to,
        concern_, id_);
    if (connection_.changes() != 1) fail("sealed_case_damaged");
    for (const auto& assessment : signed_)
        if (!first_of(connection_, AssessmentId{assessment}))
            connection_.run("INSERT INTO uncounted (assessment) VALUES (?)", assessment);
}

}  // namespace lika::storage::detail
