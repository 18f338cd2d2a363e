// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <exception>
#include <set>
#include <string>
#include <vector>

#include "storage/detail/connection.h"
#include "storage/detail/records.h"
#include "storage/record.h"

namespace lika::storage::detail {

/// The log's head is not that of its last entry: what is added now would hide it.
class LogBroken : public std::exception {
public:
    const char* what() const noexcept override { return "log_broken"; }
};

/// Adds the entries to the chain, their sequences set to the next ones, and seals its end with what
/// the rows have become (`change`). Within the caller's transaction; none is a logic_error. Throws
/// LogBroken.
void append_entries(Connection& connection, const SecretBytes& log_key,
                    std::vector<LogEntry> entries, const RecordSum& change);

/// Brings the head from the rows as they were (their sum `before`) to the rows as a migration left
/// them. What was wrong before stays wrong.
void carry_head(Connection& connection, const SecretBytes& log_key, const RecordSum& before);

/// Where the chain stands.
struct LogState {
    std::int64_t sequence = 0;  ///< of the last entry
    std::string mac;            ///< its MAC; zeros when there is none
    RecordSum records;
};
/// Throws LogBroken.
LogState log_state(Connection& connection, const SecretBytes& log_key);
/// Nothing when there is no such entry; zeros for 0, before the first.
std::optional<std::string> mac_of_entry(Connection& connection, std::int64_t sequence);

/// Newest first; `of_case` empty: all. Error: invalid bad_cursor.
engine::Result<Page<LogEntry>> read_entries(Connection& connection, const std::string& of_case,
                                            std::size_t limit, const std::string& cursor);

/// What a walk along the whole chain found.
struct LogCheck {
    std::vector<VaultFault> faults;    ///< vault not filled in
    std::set<std::string> signatures;  ///< assessments that an entry says were signed, or came signed
};
/// The chain, its head, and that the rows are those the head was sealed with.
LogCheck check_log(Connection& connection, const SecretBytes& log_key);

}  // namespace lika::storage::detail
