// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "service/settings.h"
#include "storage/backup.h"

namespace lika::service {

/// The files of one run of `lika vault backup`: FOLDER/<UTC, 20261126T073000Z>/<vault>.lika-backup.
inline constexpr const char* backup_ending = ".lika-backup";

/// "20261126T073000Z"
std::string set_name(storage::Instant at);

/// backup.public_key of lika.xml: whom backups are sealed to. Errors (invalid): backup_key_not_set,
/// backup_key_malformed.
engine::Result<storage::BackupRecipient> configured_recipient(const std::filesystem::path& config);

/// One backup file, or those in a folder of them, sorted. Errors (invalid): backup_missing.
engine::Result<std::vector<std::filesystem::path>> backup_files(const std::filesystem::path& from);

/// What of a city's folder a backup carries besides the vault: lika.xml and the certificate.
std::vector<storage::CarriedFile> carried_files(const std::filesystem::path& config, const Settings& settings);

/// Puts them in a city's folder, readable by the owner only; what is there already stays.
engine::Result<void> put_carried_files(const std::vector<storage::CarriedFile>& files,
                                       const std::filesystem::path& data);

/// Shows on a terminal what is being done with this vault and how far it is.
storage::BackupProgress shown_progress(const std::string& vault);

/// A folder that is removed with all it holds, unless it was given its name.
class PassingFolder {
public:
    /// What a killed run left there is removed. Errors: failed folder_unwritable.
    static engine::Result<PassingFolder> make(const std::filesystem::path& folder);
    PassingFolder(PassingFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    PassingFolder& operator=(PassingFolder&&) = delete;
    ~PassingFolder();

    const std::filesystem::path& path() const { return path_; }
    /// Durably. Errors: failed storage_failed.
    engine::Result<void> put_in_place(const std::filesystem::path& wanted);

private:
    explicit PassingFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace lika::service
