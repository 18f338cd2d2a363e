// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "engine/result.h"
#include "storage/detail/connection.h"
#include "storage/detail/log.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage::detail {

/// The database of one generation: <name>.db, then <name>-2.db ... A file never takes another's
/// name, since a WAL left behind would be read into it.
std::filesystem::path database_of(const std::filesystem::path& folder, const std::string& name,
                                  std::uint64_t generation);

/// Where a vault's files are: the wrapped key says which generation is the vault.
struct VaultFiles {
    VaultFiles(const std::filesystem::path& folder, const std::string& name);
    std::filesystem::path wrapped_key;
    std::uint64_t generation;  ///< as the wrapped key says, authenticated when it is opened
    std::filesystem::path database;
};

/// The keys of a vault, from what can be said of its files without opening them in SQLite.
/// Errors (invalid), place = name: vault_missing, vault_cut_off, not_encrypted,
/// wrapped_key_missing, wrapped_key_malformed, wrong_key.
engine::Result<VaultKeys> unlock(const VaultFiles& files, const std::string& name,
                                 const Keyring& key);

/// One act under way: its transaction's connection and the entries it adds to the log.
class Act {
public:
    Act(Connection& opened, const Actor& actor);

    /// An entry of this act: what was done, the case it is about (may be empty) and the thing acted
    /// on. It is written when the act is done.
    void log(const std::string& action, const std::string& in_case, const std::string& object,
             const std::string& outcome = "done");
    /// Keeps the answer. Error: conflict key_used.
    engine::Result<void> keep(const Once& once);
    /// Without sequence, in order.
    const std::vector<LogEntry>& entries() const { return entries_; }

    Connection& connection;
    const Actor& actor;

private:
    std::vector<LogEntry> entries_;
};

/// An open vault file: one connection, one command at a time, its log and its keys.
class Store {
public:
    /// `kind` names the schema: "vault" or "city".
    /// Errors: as Vault::create and Vault::open.
    static engine::Result<std::unique_ptr<Store>> create(const std::filesystem::path& folder,
                                                         const std::string& name,
                                                         const Keyring& key, const char* kind);
    static engine::Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder,
                                                       const std::string& name, const Keyring& key,
                                                       const char* kind);

    /// Runs `work(Act&)`, which gives a Result, in one transaction with its log entries. An error,
    /// or a log that cannot be written, undoes everything. Errors: invalid too_long (the actor's
    /// reason).
    template <class Work>
    auto act(const Actor& actor, Work work) -> decltype(work(std::declval<Act&>()));

    /// Runs `work(Connection&)` in one transaction without an entry; it may change no record.
    template <class Work>
    auto run(Work work) -> decltype(work(std::declval<Connection&>()));

    const std::string& name() const { return name_; }
    const VaultKeys& keys() const { return keys_; }

private:
    Store(std::string name, VaultKeys keys, std::unique_ptr<Connection> connection);

    /// Throws when the file may no longer be trusted, or a checkpoint that is due fails.
    void prepare();
    /// The exception being handled as an Error.
    engine::Error failure();

    std::string name_;
    VaultKeys keys_;
    std::unique_ptr<Connection> connection_;
    std::mutex guard_;
    int acts_since_checkpoint_ = 0;
    bool is_broken_ = false;
};

constexpr std::size_t longest_reason = 2000;

template <class Work>
auto Store::run(Work work) -> decltype(work(std::declval<Connection&>())) {
    const std::scoped_lock lock{guard_};
    try {
        prepare();
        Transaction transaction{*connection_};
        auto& records = *connection_->records();
        records.begin();
        auto done = work(*connection_);
        if (done && records.change() != RecordSum{})
            throw std::logic_error{"a change without its entry"};
        if (done) transaction.commit();
        return done;
    } catch (const std::exception&) {
        return failure();
    }
}

template <class Work>
auto Store::act(const Actor& actor, Work work) -> decltype(work(std::declval<Act&>())) {
    if (actor.reason.size() > longest_reason)
        return engine::Error{engine::ErrorKind::invalid, "too_long", "reason"};
    return run([&](Connection& connection) {
        Act act{connection, actor};
        auto done = work(act);
        if (done) append_entries(connection, keys_.log, act.entries());
        return done;
    });
}

}  // namespace lika::storage::detail
