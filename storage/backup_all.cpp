// SPDX-License-Identifier: EUPL-1.2
#include <map>

#include "storage/backup.h"
#include "storage/detail/connection.h"
#include "storage/detail/refusal.h"
#include "storage/detail/unfinished.h"
#include "storage/detail/vault_key.h"

namespace lika::storage {
namespace {

namespace fs = std::filesystem;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

/// Whether a case left or came after the backup's moment.
bool is_overtaken(const fs::path& vaults, const Keyring& key, const Backup& backup) {
    const auto opened = detail::need(detail::open_keys(vaults, backup.head.vault, key));
    Connection connection{opened.database, opened.keys.cipher, Connection::For::reading};
    return connection
        .find<int>("SELECT 1 FROM log WHERE sequence > ? AND action IN ('case_sent', 'case_received', 'case_moved') LIMIT 1",
                   backup.head.sequence)
        .has_value();
}

}  // namespace

Result<std::vector<Backup>> back_up_all(const fs::path& vaults, const std::vector<BackupPart>& parts, const Keyring& key,
                                        const BackupRecipient& to, const std::vector<CarriedFile>& with,
                                        const Actor& actor) try {
    std::error_code failed;
    for (const auto& part : parts)
        if (fs::exists(part.file, failed)) return Error{ErrorKind::conflict, "backup_exists", part.file.string()};
    std::vector<std::unique_ptr<detail::Unfinished>> files;
    for (const auto& part : parts) files.push_back(std::make_unique<detail::Unfinished>(part.file));
    std::map<std::string, Backup> made;
    // Once round without a move: what each holds is then how all were after the last of them.
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (const auto& part : parts) {
            if (made.contains(part.vault) && !is_overtaken(vaults, key, made.at(part.vault))) continue;
            fs::remove(part.file, failed);
            made[part.vault] = detail::need(back_up(vaults, part.vault, key, to, part.file, with, actor, part.progress));
            is_changed = true;
        }
    }
    for (const auto& file : files) file->keep();
    std::vector<Backup> all;
    for (const auto& part : parts) all.push_back(made.at(part.vault));
    return all;
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

}  // namespace lika::storage
