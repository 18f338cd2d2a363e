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

/// One row: its rowid, and bytes no other row has: per column its kind, then its value with its
/// length.
struct Row {
    std::int64_t id = 0;
    std::string bytes;
};

/// Walks a table in the order of its rowid. Ends before the connection.
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
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Rows and digest of each table.
std::vector<TableDigest> digest_tables(Connection& connection);

}  // namespace lika::storage::detail
