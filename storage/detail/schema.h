// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "engine/result.h"
#include "storage/detail/connection.h"

namespace lika::storage::detail {

/// One file of detail/schema, embedded by CMake from <kind>_<number>_<what>.sql.
struct Migration {
    std::string_view kind;  ///< "vault" or "city"
    std::int64_t number;    ///< 1, 2, 3 ... within its kind
    const char* sql;
};
const std::vector<Migration>& migrations();

/// Applies what is missing, each migration in a transaction with its number, and has the log's head
/// follow what it does to rows. Error (invalid), place = name: newer_schema.
engine::Result<void> migrate(Connection& connection, std::string_view kind, const std::string& name,
                             const SecretBytes& log_key);
/// The same refusal without changing anything.
engine::Result<void> refuse_newer(Connection& connection, std::string_view kind,
                                  const std::string& name);

}  // namespace lika::storage::detail
