// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/detail/connection.h"
#include "storage/retention.h"

namespace lika::storage::detail {

/// Every case, and every concern without one, by id; what is known of one person counts for all of
/// the person's files.
std::vector<RetentionFile> retention_files(Connection& connection);
/// One of them.
std::optional<RetentionFile> find_retention_file(Connection& connection, const std::string& id);

/// When a case was last written in, in whichever vault.
Instant last_note_of(Connection& connection, const std::string& id);

/// Deletes every row of an assessment, and the answers kept about it.
void delete_assessment(Connection& connection, const std::string& id);
/// Deletes every row of a case, of the concerns that led to it, and the answers kept about them.
void delete_case(Connection& connection, const std::string& id);
/// The same of a concern that led to no case.
void delete_concern(Connection& connection, const std::string& id);

/// Writes every page anew, without free ones, and empties the WAL. Before Connection::restrict().
/// False: others have the vault open.
bool rewrite(Connection& connection);

/// How many assessments an entry of the log says were signed, or came signed, that are not there, though their case was
/// neither purged nor sent away since. The chain has been checked.
std::size_t lost_assessments(Connection& connection);
/// Whether something is there that an entry of the log says was purged or sent away, and none that it came back.
bool has_gone(Connection& connection);

}  // namespace lika::storage::detail
