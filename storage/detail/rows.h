// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "storage/backup.h"
#include "storage/detail/connection.h"

namespace lika::storage::detail {

/// Every table but SQLite's own, by name.
std::vector<std::string> table_names(Connection& connection);

/// What orders a table: "rowid", or the columns of the primary key of a table that has none.
std::string order_of(Connection& connection, const std::string& table);

/// One row: its place among the others, and bytes no other row has: per column its kind, then its
/// value with its length.
struct Row {
    std::string key;  ///< as bytes in the table's order
    std::string bytes;
};

/// The key of the row with this rowid.
std::string row_key(std::int64_t rowid);

/// Walks a table in its order. Ends before the connection.
class RowWalk {
public:
    RowWalk(Connection& connection, const std::string& table);
    /// False at the end. Throws SqlFailure.
    bool next(Row& row);

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    sqlite3* database_;
    int key_columns_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Rows and digest of each table.
std::vector<TableDigest> digest_tables(Connection& connection);

}  // namespace lika::storage::detail
