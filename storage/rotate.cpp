// SPDX-License-Identifier: EUPL-1.2
#include "storage/rotate.h"

#include <algorithm>

#include "storage/detail/database_copy.h"
#include "storage/detail/file.h"
#include "storage/detail/page.h"
#include "storage/detail/refusal.h"
#include "storage/detail/rows.h"
#include "storage/detail/store.h"
#include "storage/detail/unfinished.h"
#include "storage/detail/vault_key.h"
#include "storage/detail/vfs_file.h"
#include "storage/detail/wrapped_key.h"

namespace lika::storage {
namespace {

namespace fs = std::filesystem;
using detail::Connection;
using detail::SecretBytes;
using detail::VaultKeys;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

void refuse_damaged(const fs::path& database, const SecretBytes& cipher_key) {
    const auto bad = detail::bad_pages(database, cipher_key);
    if (!bad.empty()) detail::fail("vault_damaged", "page " + std::to_string(bad.front().number));
}

void need_synced(const fs::path& file) {
    detail::VfsFile opened{file, detail::VfsFile::As::read_only};
    if (!opened.is_open() || opened.sync() != 0) detail::fail("storage_failed");
}

/// Every row is as it was; the log has one entry more.
bool is_whole(const std::vector<TableDigest>& before, const std::vector<TableDigest>& now) {
    return std::equal(before.begin(), before.end(), now.begin(), now.end(), [](const auto& one, const auto& other) {
        if (one.table == "log") return other.table == "log" && other.rows == one.rows + 1;
        return one == other || (one.table == "log_head" && other.table == "log_head");
    });
}

/// The same rows under another key.
void copy_under(const SecretBytes& cipher_key, Connection& source, const fs::path& file) {
    Connection copy{file, cipher_key, Connection::For::creating};
    copy.run_script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    if (!detail::make_private(file)) detail::fail("storage_failed");
    detail::copy_database(source, copy);
}

void add_entry(const fs::path& file, const VaultKeys& keys, std::uint64_t generation, const Actor& actor) {
    Connection opened{file, keys.cipher, Connection::For::writing};
    detail::Transaction transaction{opened};
    detail::append_entries(opened, keys.log,
                           {{0, actor.at, actor.account, "data_key_rotated", "", std::to_string(generation), actor.reason,
                             "done"}},
                           {});
    transaction.commit();
}

/// As it lies on the disk, in one file.
void need_whole(const fs::path& file, const SecretBytes& cipher_key, Connection& source) {
    if (detail::has_wal(file)) detail::fail("storage_failed", "copy");
    refuse_damaged(file, cipher_key);
    {
        Connection copy{file, cipher_key, Connection::For::writing};   // leaves no -wal behind
        if (!is_whole(detail::digest_tables(source), detail::digest_tables(copy))) detail::fail("storage_failed", "copy");
    }
    if (detail::has_wal(file)) detail::fail("storage_failed", "copy");
}

/// The next generation, whole and durable, under its own name; nothing points to it yet.
void build(const fs::path& wanted, Connection& source, const VaultKeys& keys, std::uint64_t generation,
           const Actor& actor, const RotationProgress& progress) {
    if (!detail::remove_database(wanted)) detail::fail("storage_failed");   // of a rotation that was stopped
    const detail::Unfinished beside{detail::with_ending(wanted, ".new")};
    progress("copying");
    copy_under(keys.cipher, source, beside.file());
    add_entry(beside.file(), keys, generation, actor);
    progress("checking");
    need_whole(beside.file(), keys.cipher, source);
    need_synced(beside.file());
    if (!detail::publish(beside.file(), wanted)) detail::fail("storage_failed");
}

}  // namespace

Result<std::uint64_t> rotate(const fs::path& folder, const std::string& name, const Keyring& key, const Actor& actor,
                             const RotationProgress& progress) try {
    // Brings its schema up to date, and its WAL into the file.
    if (const auto whole = detail::Store::open(folder, name, key, name == "city" ? "city" : "vault"); !whole)
        return whole.error();
    const auto opened = detail::need(detail::open_keys(folder, name, key));
    refuse_damaged(opened.database, opened.keys.cipher);
    const auto generation = opened.generation + 1;
    const auto secret = detail::next_vault_secret(opened.carried);

    Connection source{opened.database, opened.keys.cipher, Connection::For::writing};
    const detail::Transaction one_moment{source, "BEGIN"};
    if (!detail::lock_out_others(source)) return Error{ErrorKind::conflict, "vault_in_use", name};
    build(detail::database_of(folder, name, generation), source, VaultKeys{secret}, generation, actor, progress);
    progress("switching");
    if (!detail::replace_durably(detail::VaultFiles{folder, name}.wrapped_key,
                                 detail::wrapped(name, generation, secret, key)))
        return Error{ErrorKind::failed, "storage_failed", name};
    if (!detail::remove_database(opened.database)) return Error{ErrorKind::failed, "storage_failed", name};
    return generation;
} catch (const std::exception&) {
    return detail::failure_at_the_door();
}

}  // namespace lika::storage
