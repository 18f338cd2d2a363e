// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "storage/backup_key.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// What a backup file says of itself, authenticated (docs/storage-format.md, "Backup").
struct BackupHead {
    std::string vault;             ///< a district's id, or "city"
    std::uint64_t generation = 0;  ///< of the vault's data key
    Instant made_at;
    std::int64_t sequence = 0;  ///< the log's last entry in it; 0: none
    std::string log_head;       ///< that entry's MAC, 32 bytes
    std::uint64_t content = 0;  ///< bytes in it before sealing
};

/// One table as it was at the moment of the backup.
struct TableDigest {
    std::string table;
    std::uint64_t rows = 0;
    std::string digest;  ///< BLAKE2b-256 over every row in order

    bool operator==(const TableDigest&) const = default;
};

/// A small file that travels along: configuration, the city's certificate. At most 16 of at most
/// 1 MiB.
struct CarriedFile {
    std::string name;  ///< relative to the city's folder
    std::string bytes;
};

/// A backup, made or read.
struct Backup {
    BackupHead head;
    std::vector<TableDigest> tables;
    std::vector<CarriedFile> files;
    std::uint64_t pages = 0;
    std::uint64_t size = 0;  ///< bytes of the file
    std::string digest;      ///< of the file, BLAKE2b-256 in 64 hex digits
};

/// Told now and then how far the work is: "checking", "copying", "sealing", "opening"; how many
/// bytes of how many (0: unknown).
using BackupProgress =
    std::function<void(const char* stage, std::uint64_t done, std::uint64_t of)>;

/// Bytes that are free in and needed by a backup of these vaults: each is copied encrypted into the
/// vaults' own file system and sealed from there. Error: failed no_room (place: "FOLDER: N bytes
/// needed, M free").
engine::Result<void> check_room(const std::filesystem::path& vaults,
                                const std::vector<std::string>& names,
                                const std::filesystem::path& to);

/// Copies the vault as it is at one moment into the new file `file`, sealed to `to`, while writing
/// goes on; with its log entry `backup_made` (object: the file's digest), which is not in the copy.
/// Memory is bounded; the copy being made is encrypted and has no name on the disk. `file` is there
/// whole or not at all. Errors: those of Vault::open; conflict backup_exists; failed vault_damaged
/// (place: "page N"), disk_full, storage_failed; invalid carried_file_too_long.
engine::Result<Backup> back_up(const std::filesystem::path& vaults, const std::string& name,
                               const Keyring& key, const BackupRecipient& to,
                               const std::filesystem::path& file,
                               const std::vector<CarriedFile>& with, const Actor& actor,
                               const BackupProgress& progress);

/// One vault's part of a set.
struct BackupPart {
    std::string vault;
    std::filesystem::path file;
    BackupProgress progress;
};
/// back_up of several vaults, one after another. Those that a case left or came to after their backup are backed up again,
/// until in the set each case is in exactly one of them. Nothing of them is left when one fails. Errors: those of back_up.
engine::Result<std::vector<Backup>> back_up_all(const std::filesystem::path& vaults, const std::vector<BackupPart>& parts,
                                                const Keyring& key, const BackupRecipient& to,
                                                const std::vector<CarriedFile>& with, const Actor& actor);

/// Opens a whole backup, checking every byte, and keeps nothing of it. Errors (invalid):
/// backup_missing, not_a_backup, newer_backup, wrong_backup_key (it was sealed to another),
/// backup_cut_off, backup_damaged (place: where).
engine::Result<Backup> read_backup(const std::filesystem::path& file, const BackupKey& key,
                                   const BackupProgress& progress);

/// Makes the vault of a backup in `vaults`, its keys wrapped under `key`; every page and every row
/// is checked against the backup before the vault gets its name. Its log continues with `restored`
/// (object: the backup's digest). Nothing is left of what fails. Errors: those of read_backup;
/// conflict vault_exists; failed disk_full, storage_failed.
engine::Result<Backup> restore(const std::filesystem::path& file, const BackupKey& backup_key,
                               const std::filesystem::path& vaults, const Keyring& key,
                               const Actor& actor, const BackupProgress& progress);

/// A restored vault held row for row against the one in use.
struct Comparison {
    std::uint64_t same = 0;          ///< rows that are the same in both
    std::uint64_t changed = 0;       ///< rows of the backup that are others, or gone, in use
    bool log_agrees = false;         ///< every entry of the backup's log is in the one in use
    std::int64_t live_sequence = 0;  ///< last entry of the log in use
    std::int64_t acts_since = 0;     ///< entries since the backup, but for backups made

    /// The two do not contradict each other: what differs was done since.
    bool holds() const { return log_agrees && (changed == 0 || acts_since > 0); }
};

/// `backup` was restored to the folder `restored`. Sessions are left out. Errors: those of
/// Vault::open; invalid table_missing (the one in use is older).
engine::Result<Comparison> compare_with_live(const Backup& backup,
                                             const std::filesystem::path& restored,
                                             const Keyring& restored_key,
                                             const std::filesystem::path& live,
                                             const Keyring& live_key);

/// Gives a file or folder that is complete its name and syncs where it is. Error: failed
/// storage_failed.
engine::Result<void> put_in_place(const std::filesystem::path& beside,
                                  const std::filesystem::path& wanted);

}  // namespace lika::storage
