// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/rows.h"

#include <sqlcipher/sqlite3.h>

#include <algorithm>
#include <optional>

#include "storage/detail/sealed_file.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t digest_at_once = 65536;

std::string_view bytes_of(sqlite3_stmt* statement, int column) {
    const void* bytes = sqlite3_column_blob(statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return bytes ? std::string_view{static_cast<const char*>(bytes), size} : std::string_view{};
}

void append_number(std::string& row, std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        row += static_cast<char>((number >> shift) & 0xFFU);
}

void append_value(std::string& row, sqlite3_stmt* statement, int column) {
    const int kind = sqlite3_column_type(statement, column);
    row += static_cast<char>('0' + kind);
    if (kind == SQLITE_NULL) return;
    if (kind == SQLITE_INTEGER)
        return append_number(
            row, static_cast<std::uint64_t>(sqlite3_column_int64(statement, column)));
    const auto bytes = bytes_of(statement, column);   // a real as the digits SQLite gives it
    append_number(row, bytes.size());
    row += bytes;
}

/// Texts that are keys have no byte 0.
std::string key_of(sqlite3_stmt* statement, int columns) {
    if (sqlite3_column_type(statement, 0) == SQLITE_INTEGER)
        return row_key(sqlite3_column_int64(statement, 0));
    std::string key;
    for (int column = 0; column < columns; ++column) {
        key += bytes_of(statement, column);
        key += '\0';
    }
    return key;
}

TableDigest digest_table(Connection& connection, const std::string& table) {
    TableDigest found{table, 0, ""};
    RunningDigest digest;
    RowWalk walk{connection, table};
    std::string rows;
    Row row;
    while (walk.next(row)) {
        rows += sized(row.bytes);
        ++found.rows;
        if (rows.size() < digest_at_once) continue;
        digest.add(rows);
        rows.clear();
    }
    digest.add(rows);
    found.digest = digest.finish();
    return found;
}

}  // namespace

std::vector<std::string> table_names(Connection& connection) {
    std::vector<std::string> names;
    auto row = connection.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " ORDER BY name");
    while (row.step()) row.into(names.emplace_back());
    return names;
}

std::string order_of(Connection& connection, const std::string& table) {
    const auto sql = connection.find<std::string>("SELECT sql FROM sqlite_master WHERE name = ?", table);
    if (!sql || !sql->ends_with("WITHOUT ROWID")) return "rowid";
    std::string order;
    auto row = connection.query("PRAGMA table_info(" + table + ")");
    while (row.step()) {
        std::int64_t number = 0, in_key = 0, not_null = 0;
        std::string name, type;
        std::optional<std::string> otherwise;
        row.into(number, name, type, not_null, otherwise, in_key);
        if (in_key > 0) order += (order.empty() ? "" : ", ") + name;
    }
    return order;
}

std::string row_key(std::int64_t rowid) {
    const auto number = static_cast<std::uint64_t>(rowid) ^ (std::uint64_t{1} << 63U);
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>((number >> shift) & 0xFFU);
    return key;
}

void RowWalk::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

RowWalk::RowWalk(Connection& connection, const std::string& table)
    : database_(connection.handle()) {
    // NOT INDEXED: in this order whatever indices there are. Names are the schema's own.
    const auto order = order_of(connection, table);
    key_columns_ = static_cast<int>(1 + std::count(order.begin(), order.end(), ','));
    const auto sql =
        "SELECT " + order + ", * FROM \"" + table + "\" NOT INDEXED ORDER BY " + order;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) throw SqlFailure{code};
}

bool RowWalk::next(Row& row) {
    row.bytes.clear();
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) return false;
    if (code != SQLITE_ROW) throw SqlFailure{sqlite3_extended_errcode(database_)};
    const int columns = sqlite3_column_count(statement_.get());
    row.key = key_of(statement_.get(), key_columns_);
    for (int column = 0; column < columns; ++column)
        append_value(row.bytes, statement_.get(), column);
    return true;
}

std::vector<TableDigest> digest_tables(Connection& connection) {
    std::vector<TableDigest> digests;
    for (const auto& name : table_names(connection))
        digests.push_back(digest_table(connection, name));
    return digests;
}

}  // namespace lika::storage::detail
