// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/backup.h"

namespace lika::storage::detail {

/// What stands before the database in a backup's content (docs/storage-format.md, "Backup").
struct Manifest {
    std::uint64_t pages = 0;
    std::vector<TableDigest> tables;
    std::vector<CarriedFile> files;
};

/// Throws Refusal (invalid) carried_file_too_long: over 1 MiB, or more than 16.
std::string write_manifest(const Manifest& manifest);
/// Throws Refusal backup_damaged for what write_manifest cannot have written.
Manifest read_manifest(std::string_view bytes);

constexpr std::size_t longest_manifest = 17 * 1024 * 1024;

}  // namespace lika::storage::detail
