// SPDX-License-Identifier: EUPL-1.2
#include "storage/backup.h"

#include <future>
#include <optional>

#include "storage/detail/database_copy.h"
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
#include "storage/detail/vfs_file.h"

namespace lika::storage {
namespace {

namespace fs = std::filesystem;
using detail::Connection;
using detail::SecretBytes;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

constexpr std::size_t bytes_at_once = 1024 * 1024;

std::uint64_t size_with_wal(const fs::path& database) {
    return detail::size_of(database) + detail::size_of(detail::with_ending(database, "-wal"));
}

fs::space_info space_of(const fs::path& folder) {
    std::error_code error;
    return fs::space(folder, error);
}

void need_room(const fs::path& folder, std::uint64_t bytes) {
    const auto available = space_of(folder).available;
    if (available < bytes)
        detail::fail("no_room", folder.string() + ": " + std::to_string(bytes) +
                                    " bytes needed, " + std::to_string(available) + " free");
}

/// A page the engine would read as empty must not become a sound page of the backup.
void refuse_damaged(const fs::path& database, const SecretBytes& cipher_key) {
    const auto bad = detail::bad_pages(database, cipher_key);
    if (!bad.empty())
        detail::fail("vault_damaged", "page " + std::to_string(bad.front().number));
}

void read_log_head(Connection& connection, BackupHead& head) {
    detail::Blob mac{std::string(detail::mac_size, '\0')};
    auto row = connection.query("SELECT sequence, mac FROM log ORDER BY sequence DESC LIMIT 1");
    if (row.step()) row.into(head.sequence, mac);
    head.log_head = mac.bytes;
    head.log_head.resize(detail::mac_size, '\0');
}

/// Transactions of two connections that see the same moment of a database while others write.
class SameMoment {
public:
    SameMoment(Connection& first, Connection& second) {
        for (auto before = version(second);; before = version(second)) {
            first_.emplace(first, "BEGIN");
            version(first);  // reading begins it
            second_.emplace(second, "BEGIN");
            if (version(second) == before) return;
            second_.reset();
            first_.reset();
        }
    }

private:
    /// Another one whenever somebody else has committed since this connection last looked.
    static std::optional<std::int64_t> version(Connection& connection) {
        return connection.find<std::int64_t>("PRAGMA data_version");
    }

    std::optional<detail::Transaction> first_, second_;
};

/// What one vault is at one moment.
struct Moment {
    BackupHead head;
    detail::Manifest manifest;
    std::unique_ptr<detail::DatabaseCopy> copy;
};

Moment take(const fs::path& vaults, const detail::OpenedKeys& opened, const fs::path& database,
            const BackupProgress& progress) {
    progress("checking", 0, 0);
    refuse_damaged(database, opened.keys.cipher);
    progress("copying", 0, 0);
    Connection source{database, opened.keys.cipher, Connection::For::reading};
    Connection beside{database, opened.keys.cipher, Connection::For::reading};
    const SameMoment same_moment{source, beside};
    auto tables = std::async(std::launch::async, [&] { return detail::digest_tables(beside); });
    Moment moment;
    read_log_head(source, moment.head);
    moment.copy = std::make_unique<detail::DatabaseCopy>(source, vaults, opened.keys.cipher);
    moment.manifest.tables = tables.get();
    moment.manifest.pages = moment.copy->size() / detail::page_size;
    return moment;
}

std::string seal(const Moment& moment, const std::string& manifest, const SecretBytes& keys,
                 const BackupRecipient& to, const fs::path& file, const BackupProgress& progress) {
    detail::SealedWriter writer{file, to, moment.head, keys};
    writer.write(manifest);
    const auto size = moment.copy->size();
    std::string some;
    for (std::uint64_t at = 0; at < size; at += bytes_at_once) {
        progress("sealing", at, size);
        some.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size - at, bytes_at_once)));
        moment.copy->read(at, some);
        writer.write(some);
    }
    return detail::hex(writer.finish());
}

Backup made(const Moment& moment, const fs::path& file, const std::string& digest) {
    return {moment.head,           moment.manifest.tables, moment.manifest.files,
            moment.manifest.pages, detail::size_of(file),  digest};
}

}  // namespace

Result<void> check_room(const fs::path& vaults, const std::vector<std::string>& names,
                        const fs::path& to) try {
    std::uint64_t all = 0, largest = 0;
    for (const auto& name : names) {
        const auto size = size_with_wal(detail::VaultFiles{vaults, name}.database);
        all += size + size / 256 + bytes_at_once;
        largest = std::max(largest, size);
    }
    const auto here = space_of(vaults), there = space_of(to);
    const bool is_same = here.capacity == there.capacity && here.free == there.free;
    if (!is_same) need_room(vaults, largest);
    need_room(to, is_same ? all + largest : all);
    return {};
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<Backup> back_up(const fs::path& vaults, const std::string& name, const Keyring& key,
                       const BackupRecipient& to, const fs::path& file,
                       const std::vector<CarriedFile>& with, const Actor& actor,
                       const BackupProgress& progress) try {
    std::error_code error;
    if (fs::exists(file, error)) return Error{ErrorKind::conflict, "backup_exists", file.string()};
    detail::remove_nameless(vaults);
    const auto opened = detail::need(detail::open_keys(vaults, name, key));
    auto moment = take(vaults, opened, opened.database, progress);
    moment.manifest.files = with;
    const auto manifest = detail::sized(detail::write_manifest(moment.manifest));
    moment.head.vault = name;
    moment.head.generation = opened.generation;
    moment.head.made_at = actor.at;
    moment.head.content = manifest.size() + moment.copy->size();

    const detail::Unfinished beside{detail::with_ending(file, ".part")};
    const auto digest = seal(moment, manifest, opened.carried, to, beside.file(), progress);
    detail::log_act(vaults, name, key, "backup_made", digest, actor);
    detail::need(put_in_place(beside.file(), file));
    return made(moment, file, digest);
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

Result<void> put_in_place(const fs::path& beside, const fs::path& wanted) {
    if (!detail::rename_durably(beside, wanted))
        return Error{ErrorKind::failed, "storage_failed", wanted.string()};
    return {};
}

}  // namespace lika::storage
