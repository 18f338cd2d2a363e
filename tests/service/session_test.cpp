// SPDX-License-Identifier: EUPL-1.2
#include "service/handlers/session.h"

#include <catch2/catch.hpp>
#include <ctime>
#include <limits>
#include <chrono>
#include <thread>

#include "service/routes.h"
#include "service/totp.h"
#include "storage/keyring.h"
#include "storage/password.h"
#include "tests/support/command.h"

using namespace lika;
using namespace lika::service;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

const std::string password = "korrekt häst batteri";
const std::string totp_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

std::string header(const Reply& reply, const std::string& name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return "";
}

std::string reason_of(const Reply& reply) { return json::parse(reply.body).value("reason", ""); }

/// Two accounts, alva with a password and tove with a code too, and a clock the test moves.
struct Desk {
    Desk() {
        services.settings.session_idle_seconds = 100;
        services.settings.session_absolute_seconds = 1000;
        services.settings.login_lock_seconds = 8;
        services.now = [this] { return now; };
        const auto key = storage::Keyring::create(folder.path());
        REQUIRE(key);
        auto city = storage::City::create(folder.path(), *key);
        REQUIRE(city);
        services.city = std::move(*city);
        add("alva", std::nullopt);
        add("tove", totp_secret);
    }

    void add(const std::string& username, const std::optional<std::string>& secret) {
        storage::Account account;
        account.id = storage::AccountId{storage::random_id()};
        account.username = username;
        account.name = "Namn " + username;
        account.role = "social_worker";
        account.district = "farsta";
        account.password_hash = *storage::hash_password(password);
        account.totp_secret = secret;
        account.draft_key = storage::random_token(32);
        REQUIRE(services.city->add_account(account, {"system", now, ""}));
    }

    Reply send(const std::string& method, const std::string& path, const json& body = {}) {
        Request request;
        request.method = method;
        request.path = "/api/v1" + path;
        request.headers = headers;
        request.headers["host"] = "127.0.0.1:8443";
        if (!cookie.empty()) request.headers["cookie"] = cookie;
        if (!csrf.empty()) request.headers["x-csrf-token"] = csrf;
        if (!body.is_null()) {
            request.headers.emplace("content-type", "application/json");
            request.body_text = body.dump();
        }
        return dispatch(std::move(request), services);
    }

    Reply sign_in(const std::string& username, const std::string& with, const json& more = json::object()) {
        json body{{"username", username}, {"password", with}};
        body.update(more);
        auto reply = send("POST", "/session", body);
        if (reply.status == 200) {
            const auto set = header(reply, "Set-Cookie");
            cookie = set.substr(0, set.find(';'));
            csrf = json::parse(reply.body)["csrf"];
        }
        return reply;
    }

    /// For many threads: touches nothing of the desk.
    int guess(const std::string& username) {
        Request request;
        request.method = "POST";
        request.path = "/api/v1/session";
        request.headers["content-type"] = "application/json";
        request.body_text = json{{"username", username}, {"password", "fel"}}.dump();
        return dispatch(std::move(request), services).status;
    }

    json code(std::int64_t steps_away = 0) const {
        const auto step = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / 30;
        return {{"totp", totp_code(*read_base32(totp_secret), step + steps_away)}};
    }

    int who() { return send("GET", "/session").status; }

    tests::TestFolder folder;
    Services services;
    storage::Instant now{1772442600000ms};
    std::string cookie, csrf;
    std::map<std::string, std::string> headers;
};

}  // namespace

TEST_CASE("signing in gives a session that says who one is", "[service][session]") {
    Desk desk;

    const auto reply = desk.sign_in("alva", password);

    REQUIRE(reply.status == 200);
    const auto body = json::parse(reply.body);
    CHECK(body["user"] == json{{"username", "alva"}, {"name", "Namn alva"}, {"role", "social_worker"}, {"district", "farsta"}});
    CHECK(body["draft_key"].get<std::string>().size() == 43);
    CHECK(json::parse(desk.send("GET", "/session").body) == body);
}

TEST_CASE("the cookie is for this host, this page's scripts cannot read it, and it holds 256 bits", "[service][session]") {
    Desk desk;

    const auto set = header(desk.sign_in("alva", password), "Set-Cookie");

    CHECK(set.starts_with("__Host-lika="));
    CHECK(set.substr(12, set.find(';') - 12).size() == 43);
    CHECK(set.substr(set.find(';')) == "; Path=/; Secure; HttpOnly; SameSite=Strict");
}

TEST_CASE("the store keeps no token that would open a session", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);
    const auto token = desk.cookie.substr(12);

    CHECK_FALSE(*desk.services.city->session(token));
    CHECK(*desk.services.city->session(storage::digest(token)));
}

TEST_CASE("each sign-in has a new token, whatever the client brings", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);
    const auto first = desk.cookie;
    desk.sign_in("alva", password);

    CHECK(desk.cookie != first);
    desk.cookie = "__Host-lika=chosen-by-somebody-else";
    CHECK(desk.who() == 401);
}

TEST_CASE("a failed sign-in is always alike", "[service][session]") {
    Desk desk;
    const auto wrong = desk.sign_in("alva", "fel");

    CHECK(wrong.status == 401);
    CHECK(reason_of(wrong) == "sign_in_failed");
    CHECK(desk.sign_in("ingen", "fel").body == wrong.body);
    CHECK(desk.sign_in("tove", password).body == wrong.body);
    CHECK(desk.sign_in("tove", password, {{"totp", "000000"}}).body == wrong.body);
    CHECK(header(wrong, "Set-Cookie").empty());
}

TEST_CASE("a name that nobody has costs as much work to refuse as one that somebody has",
          "[service][session]") {
    Desk desk;
    const auto least_work = [&](const std::string& name) {   // of the processor: the wall clock knows other jobs
        auto least = std::numeric_limits<std::clock_t>::max();
        for (int i = 0; i < 4; ++i) {
            const auto start = std::clock();
            desk.sign_in(name, "fel");
            least = std::min(least, std::clock() - start);
        }
        return static_cast<double>(least) / CLOCKS_PER_SEC;
    };

    const double known = least_work("alva"), unknown = least_work("ingen");

    CHECK(unknown > 0.5 * known);
    CHECK(known > 0.5 * unknown);
}

TEST_CASE("repeated failures make a name rest, known or not, and nobody else", "[service][session]") {
    Desk desk;
    for (const char* name : {"alva", "ingen"}) {
        for (int i = 0; i < 5; ++i) CHECK(desk.sign_in(name, "fel").status == 401);
        const auto resting = desk.sign_in(name, password);
        CHECK(resting.status == 429);
        CHECK(reason_of(resting) == "try_later");
        CHECK(header(resting, "Retry-After") == "1");
    }
    CHECK(desk.sign_in("tove", password, desk.code()).status == 200);

    desk.now += 1s;
    CHECK(desk.sign_in("alva", "fel").status == 401);
    CHECK(header(desk.sign_in("alva", password), "Retry-After") == "2");
    desk.now += 2s;
    CHECK(desk.sign_in("alva", password).status == 200);
    CHECK(desk.services.city->account_by_username("alva")->failures == 0);
}

TEST_CASE("a rest is never longer than configured", "[service][session]") {
    Desk desk;
    for (int i = 0; i < 12; ++i) {
        desk.sign_in("alva", "fel");
        desk.now += 8s;
    }

    CHECK(desk.sign_in("alva", password).status == 200);
}

TEST_CASE("guesses sent side by side are counted like guesses in a row", "[service][session]") {
    Desk desk;
    std::vector<std::thread> guessing;
    std::atomic<int> tried{0};
    for (int i = 0; i < 12; ++i)
        guessing.emplace_back([&] { tried += desk.guess("alva") == 401 ? 1 : 0; });
    for (auto& one : guessing) one.join();

    CHECK(tried == 5);
}

TEST_CASE("a code works once, and only near its time", "[service][session]") {
    Desk desk;
    CHECK(desk.sign_in("tove", password, desk.code(-3)).status == 401);
    CHECK(desk.sign_in("tove", password, desk.code(3)).status == 401);
    CHECK(desk.sign_in("tove", password, desk.code()).status == 200);
    CHECK(desk.sign_in("tove", password, desk.code()).status == 401);
    CHECK(desk.sign_in("tove", password, desk.code(-1)).status == 401);
    CHECK(desk.sign_in("tove", password, desk.code(1)).status == 200);
}

TEST_CASE("a sign-in says what is wrong with its body", "[service][session]") {
    Desk desk;
    const auto reply = desk.send("POST", "/session", {{"username", 5}, {"extra", true}});

    CHECK(reply.status == 422);
    CHECK(json::parse(reply.body)["faults"].size() == 3);
}

TEST_CASE("signing out ends the session at the service", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);

    const auto reply = desk.send("DELETE", "/session");

    CHECK(reply.status == 204);
    CHECK(header(reply, "Set-Cookie").starts_with("__Host-lika=; Max-Age=0;"));
    CHECK(desk.who() == 401);
}

TEST_CASE("a session ends when it is idle, and by age although in use", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);
    desk.now += 99s;
    CHECK(desk.who() == 200);
    desk.now += 99s;
    CHECK(desk.who() == 200);
    desk.now += 101s;
    CHECK(desk.who() == 401);

    desk.sign_in("alva", password);
    for (int i = 0; i < 11; ++i) {
        CHECK(desk.who() == 200);
        desk.now += 90s;
    }
    desk.now += 10s;
    CHECK(desk.who() == 401);
}

TEST_CASE("a disabled account is signed out at once and stays out", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);
    const auto account = desk.services.city->account_by_username("alva");

    REQUIRE(desk.services.city->disable_account(account->id, {"system", desk.now, ""}));

    CHECK(desk.who() == 401);
    CHECK(desk.sign_in("alva", password).status == 401);
}

TEST_CASE("two session cookies are none", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);
    desk.cookie = "theme=dark; " + desk.cookie;
    CHECK(desk.who() == 200);
    desk.cookie += "; __Host-lika=other";
    CHECK(desk.who() == 401);
}

TEST_CASE("a change needs the session's own token, our origin and JSON", "[service][session]") {
    Desk desk;
    desk.sign_in("alva", password);
    const json nothing = json::object();
    const auto given = desk.csrf;

    desk.csrf = "";
    CHECK(reason_of(desk.send("POST", "/score", nothing)) == "csrf");
    desk.csrf = "wrong";
    CHECK(reason_of(desk.send("POST", "/score", nothing)) == "csrf");
    desk.csrf = given;
    for (const char* origin : {"https://evil.example", "null", "http://127.0.0.1:8443", "https://127.0.0.1:8444"}) {
        desk.headers["origin"] = origin;
        CHECK(desk.send("POST", "/score", nothing).status == 403);
        CHECK(reason_of(desk.sign_in("alva", password)) == "foreign_origin");
    }
    desk.headers["origin"] = "https://127.0.0.1:8443";
    CHECK(desk.send("POST", "/score", nothing).status == 422);
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", ""}) {
        desk.headers["content-type"] = type;
        CHECK(desk.send("POST", "/score", nothing).status == 415);
    }
    desk.headers["content-type"] = "Application/JSON; charset=UTF-8";
    CHECK(desk.send("POST", "/score", nothing).status == 422);
}
