// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sodium.h>

#include <filesystem>
#include <future>
#include <string>
#include <string_view>

#include "storage/backup.h"
#include "storage/detail/secret.h"
#include "storage/detail/vfs_file.h"

namespace lika::storage::detail {

/// A digest of all that goes by: BLAKE2b-256.
class RunningDigest {
public:
    RunningDigest();
    void add(std::string_view bytes);
    /// Once, at the end.
    std::string finish();

private:
    crypto_generichash_state state_;
};

/// Writes a backup file (docs/storage-format.md, "Backup"). Throws SqlFailure when the disk gives
/// out. The file is nothing before finish().
class SealedWriter {
public:
    /// `keys` travel in the sealed box, at most 1024 bytes; exactly head.content bytes follow.
    SealedWriter(const std::filesystem::path& file, const BackupRecipient& to,
                 const BackupHead& head, const SecretBytes& keys);
    void write(std::string_view content);
    /// The last chunk, synced. The digest of the whole file.
    std::string finish();

private:
    /// Writes what is sealed, and counts it into the digest, while the next bytes are sealed.
    void put();
    void settle();
    void seal(std::string_view chunk, unsigned char tag);

    VfsFile file_;
    std::uint64_t at_ = 0;
    RunningDigest digest_;
    std::string preamble_digest_, waiting_, sealed_, leaving_;  // new ones each time cost as much
    SecretBytes state_;
    std::future<void> on_its_way_;  // ends before what it uses
};

/// Reads one, checking every byte before it gives it. Throws Refusal: backup_missing,
/// not_a_backup, newer_backup, wrong_backup_key, backup_cut_off, backup_damaged.
class SealedReader {
public:
    SealedReader(const std::filesystem::path& file, const BackupKey& key);
    const BackupHead& head() const { return head_; }
    const SecretBytes& keys() const { return keys_; }
    /// The next chunk, never empty; after the last: empty.
    std::string next();
    /// Bytes of the file read so far, and of the content still to come.
    std::uint64_t at() const { return at_; }
    std::uint64_t left() const { return left_; }
    /// Of the whole file, after the last chunk.
    std::string digest();

private:
    std::string take(std::size_t size);
    void open_box(const BackupKey& key, std::string_view authenticated, std::string_view box);
    void start_stream();

    VfsFile file_;
    std::uint64_t size_, at_ = 0, left_ = 0;
    RunningDigest digest_;
    BackupHead head_;
    std::string preamble_digest_;
    SecretBytes state_, file_key_, keys_;
};

}  // namespace lika::storage::detail
