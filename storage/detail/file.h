// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "storage/detail/secret.h"

namespace lika::storage::detail {

/// How a database begins that is not encrypted.
constexpr std::string_view plain_header = "SQLite format 3";

/// Small durable files without POSIX headers: SQLite's own VFS opens, writes and syncs them, and
/// its delete syncs the folder. All give false when the machine refuses.

/// Makes the folder and those above, durably; this one gets mode 0700 when it is new.
bool make_folder(const std::filesystem::path& folder);

/// Makes the names in a folder durable.
bool sync_folder(const std::filesystem::path& folder);

/// Writes `bytes` to a new file beside (`.new`, mode 0600 before the first byte), syncs it and
/// publishes it. Never overwrites: false if `file` is there.
bool write_durably(const std::filesystem::path& file, std::string_view bytes);

/// The same in the place of a file that is there: at every moment the old or the new.
bool replace_durably(const std::filesystem::path& file, std::string_view bytes);

/// Whether a closed database has its newest pages in a WAL: SQLite says nothing when it cannot put them
/// into the file in closing.
bool has_wal(const std::filesystem::path& database);

/// Removes a database with its `-wal` and `-shm`, if they are there.
bool remove_database(const std::filesystem::path& file);

/// Gives the synced file `beside` the name `file`, which must be free, and syncs the folder.
bool publish(const std::filesystem::path& beside, const std::filesystem::path& file);

/// Mode 0600.
bool make_private(const std::filesystem::path& file);

/// Reads exactly `into.size()` bytes with no copy in ordinary memory; false if the file has another
/// length.
bool read_secret(const std::filesystem::path& file, SecretBytes& into);

/// Up to `most` bytes from `offset`; fewer at the end, none when it cannot be read. Safe on a
/// database this process has open: a file closed behind SQLite's back would drop its locks.
std::string read_bytes(const std::filesystem::path& file, std::uint64_t offset, std::size_t most);

/// 0 when it is not there.
std::uint64_t size_of(const std::filesystem::path& file);

/// `file` with `ending` added to its name.
std::filesystem::path with_ending(std::filesystem::path file, const char* ending);

}  // namespace lika::storage::detail
