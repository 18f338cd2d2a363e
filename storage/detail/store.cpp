// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/store.h"

#include "storage/detail/database_copy.h"
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

constexpr std::size_t longest_reason = 2000;

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

/// A vault name that ends so would share its files with another vault's generation.
bool ends_as_generation(const std::string& name) {
    const auto digits = name.find_last_not_of("0123456789");
    return digits != std::string::npos && digits + 1 < name.size() && name[digits] == '-';
}

fs::path unpublished_key(const VaultFiles& files) {
    return with_ending(files.wrapped_key, ".new");
}

Result<void> finish(const VaultFiles& files, const std::string& name) {
    if (publish(unpublished_key(files), files.wrapped_key)) return {};
    return Error{ErrorKind::failed, "storage_failed", name};
}

/// A whole database and its name, then the key that points to it: a crash before that leaves no
/// vault, and the next creation starts over or only finishes.
Result<void> build(const VaultFiles& files, const std::string& name, const Keyring& key,
                   const char* kind) try {
    const auto beside = with_ending(files.database, ".new");
    const auto key_beside = unpublished_key(files);
    std::error_code error;
    for (const auto* left_over : {"", "-wal", "-shm"})
        fs::remove(with_ending(beside, left_over), error);
    fs::remove(key_beside, error);
    const auto secret = make_wrapped_key(key_beside, name, key);
    if (!secret) return secret.error();
    {
        const VaultKeys keys{*secret};
        Connection fresh{beside, keys.cipher, Connection::For::creating};
        if (!make_private(beside)) return Error{ErrorKind::failed, "storage_failed", name};
        if (auto done = migrate(fresh, kind, name, keys.log); !done) return done;
    }
    if (has_wal(beside)) return Error{ErrorKind::failed, "storage_failed", name};
    if (read_bytes(beside, 0, plain_header.size()) == plain_header)
        return Error{ErrorKind::failed, "cipher_missing", name};
    if (!publish(beside, files.database)) return Error{ErrorKind::failed, "storage_failed", name};
    return finish(files, name);
} catch (const SqlFailure& failure) {
    return failure.as_error();
}

/// What a rotation that was stopped after its switch left: encrypted under a key that is gone.
bool remove_generation_before(const VaultFiles& files, const std::string& name) {
    if (files.generation == first_generation) return true;
    return remove_database(database_of(files.database.parent_path(), name, files.generation - 1));
}

/// The case, or the thing, that an answer is purged with.
std::optional<std::string> about(const std::vector<LogEntry>& entries) {
    if (entries.empty()) return std::nullopt;
    const auto& last = entries.back();
    return last.subject.empty() ? last.object : last.subject;
}

}  // namespace

fs::path database_of(const fs::path& folder, const std::string& name, std::uint64_t generation) {
    const auto number = generation == first_generation ? "" : "-" + std::to_string(generation);
    return folder / (name + number + ".db");
}

VaultFiles::VaultFiles(const fs::path& folder, const std::string& name)
    : wrapped_key(folder / (name + ".key")),
      generation(generation_in(wrapped_key)),
      database(database_of(folder, name, generation)) {}

Result<VaultKeys> unlock(const VaultFiles& files, const std::string& name, const Keyring& key) {
    std::error_code error;
    if (!is_vault_name(name)) return invalid("vault_missing", name);
    const bool is_there = fs::is_regular_file(files.database, error);
    if (!fs::exists(files.wrapped_key, error))
        return invalid(is_there ? "wrapped_key_missing" : "vault_missing", name);
    const auto secret = open_wrapped_key(files.wrapped_key, name, key);
    if (!secret) return secret.error();
    if (!is_there) return invalid("vault_missing", name);
    if (size_of(files.database) < page_size) return invalid("vault_cut_off", name);
    if (read_bytes(files.database, 0, plain_header.size()) == plain_header)
        return invalid("not_encrypted", name);
    return VaultKeys{*secret};
}

Act::Act(Connection& opened, const Actor& who) : connection(opened), actor(who) {}

void Act::log(const std::string& action, const std::string& in_case, const std::string& object,
              const std::string& outcome) {
    entries_.push_back(
        {0, actor.at, actor.account, action, in_case, object, actor.reason, outcome});
}

const std::vector<LogEntry>& Act::entries() const {
    if (entries_.empty()) throw std::logic_error{"an act without its entry"};
    return entries_;
}

Result<void> Act::keep(const Once& once) {
    if (once.key.empty()) return {};
    if (connection.find<int>("SELECT 1 FROM once WHERE account = ? AND key = ?", once.account,
                             once.key))
        return Error{ErrorKind::conflict, "key_used", ""};
    connection.run(
        "INSERT INTO once (account, key, request_digest, status, answer, headers, about) VALUES "
        "(?, ?, ?, "
        "?, ?, ?, ?)",
        once.account, once.key, once.request_digest, once.status, once.answer, once.headers,
        about(entries_));
    return {};
}

Store::Store(std::string name, const VaultFiles& files, VaultKeys keys,
             std::unique_ptr<Connection> connection)
    : name_(std::move(name)),
      generation_(files.generation),
      keys_(std::move(keys)),
      writer_(std::move(connection),
              [this](Connection& opened, const Addition& all) {
                  append_entries(opened, keys_.log, all.entries, all.change);
              }),
      readers_(files.database, keys_.cipher) {}

Result<std::unique_ptr<Store>> Store::create(const fs::path& folder, const std::string& name,
                                             const Keyring& key, const char* kind) try {
    const VaultFiles files{folder, name};
    std::error_code error;
    if (!is_vault_name(name) || ends_as_generation(name) || !fits_kind(name, kind))
        return invalid("bad_vault_name", name);
    const bool has_database = fs::exists(files.database, error);
    const bool is_cut_short = has_database && fs::exists(unpublished_key(files), error);
    if (fs::exists(files.wrapped_key, error) || (has_database && !is_cut_short))
        return Error{ErrorKind::conflict, "vault_exists", name};
    if (!make_folder(folder)) return Error{ErrorKind::failed, "storage_failed", name};
    const auto made = is_cut_short ? finish(files, name) : build(files, name, key, kind);
    if (!made) return made.error();
    return open(folder, name, key, kind);
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

Result<std::unique_ptr<Store>> Store::open(const fs::path& folder, const std::string& name,
                                           const Keyring& key, const char* kind) try {
    const VaultFiles files{folder, name};
    if (!fits_kind(name, kind)) return invalid("vault_missing", name);
    remove_nameless(folder);
    auto keys = unlock(files, name, key);
    if (keys && !key_fits(files.database, keys->cipher)) keys = invalid("wrong_key", name);
    auto connection = keys ? connect(files, name, *keys, kind) : keys.error();
    // Its data key was changed meanwhile: what was opened, or refused, is no longer the vault.
    if (generation_in(files.wrapped_key) != files.generation) return open(folder, name, key, kind);
    if (!connection) return connection.error();
    if (!remove_generation_before(files, name)) return Error{ErrorKind::failed, "storage_failed", name};
    return std::unique_ptr<Store>{
        new Store{name, files, std::move(*keys), std::move(*connection)}};
} catch (const std::exception&) {
    return Error{ErrorKind::failed, "storage_failed", name};
}

Result<void> Store::check() const {
    if (writer_.is_broken()) return Error{ErrorKind::failed, "storage_failed", ""};
    return {};
}

Result<void> check_reason(const Actor& actor) {
    if (actor.reason.size() > longest_reason)
        return Error{ErrorKind::invalid, "too_long", "reason"};
    return {};
}

}  // namespace lika::storage::detail
