// SPDX-License-Identifier: EUPL-1.2
#include "service/credentials.h"

#include "service/detail/city_files.h"
#include "service/detail/unseal.h"
#include "service/totp.h"
#include "storage/password.h"

namespace lika::service {
namespace {

engine::Error forbidden(const char* reason, const std::string& username) {
    return {engine::ErrorKind::forbidden, reason, username};
}

std::string typed(const char* prompt) {
    const auto line = ask_passphrase(prompt);
    return line ? std::string{line->view()} : std::string{};
}

/// Clears the failures and uses the code up; the session that says so ends at once.
engine::Result<void> keep_proof(storage::City& city, const storage::Account& account, std::int64_t step) {
    const auto at = now();
    const storage::Actor actor{account.id.value, at, ""};
    const storage::Session session{storage::digest(storage::random_token(32)), account.id, storage::random_token(32), at, at};
    if (auto kept = city.signed_in(session, step, actor); !kept) return kept;
    return city.end_session(session.token_digest, actor);
}

engine::Result<void> keep_failure(storage::City& city, const storage::Account& account, std::chrono::seconds longest) {
    const auto worse = one_worse({account.failures, account.locked_until}, longest, now());
    return city.sign_in_failed(account.id, worse.failures, worse.rests_until, {account.id.value, now(), ""});
}

}  // namespace

std::optional<std::int64_t> proven_step(const storage::Account& account, const std::string& password,
                                        const std::string& totp, storage::Instant now) {
    const bool matches = storage::password_matches(password, account.password_hash);
    if (!matches || account.disabled) return std::nullopt;
    if (!account.totp_secret) return std::max<std::int64_t>(account.totp_last_step, 0);
    return totp_step(*account.totp_secret, totp, std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()),
                     account.totp_last_step);
}

Standing one_worse(const Standing& standing, std::chrono::seconds longest, storage::Instant now) {
    Standing worse{standing.failures + 1, std::nullopt};
    const auto rest = rest_after(worse.failures, longest);
    if (rest.count() > 0) worse.rests_until = now + rest;
    return worse;
}

engine::Result<storage::Account> prove_person(storage::City& city, const std::string& username, const std::string& roles,
                                              std::chrono::seconds longest) {
    const auto password = typed("Password: ");
    const auto account = city.account_by_username(username);
    if (!account && account.error().kind != engine::ErrorKind::not_found) return account.error();
    if (!account) {
        storage::spend_password_time(password);
        return forbidden("sign_in_failed", username);
    }
    if (account->locked_until && now() < *account->locked_until) return forbidden("try_later", username);
    const auto step = proven_step(*account, password, account->totp_secret ? typed("Code: ") : "", now());
    if (!step) {
        if (const auto kept = keep_failure(city, *account, longest); !kept) return kept.error();
        return forbidden("sign_in_failed", username);
    }
    if (const auto kept = keep_proof(city, *account, *step); !kept) return kept.error();
    if (!is_one_of(account->role, roles)) return forbidden("role_may_not", username);
    return *account;
}

bool is_one_of(const std::string& role, const std::string& roles) {
    return (" " + roles + " ").find(" " + role + " ") != std::string::npos;
}

bool answers_for(const storage::Account& person, const std::string& district) {
    return person.role == "administrator" || person.district == district;
}

}  // namespace lika::service
