// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "storage/backup.h"
#include "storage/detail/fields.h"
#include "storage/detail/file.h"
#include "storage/detail/manifest.h"
#include "storage/detail/page.h"
#include "storage/detail/refusal.h"
#include "storage/detail/rows.h"
#include "storage/detail/sealed_file.h"
#include "storage/detail/signing.h"
#include "storage/detail/store.h"
#include "storage/detail/text.h"
#include "storage/detail/unfinished.h"
#include "storage/detail/vault_key.h"

namespace lika::storage {
namespace {

namespace fs = std::filesystem;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

/// A backup's content, the manifest first: what follows it is the database.
class Content {
public:
    Content(const fs::path& file, const BackupKey& key, const BackupProgress& progress)
        : reader_(file, key), progress_(progress), size_(detail::size_of(file)) {
        read_until(sizeof(std::uint64_t));
        detail::Fields length{waiting_};
        const auto size = length.number();
        if (size > detail::longest_manifest) detail::refuse("backup_damaged", "manifest");
        read_until(sizeof size + static_cast<std::size_t>(size));
        manifest_ = detail::read_manifest(
            std::string_view{waiting_}.substr(sizeof size, static_cast<std::size_t>(size)));
        waiting_.erase(0, sizeof size + static_cast<std::size_t>(size));
        if (left() != manifest_.pages * detail::page_size)
            detail::refuse("backup_damaged", "manifest");
    }

    /// The next part of the database; empty at its end.
    std::string next() {
        progress_("opening", reader_.at(), size_);
        if (waiting_.empty()) return reader_.next();
        return std::exchange(waiting_, {});
    }
    /// After the end.
    Backup finish() {
        return {reader_.head(), manifest_.tables, manifest_.files,
                manifest_.pages, size_, detail::hex(reader_.digest())};
    }
    const detail::SealedReader& reader() const { return reader_; }

private:
    void read_until(std::size_t size) {
        while (waiting_.size() < size) {
            const auto more = reader_.next();
            if (more.empty()) detail::refuse("backup_damaged", "manifest");
            waiting_ += more;
        }
    }
    std::uint64_t left() const { return reader_.left() + waiting_.size(); }

    detail::SealedReader reader_;
    const BackupProgress& progress_;
    std::uint64_t size_;
    detail::Manifest manifest_;
    std::string waiting_;
};

void check(int code) {
    if (code != 0) throw detail::SqlFailure{code};
}

void write_database(Content& content, const fs::path& file) {
    detail::VfsFile written{file, detail::VfsFile::As::fresh};
    check(written.code());
    if (!detail::make_private(file)) detail::fail("storage_failed");
    std::uint64_t at = 0;
    for (auto part = content.next(); !part.empty(); part = content.next()) {
        check(written.write(part, at));
        at += part.size();
    }
    check(written.sync());
}

/// Every page and every row is as the backup says.
void check_database(const fs::path& file, const detail::VaultKeys& keys, const Backup& backup) {
    if (!detail::bad_pages(file, keys.cipher).empty()) detail::refuse("backup_damaged", "page");
    Connection connection{file, keys.cipher, Connection::For::writing};  // leaves no -wal behind
    const auto found = detail::digest_tables(connection);
    const auto [one, other] =
        std::mismatch(found.begin(), found.end(), backup.tables.begin(), backup.tables.end());
    if (one != found.end()) detail::refuse("backup_damaged", "table " + one->table);
    if (other != backup.tables.end()) detail::refuse("backup_damaged", "table " + other->table);
}

/// Whoever knows the public key can seal a header with any name in it.
bool is_vault_name(const std::string& name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return !name.empty() && name.find_first_not_of(allowed) == std::string::npos;
}

/// Before anything is written: a name that is one, and nothing in its place.
void check_place(const BackupHead& head, const fs::path& vaults) {
    std::error_code error;
    if (!is_vault_name(head.vault)) detail::refuse("backup_damaged", "name");
    const detail::VaultFiles files{vaults, head.vault};
    if (fs::exists(detail::database_of(vaults, head.vault, head.generation), error) || fs::exists(files.wrapped_key, error))
        throw detail::Refusal{{ErrorKind::conflict, "vault_exists", head.vault}};
    if (!detail::make_folder(vaults)) detail::fail("storage_failed", vaults.string());
}

/// The wrapped key comes first: no database is ever there without it. What is not a vault with its
/// entry in the end is none.
void give_name(const fs::path& vaults, const Backup& backup, const detail::SecretBytes& carried,
               const fs::path& beside, const Keyring& key, const Actor& actor) {
    const auto& head = backup.head;
    const detail::VaultFiles files{vaults, head.vault};
    const detail::Unfinished unwritten_key{detail::with_ending(files.wrapped_key, ".new")};
    detail::Unfinished wrapped_key{files.wrapped_key};
    detail::Unfinished database{detail::database_of(vaults, head.vault, head.generation)};
    detail::need(detail::adopt_keys(vaults, head.vault, head.generation, carried, key));
    if (!detail::publish(beside, database.file())) detail::fail("storage_failed", head.vault);
    detail::log_act(vaults, head.vault, key, "restored", backup.digest, actor);
    wrapped_key.keep();
    database.keep();
}

}  // namespace

Result<Backup> read_backup(const fs::path& file, const BackupKey& key,
                           const BackupProgress& progress) try {
    Content content{file, key, progress};
    while (!content.next().empty()) {}
    return content.finish();
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<Backup> restore(const fs::path& file, const BackupKey& backup_key, const fs::path& vaults,
                       const Keyring& key, const Actor& actor, const BackupProgress& progress) try {
    Content content{file, backup_key, progress};
    const auto& head = content.reader().head();
    check_place(head, vaults);
    const auto keys = detail::need(detail::carried_keys(content.reader().keys()));
    const detail::Unfinished beside{vaults / (head.vault + ".restoring")};
    write_database(content, beside.file());
    const auto backup = content.finish();
    progress("checking", 0, 0);
    check_database(beside.file(), keys, backup);
    give_name(vaults, backup, content.reader().keys(), beside.file(), key, actor);
    return backup;
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

}  // namespace lika::storage
