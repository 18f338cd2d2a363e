// SPDX-License-Identifier: EUPL-1.2
#include "storage/city.h"

#include "storage/detail/checkpoints.h"
#include "storage/detail/city_parts.h"
#include "storage/detail/log.h"
#include "storage/detail/store.h"

namespace lika::storage {
namespace {

using detail::Act;
using detail::Connection;
using engine::Error;
using engine::ErrorKind;
using engine::Result;

const std::string account_columns =
    "SELECT id, username, name, role, district, password_hash, totp_secret, totp_last_step, "
    "draft_key, disabled,"
    " failures, locked_until FROM account";

Account read_account(detail::Statement& row) {
    Account account;
    row.into(account.id, account.username, account.name, account.role, account.district,
             account.password_hash, account.totp_secret, account.totp_last_step, account.draft_key,
             account.disabled, account.failures, account.locked_until);
    return account;
}

Error no_such_account() {
    return {ErrorKind::not_found, "no_such_account", ""};
}

Result<Account> find_account(Connection& connection, const char* where, const std::string& value) {
    auto row = connection.query(account_columns + where, value);
    if (!row.step()) return no_such_account();
    return read_account(row);
}

/// Nothing, or no_such_account when the statement before changed none.
Result<void> one_account(const Connection& connection) {
    if (connection.changes() == 0) return no_such_account();
    return {};
}

}  // namespace

City::City(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
City::~City() = default;

Result<std::unique_ptr<City>> City::create(const std::filesystem::path& folder,
                                           const Keyring& key) {
    auto store = detail::Store::create(folder, "city", key, "city");
    if (!store) return store.error();
    return std::unique_ptr<City>{new City{std::make_unique<Parts>(Parts{std::move(*store)})}};
}

Result<std::unique_ptr<City>> City::open(const std::filesystem::path& folder, const Keyring& key) {
    auto store = detail::Store::open(folder, "city", key, "city");
    if (!store) return store.error();
    return std::unique_ptr<City>{new City{std::make_unique<Parts>(Parts{std::move(*store)})}};
}

Result<void> City::add_account(const Account& account, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        if (find_account(act.connection, " WHERE username = ?", account.username))
            return Error{ErrorKind::conflict, "username_taken", "username"};
        act.connection.run(
            "INSERT INTO account (id, username, name, role, district, password_hash, totp_secret, "
            "totp_last_step,"
            " draft_key, disabled, failures, locked_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?)",
            account.id, account.username, account.name, account.role, account.district,
            account.password_hash, account.totp_secret, account.totp_last_step, account.draft_key,
            account.disabled, account.failures, account.locked_until);
        act.log("account_added", "", account.id.value);
        return {};
    });
}

Result<Account> City::account_by_username(const std::string& username) {
    return parts_->store->read([&](Connection& connection) {
        return find_account(connection, " WHERE username = ?", username);
    });
}

Result<Account> City::account_by_id(const AccountId& id) {
    return parts_->store->read([&](Connection& connection) {
        return find_account(connection, " WHERE id = ?", id.value);
    });
}

Result<std::vector<Account>> City::accounts() {
    return parts_->store->read([&](Connection& connection) -> Result<std::vector<Account>> {
        std::vector<Account> accounts;
        auto row = connection.query(account_columns + " ORDER BY username");
        while (row.step()) accounts.push_back(read_account(row));
        return accounts;
    });
}

Result<void> City::disable_account(const AccountId& id, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) {
        act.connection.run("UPDATE account SET disabled = 1 WHERE id = ?", id);
        const auto found = one_account(act.connection);
        act.connection.run("DELETE FROM session WHERE account = ?", id);
        act.log("account_disabled", "", id.value);
        return found;
    });
}

Result<void> City::reset_password(const AccountId& id, const std::string& password_hash,
                                  const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) {
        act.connection.run(
            "UPDATE account SET password_hash = ?, failures = 0, locked_until = NULL WHERE id = ?",
            password_hash, id);
        const auto found = one_account(act.connection);
        act.connection.run("DELETE FROM session WHERE account = ?", id);
        act.log("password_reset", "", id.value);
        return found;
    });
}

Result<void> City::sign_in_failed(const AccountId& id, int failures,
                                  std::optional<Instant> locked_until, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) {
        act.connection.run("UPDATE account SET failures = ?, locked_until = ? WHERE id = ?",
                           failures, locked_until, id);
        const auto found = one_account(act.connection);
        act.log("sign_in", "", id.value, "refused");
        return found;
    });
}

Result<void> City::signed_in(const Session& session, std::int64_t totp_step, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        const auto account = find_account(act.connection, " WHERE id = ?", session.account.value);
        if (!account) return account.error();
        if (account->totp_secret && totp_step <= account->totp_last_step)
            return Error{ErrorKind::conflict, "code_used", "totp"};
        const auto step = account->totp_secret ? totp_step : account->totp_last_step;
        act.connection.run(
            "UPDATE account SET failures = 0, locked_until = NULL, totp_last_step = ? WHERE id = ?",
            step, session.account);
        act.connection.run(
            "INSERT INTO session (token_digest, account, csrf, created_at, seen_at) VALUES (?, ?, "
            "?, ?, ?)",
            session.token_digest, session.account, session.csrf, session.created_at,
            session.seen_at);
        act.log("sign_in", "", session.account.value);
        return {};
    });
}

Result<std::optional<Session>> City::session(const std::string& token_digest) {
    return parts_->store->read([&](Connection& connection) -> Result<std::optional<Session>> {
        auto row = connection.query(
            "SELECT token_digest, account, csrf, created_at, seen_at FROM session WHERE "
            "token_digest = ?",
            token_digest);
        if (!row.step()) return std::optional<Session>{};
        Session session;
        row.into(session.token_digest, session.account, session.csrf, session.created_at,
                 session.seen_at);
        return std::optional{session};
    });
}

Result<void> City::touch_session(const std::string& token_digest, Instant at) {
    return parts_->store->write([&](Connection& connection) -> Result<void> {
        connection.run("UPDATE session SET seen_at = ?1 WHERE token_digest = ?2 AND seen_at < ?1",
                       at, token_digest);
        return {};
    });
}

Result<void> City::end_session(const std::string& token_digest, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        act.connection.run("DELETE FROM session WHERE token_digest = ?", token_digest);
        act.log("sign_out", "", actor.account);
        return {};
    });
}

Result<void> City::end_sessions_before(Instant seen_before, Instant created_before,
                                       const Actor& actor) {
    const std::string old = " FROM session WHERE seen_at < ? OR created_at < ?";
    const auto any = parts_->store->read([&](Connection& connection) -> Result<bool> {
        return connection.find<int>("SELECT 1" + old + " LIMIT 1", seen_before, created_before)
            .has_value();
    });
    if (!any) return any.error();
    if (!*any) return {};
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        act.connection.run("DELETE" + old, seen_before, created_before);
        act.log("sessions_ended", "", "");
        return {};
    });
}

Result<void> City::log_act(const std::string& action, const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        act.log(action, "", "");
        return {};
    });
}

Result<void> City::log_refused(const std::string& action, const std::string& object,
                               const Actor& actor) {
    return parts_->store->act(actor, [&](Act& act) -> Result<void> {
        act.log(action, "", object, "refused");
        return {};
    });
}

Result<Page<LogEntry>> City::log(std::size_t limit, const std::string& cursor, const Actor& actor) {
    return parts_->store->reading(actor, [&](Act& act) {
        auto page = detail::read_entries(act.connection, "", limit, cursor);
        act.log("log_read", "", "");
        return page;
    });
}

Result<Checkpointed> City::checkpoint(const std::filesystem::path& place, Instant at) {
    return detail::add_checkpoint(*parts_->store, place, at);
}

}  // namespace lika::storage
