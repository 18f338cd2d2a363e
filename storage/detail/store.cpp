// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/store.h"

#include <new>
#include <stdexcept>

#include "storage/detail/file.h"
#include "storage/detail/page.h"
#include "storage/detail/schema.h"
#include "storage/detail/wrapped_key.h"

namespace lika::storage::detail {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::Result;
namespace fs = std::filesystem;

constexpr int acts_between_checkpoints = 250;

Error invalid(const char* reason, const std::string& name) {
    return {ErrorKind::invalid, reason, name};
}

/// Lower-case letters, digits and dashes: a file name on every system.
bool is_vault_name(const std::string& name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return !name.empty() && name.size() <= 64 &&
           name.find_first_not_of(allowed) == std::string::npos;
}

bool fits_kind(const std::string& name, std::string_view kind) {
    return (name == "city") == (kind == "city");
}

Result<std::unique_ptr<Connection>> connect(const VaultFiles& files, const std::string& name,
                                            const VaultKeys& keys, const char* kind) try {
    auto connection =
        std::make_unique<Connection>(files.database, keys.cipher, Connection::For::writing);
    if (auto done = migrate(*connection, kind, name, keys.log); !done) return done.error();
    connection->watch_records(keys.log);
    connection->restrict();
    // SQLite syncs the WAL's name too, and takes no notice when that fails.
    if (!sync_folder(files.database.parent_path()))
        return Error{ErrorKind::failed, "storage_failed", name};
    return connection;
} catch (const SqlFailure& failure) {
    return failure.is_unreadable() ? invalid("wrong_key", name) : failure.as_error();
}

/// The key an earlier try was stopped after, which may be that of a database kept elsewhere; else a
/// new one.
Result<SecretBytes> data_key_for(const VaultFiles& files, const std::string& name,
                                 const KeyFile& key) {
    std::error_code error;
    return fs::exists(files.wrapped_key, error) ? open_wrapped_key(files.wrapped_key, name, key)
                                                : make_wrapped_key(files.wrapped_key, name, key);
}

/// Its key, then a whole database beside, then its name: a crash leaves no vault without a key, and
/// making it can be tried again.
Result<void> build(const VaultFiles& files, const std::string& name, const KeyFile& key,
                   const char* kind) try {
    const auto beside = with_ending(files.database, ".new");
    std::error_code error;
    for (const auto* left_over : {"", "-wal", "-shm"})
        fs::remove(with_ending(beside, left_over), error);
    const auto data_key = data_key_for(files, name, key);
    if (!data_key) return data_key.error();
    {
        const VaultKeys keys{*data_key};
        Connection fresh{beside, keys.cipher, Connection::For::creating};
        if (!make_private(beside)) return Error{ErrorKind::failed, "storage_failed", name};
        if (auto done = migrate(fresh, kind, name, keys.log); !done) return done;
    }
    if (read_bytes(beside, 0, plain_header.size()) == plain_header)
        return Error{ErrorKind::failed, "cipher_missing", name};
    if (!publish(beside, files.database)) return Error{ErrorKind::failed, "storage_failed", name};
    return {};
} catch (const SqlFailure& failure) {
    return failure.as_error();
}

}  // namespace

VaultFiles::VaultFiles(const fs::path& folder, const std::string& name)
    : database(folder / (name + ".db")), wrapped_key(folder / (name + ".key")) {}

Result<VaultKeys> unlock(const VaultFiles& files, const std::string& name, const KeyFile& key) {
    std::error_code error;
    if (!is_vault_name(name) || !fs::is_regular_file(files.database, error))
        return invalid("vault_missing", name);
    if (size_of(files.database) < page_size) return invalid("vault_cut_off", name);
    if (read_bytes(files.database, 0, plain_header.size()) == plain_header)
        return invalid("not_encrypted", name);
    const auto data_key = open_wrapped_key(files.wrapped_key, name, key);
    if (!data_key) return data_key.error();
    return VaultKeys{*data_key};
}

Act::Act(Connection& opened, const Actor& who) : connection(opened), actor(who) {}

void Act::log(const std::string& action, const std::string& in_case, const std::string& object,
              const std::string& outcome) {
    entries_.push_back(
        {0, actor.at, actor.account, action, in_case, object, actor.reason, outcome});
}

Result<void> Act::keep(const Once& once) {
    if (once.key.empty()) return {};
    if (connection.find<int>("SELECT 1 FROM once WHERE account = ? AND key = ?", once.account,
                             once.key))
        return Error{ErrorKind::conflict, "key_used", ""};
    connection.run(
        "INSERT INTO once (account, key, request_digest, status, answer, headers) VALUES (?, ?, ?, "
        "?, ?, ?)",
        once.account, once.key, once.request_digest, once.status, once.answer, once.headers);
    return {};
}

Store::Store(std::string name, VaultKeys keys, std::unique_ptr<Connection> connection)
    : name_(std::move(name)), keys_(std::move(keys)), connection_(std::move(connection)) {}

Result<std::unique_ptr<Store>> Store::create(const fs::path& folder, const std::string& name,
                                             const KeyFile& key, const char* kind) try {
    const VaultFiles files{folder, name};
    std::error_code error;
    if (!is_vault_name(name) || !fits_kind(name, kind)) return invalid("bad_vault_name", name);
    if (fs::exists(files.database, error)) return Error{ErrorKind::conflict, "vault_exists", name};
    if (!make_folder(folder)) return Error{ErrorKind::failed, "storage_failed", name};
    if (auto done = build(files, name, key, kind); !done) return done.error();
    return open(folder, name, key, kind);
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

Result<std::unique_ptr<Store>> Store::open(const fs::path& folder, const std::string& name,
                                           const KeyFile& key, const char* kind) try {
    const VaultFiles files{folder, name};
    if (!fits_kind(name, kind)) return invalid("vault_missing", name);
    auto keys = unlock(files, name, key);
    if (!keys) return keys.error();
    if (!key_fits(files.database, keys->cipher)) return invalid("wrong_key", name);
    auto connection = connect(files, name, *keys, kind);
    if (!connection) return connection.error();
    return std::unique_ptr<Store>{new Store{name, std::move(*keys), std::move(*connection)}};
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

void Store::prepare() {
    if (is_broken_) throw std::runtime_error{"unknown state after an I/O error"};
    if (acts_since_checkpoint_ >= acts_between_checkpoints) {
        connection_->checkpoint();
        acts_since_checkpoint_ = 0;
    }
    ++acts_since_checkpoint_;
}

Error Store::failure() {
    try {
        throw;
    } catch (const SqlFailure& failure) {
        is_broken_ = is_broken_ || failure.is_io();
        return failure.as_error();
    } catch (const LogBroken&) {
        return {ErrorKind::failed, "log_broken", ""};
    } catch (const std::bad_alloc&) {
        return {ErrorKind::failed, "out_of_memory", ""};
    } catch (const std::exception&) {
        return {ErrorKind::failed, "storage_failed", ""};
    }
}

}  // namespace lika::storage::detail
