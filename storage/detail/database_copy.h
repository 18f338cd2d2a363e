// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "storage/detail/connection.h"
#include "storage/detail/unfinished.h"

namespace lika::storage::detail {

/// Copies all of a database, as `from` sees it, to an empty one: in one step, since in several each
/// commit of a writer would make it begin anew. Throws SqlFailure.
void copy_database(const Connection& from, const Connection& to);

/// From now until `connection` closes nobody else has its database open, or can open it. False:
/// somebody has. Within its transaction.
bool lock_out_others(Connection& connection);

/// A copy of a database as `source` sees it now (in its open transaction: at that moment),
/// encrypted under `cipher_key`. Its file loses its name as soon as it is opened: however the
/// process ends, nothing of it is left. Memory does not grow with the database.
class DatabaseCopy {
public:
    /// Throws SqlFailure; Refusal (failed) copy_not_encrypted.
    DatabaseCopy(const Connection& source, const std::filesystem::path& folder,
                 const SecretBytes& cipher_key);

    std::uint64_t size() const;
    /// As much as `content` is long, as it lies on the disk, encrypted. Throws SqlFailure.
    void read(std::uint64_t offset, std::string& content) const;

private:
    Unfinished name_;
    Connection copy_;
};

/// Removes what a killed process left between making such a file and taking its name away.
void remove_nameless(const std::filesystem::path& folder);

}  // namespace lika::storage::detail
