// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <vector>

#include "storage/detail/connection.h"
#include "storage/record.h"

namespace lika::storage::detail {

/// Adds an entry to the chain; `entry.sequence` is set to the next one. Within the caller's
/// transaction.
void append_entry(Connection& connection, const SecretBytes& log_key, LogEntry entry);

/// Newest first; `of_case` empty: all. Error: invalid bad_cursor.
engine::Result<Page<LogEntry>> read_entries(Connection& connection, const std::string& of_case,
                                            std::size_t limit, const std::string& cursor);

/// What a walk along the whole chain found.
struct LogCheck {
    std::vector<VaultFault> faults;    ///< vault not filled in
    std::set<std::string> signatures;  ///< assessments that an entry says were signed
};
LogCheck check_log(Connection& connection, const SecretBytes& log_key);

}  // namespace lika::storage::detail
