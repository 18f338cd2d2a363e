// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/session.h"

#include <algorithm>

#include "service/access.h"
#include "service/credentials.h"
#include "service/json.h"
#include "service/json_read.h"
#include "service/problem.h"
#include "service/totp.h"
#include "storage/password.h"

namespace lika::service {
namespace {

constexpr std::chrono::milliseconds patience{5000};
const std::string cookie_name = "__Host-lika";
const std::string cookie_rules = "; Path=/; Secure; HttpOnly; SameSite=Strict";

struct Credentials {
    std::string username, password, totp;
};

nlohmann::json session_body(const storage::Account& account, const std::string& csrf) {
    return {{"user",
             {{"username", account.username},
              {"name", account.name},
              {"role", account.role},
              {"district", or_null(account.district)}}},
            {"csrf", csrf},
            {"draft_key", account.draft_key}};
}

/// The token of the request's cookie; "" when there is none or more than one.
std::string token_of(const Request& request) {
    const auto header = request.header("cookie");
    std::string token;
    int found = 0;
    for (std::size_t at = 0; at < header.size();) {
        const auto end = std::min(header.find(';', at), header.size());
        const auto start = header.find_first_not_of(' ', at);
        const auto part = start < end ? header.substr(start, end - start) : std::string{};
        if (part.starts_with(cookie_name + "=")) {
            token = part.substr(cookie_name.size() + 1);
            ++found;
        }
        at = end + 1;
    }
    return found == 1 ? token : "";
}

Reply try_later(std::chrono::milliseconds rest) {
    auto reply = problem(429, "try_later");
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(rest).count();
    reply.headers.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(seconds, 1)));
    return reply;
}

Reply sign_in_failed() { return problem(401, "sign_in_failed"); }

std::chrono::seconds longest_rest(const Services& services) {
    return std::chrono::seconds{services.settings.login_lock_seconds};
}

std::optional<Reply> resting(const Standing& standing, storage::Instant now) {
    if (!standing.rests_until || now >= *standing.rests_until) return std::nullopt;
    return try_later(*standing.rests_until - now);
}

Reply refuse_stranger(const Credentials& given, Standing& standing, const Services& services) {
    if (const auto rest = resting(standing, services.now())) return *rest;
    storage::spend_password_time(given.password);
    standing = one_worse(standing, longest_rest(services), services.now());
    return sign_in_failed();
}

Reply open_session(const storage::Account& account, std::int64_t step, const Services& services) {
    const auto token = storage::random_token(32);
    const storage::Instant now = services.now();
    const storage::Session session{storage::digest(token), account.id, storage::random_token(32), now,
                                   now};
    const auto kept = services.city->signed_in(session, step, {account.id.value, now, ""});
    if (!kept) return kept.error().reason == "code_used" ? sign_in_failed() : problem(kept.error());

    auto reply = ok(session_body(account, session.csrf));
    reply.headers.emplace_back("Set-Cookie", cookie_name + "=" + token + cookie_rules);
    return reply;
}

Reply sign_in_as(const storage::Account& account, const Credentials& given,
                 const Services& services) {
    const Standing standing{account.failures, account.locked_until};
    if (const auto rest = resting(standing, services.now())) return *rest;
    if (const auto step = proven_step(account, given.password, given.totp, services.now()))
        return open_session(account, *step, services);

    const auto worse = one_worse(standing, longest_rest(services), services.now());
    const auto kept = services.city->sign_in_failed(account.id, worse.failures, worse.rests_until,
                                                    {account.id.value, services.now(), ""});
    return kept ? sign_in_failed() : problem(kept.error());
}

}  // namespace

Reply sign_in(const Request& request, Services& services) {
    Fields fields{request.body};
    const Credentials given{fields.text("username", 200), fields.text("password", 1000),
                            fields.optional_text("totp", 10).value_or("")};
    if (!fields.faults().empty()) return problem(422, "invalid", fields.faults());

    const auto turn = services.desk->take_turn(given.username, patience);
    if (!turn) return try_later(std::chrono::seconds{2});
    const auto account = services.city->account_by_username(given.username);
    if (account) return sign_in_as(*account, given, services);
    if (account.error().kind != engine::ErrorKind::not_found) return problem(account.error());
    return refuse_stranger(given, turn->unknown(), services);
}

Reply who_am_i(const Request& request, Services&) {
    return ok(session_body(request.person->account, request.person->session.csrf));
}

Reply sign_out(const Request& request, Services& services) {
    const auto ended = services.city->end_session(request.person->session.token_digest,
                                                  actor_of(request, services));
    if (!ended) return problem(ended.error());
    Reply reply{204, "", "", {}};
    reply.headers.emplace_back("Set-Cookie", cookie_name + "=; Max-Age=0" + cookie_rules);
    return reply;
}

engine::Result<std::optional<Person>> person_of(const Request& request, Services& services) {
    using std::chrono::seconds;
    const std::optional<Person> nobody;
    const auto token = token_of(request);
    if (token.empty()) return nobody;
    const auto session = services.city->session(storage::digest(token));
    if (!session) return session.error();
    if (!*session) return nobody;

    const storage::Session& found = **session;
    const auto account = services.city->account_by_id(found.account);
    if (!account && account.error().kind != engine::ErrorKind::not_found) return account.error();
    const seconds idle{services.settings.session_idle_seconds};
    const seconds absolute{services.settings.session_absolute_seconds};
    const auto now = services.now();
    if (!account || account->disabled || now - found.seen_at >= idle ||
        now - found.created_at >= absolute) {
        const auto ended = services.city->end_session(found.token_digest, {"system", now, ""});
        if (!ended) return ended.error();
        return nobody;
    }
    // Not at every request: each touch is a durable write.
    if (now - found.seen_at >= std::min(idle / 10, seconds{30})) {
        const auto touched = services.city->touch_session(found.token_digest, now);
        if (!touched) return touched.error();
    }
    return std::optional<Person>{Person{*account, found}};
}

}  // namespace lika::service
