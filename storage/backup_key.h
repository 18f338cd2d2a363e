// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/result.h"

namespace lika::storage {

/// Whom backups are sealed to: the public part of a backup key. Nothing sealed to it can be opened
/// with it.
class BackupRecipient {
public:
    /// 48 characters as text() gives them. Errors (invalid): backup_key_malformed (another length,
    /// or a mistyped character: 4 bytes of it are a checksum).
    static engine::Result<BackupRecipient> read(const std::string& text);
    explicit BackupRecipient(std::string bytes) : bytes_(std::move(bytes)) {}

    std::string text() const;
    const std::string& bytes() const { return bytes_; }  ///< X25519, 32 bytes

private:
    std::string bytes_;
};

/// The private part, which is kept away from the server: what opens backups. Locked in memory,
/// wiped on destruction.
class BackupKey {
public:
    /// Makes a pair and keeps its private part in a new file (one line of text, mode 0600,
    /// durable). Errors: conflict backup_key_exists; failed backup_key_unwritable.
    static engine::Result<BackupKey> create(const std::filesystem::path& file);
    /// Errors (invalid): backup_key_missing, backup_key_malformed.
    static engine::Result<BackupKey> open(const std::filesystem::path& file);

    BackupKey(BackupKey&&) noexcept;
    BackupKey& operator=(BackupKey&&) noexcept;
    ~BackupKey();

    BackupRecipient recipient() const;

    struct Secret;
    const Secret& secret() const { return *secret_; }  ///< opaque outside the room

private:
    explicit BackupKey(std::unique_ptr<Secret> secret);
    std::unique_ptr<Secret> secret_;
};

}  // namespace lika::storage
