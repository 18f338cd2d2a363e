// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/result.h"
#include "storage/detail/connection.h"
#include "storage/detail/log.h"
#include "storage/detail/readers.h"
#include "storage/detail/writer.h"
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

/// One act or reading under way: its transaction's connection and the entries it adds to the log.
class Act {
public:
    Act(Connection& opened, const Actor& actor);

    /// An entry of this act: what was done, the case it is about (may be empty) and the thing acted
    /// on. It is written when the act is done.
    void log(const std::string& action, const std::string& in_case, const std::string& object,
             const std::string& outcome = "done");
    /// Keeps the answer. Error: conflict key_used.
    engine::Result<void> keep(const Once& once);
    /// Without sequence, in order. Throws logic_error when there is none.
    const std::vector<LogEntry>& entries() const;

    Connection& connection;
    const Actor& actor;

private:
    std::vector<LogEntry> entries_;
};

/// An open vault file: its writer, its readers, its log and its keys.
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
    /// reason); failed as Writer::run.
    template <class Work>
    auto act(const Actor& actor, Work work) -> decltype(work(std::declval<Act&>()));
    /// Runs `work(Act&)`, which gives a Result and changes nothing, on a reader, and gives what it
    /// read when its log entries are durable. Errors: as act; failed read_too_long.
    template <class Work>
    auto reading(const Actor& actor, Work work) -> decltype(work(std::declval<Act&>()));

    /// Runs `work(Connection&)` in one transaction without an entry; it may change no record.
    template <class Work>
    auto write(Work work) -> decltype(work(std::declval<Connection&>()));
    /// Runs `work(Connection&)`, which changes nothing, on a reader: it sees one moment.
    template <class Work>
    auto read(Work work) -> decltype(work(std::declval<Connection&>()));

    const std::string& name() const { return name_; }
    std::uint64_t generation() const { return generation_; }
    const VaultKeys& keys() const { return keys_; }

private:
    Store(std::string name, const VaultFiles& files, VaultKeys keys,
          std::unique_ptr<Connection> connection);
    /// Error: storage_failed, when the writer no longer trusts the disk.
    engine::Result<void> check() const;

    std::string name_;
    std::uint64_t generation_;
    VaultKeys keys_;
    Writer writer_;
    Readers readers_;
};

/// Error (invalid): too_long.
engine::Result<void> check_reason(const Actor& actor);

template <class Work>
auto Store::read(Work work) -> decltype(work(std::declval<Connection&>())) {
    if (auto fine = check(); !fine) return fine.error();
    return readers_.run(std::move(work));
}

template <class Work>
auto Store::write(Work work) -> decltype(work(std::declval<Connection&>())) {
    return writer_.run([&](Connection& connection, Addition&) {
        connection.records()->begin();
        auto done = work(connection);
        if (done && connection.records()->change() != RecordSum{})
            throw std::logic_error{"a change without its entry"};
        return done;
    });
}

template <class Work>
auto Store::act(const Actor& actor, Work work) -> decltype(work(std::declval<Act&>())) {
    if (auto fine = check_reason(actor); !fine) return fine.error();
    return writer_.run([&](Connection& connection, Addition& addition) {
        connection.records()->begin();
        Act act{connection, actor};
        auto done = work(act);
        if (done) addition = {act.entries(), connection.records()->change()};
        return done;
    });
}

template <class Work>
auto Store::reading(const Actor& actor, Work work) -> decltype(work(std::declval<Act&>())) {
    if (auto fine = check_reason(actor); !fine) return fine.error();
    std::optional<Act> act;
    auto found = read([&](Connection& connection) { return work(act.emplace(connection, actor)); });
    if (!found) return found;
    const auto logged = writer_.run([&](Connection&, Addition& addition) -> engine::Result<void> {
        addition.entries = act->entries();
        return {};
    });
    if (!logged) return logged.error();
    return found;
}

}  // namespace lika::storage::detail
