// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "instruments/vignette.h"
#include "service/routes.h"
#include "service/services.h"
#include "storage/keyring.h"
#include "storage/password.h"
#include "tests/support/schema.h"

namespace lika::test {

using nlohmann::json;
using service::Reply;

inline json body_of(const Reply& reply) {
    return reply.body.empty() ? json() : json::parse(reply.body);
}

inline std::string header_of(const Reply& reply, const std::string& name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return "";
}

inline std::string reason_of(const Reply& reply) {
    return body_of(reply).value("reason", "");
}

/// "field reason" of every fault, sorted.
inline std::vector<std::string> faults_of(const Reply& reply) {
    std::vector<std::string> faults;
    const auto body = body_of(reply);
    for (const auto& fault : body["faults"])
        faults.push_back(fault["field"].get<std::string>() + " " +
                         fault["reason"].get<std::string>());
    std::sort(faults.begin(), faults.end());
    return faults;
}

using Headers = std::map<std::string, std::string>;

/// A small city in a temporary folder: a key, the districts `home` and `away`, one account a role,
/// a clock that stands still, and a client that goes through dispatch. Every answer is held against
/// docs/openapi.json.
class City {
public:
    static constexpr const char* home = "hagersten-alvsjo";
    static constexpr const char* away = "bromma";

    City() {
        folder_ = std::filesystem::temp_directory_path() / ("lika-test-" + storage::random_id());
        std::filesystem::create_directories(folder_ / "vaults");
        make_key();
        read_library();
        open(true);
        for (const auto& [name, role, district] : people()) add(name, role, district);
        for (const auto& [name, role, district] : people()) sign_in(name);
    }

    ~City() {
        services.vaults.reset();
        services.city.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    City(const City&) = delete;
    City& operator=(const City&) = delete;

    service::Services services;
    storage::Instant now{std::chrono::milliseconds{1772442600000}};  // 2026-03-02T09:10:00Z

    /// Closes the vaults and opens them again, as a restart does.
    void restart() {
        services.vaults.reset();
        services.city.reset();
        open(false);
    }

    /// A fresh session.
    void sign_in(const std::string& username) {
        const auto account = services.city->account_by_username(username);
        REQUIRE(account);
        const auto token = storage::random_token(32);
        const storage::Session session{storage::digest(token), account->id, "csrf-" + username, now,
                                       now};
        REQUIRE(services.city->signed_in(session, account->totp_last_step,
                                         {account->id.value, now, ""}));
        tokens_[username] = token;
    }

    /// Sends as that person (empty: nobody) and holds the answer against the description.
    Reply send(const std::string& username, const std::string& method, const std::string& target,
               const json& body = {}, const Headers& headers = {}) {
        const auto reply = silent(username, method, target, body, headers);
        check(reply, method, target.substr(0, target.find('?')));
        return reply;
    }

    /// Sends without holding the answer against anything: Catch2 takes no checks from other
    /// threads.
    Reply silent(const std::string& username, const std::string& method, const std::string& target,
                 const json& body = {}, const Headers& headers = {}) {
        service::Request request;
        request.method = method;
        const auto question = target.find('?');
        request.path = "/api/v1" + target.substr(0, question);
        if (question != std::string::npos) read_query(target.substr(question + 1), request);
        request.headers = headers;
        if (!username.empty()) {
            request.headers["cookie"] = "__Host-lika=" + tokens_.at(username);
            request.headers["x-csrf-token"] = "csrf-" + username;
        }
        if (!body.is_null()) request.body_text = body.dump();
        if (method != "GET") request.headers["content-type"] = "application/json";
        request.peer = "127.0.0.1";
        return service::dispatch(request, services);
    }

    Reply get(const std::string& username, const std::string& target) {
        return send(username, "GET", target);
    }
    Reply post(const std::string& username, const std::string& target, const json& body,
               const Headers& headers = {}) {
        return send(username, "POST", target, body, headers);
    }

    /// Creates something that must succeed; its id.
    std::string create(const std::string& username, const std::string& target, const json& body) {
        const auto reply = post(username, target, body);
        INFO(reply.body);
        REQUIRE(reply.status == 201);
        return body_of(reply)["id"];
    }

    /// Words that no problem may hold. Add what a test enters.
    std::vector<std::string> secrets{"Kim Testsson", "20110304-1234", "201103041234",
                                     "Slagen i hemmet", "Ser rädd ut"};

    const Schemas& schemas() const { return schemas_; }

private:
    struct Login {
        std::string name, role;
        std::optional<std::string> district;
    };

    static std::vector<Login> people() {
        return {{"alva", "social_worker", home},
                {"bo", "social_worker", home},
                {"sven", "supervisor", home},
                {"cilla", "social_worker", away},
                {"sara", "supervisor", away},
                {"skola", "school_team", home},
                {"skola2", "school_team", home},
                {"audit", "auditor", std::nullopt},
                {"admin", "administrator", std::nullopt}};
    }

    void make_key() { REQUIRE(storage::Keyring::create(folder_)); }

    /// The released library and the test's own instrument, at its older version.
    void read_library() {
        const std::filesystem::path source{PROJECT_SOURCE};
        std::filesystem::create_directories(folder_ / "library");
        for (const char* part : {"instruments/library", "instruments/non-commercial"})
            for (const auto& file : std::filesystem::directory_iterator{source / part})
                std::filesystem::copy(file.path(), folder_ / "library");
        add_instrument("home-levels-1.0.xml");
        auto [catalogues, faults] = instruments::read_catalogues(source / "instruments/catalogues");
        REQUIRE(faults.empty());
        services.catalogues = std::move(catalogues);
        auto [vignettes, vignette_faults] = instruments::read_vignettes(source / "instruments/vignettes", services.library);
        REQUIRE(vignette_faults.empty());
        services.vignettes = std::move(vignettes);
    }

public:
    void add_instrument(const std::string& file) {
        std::filesystem::copy(std::filesystem::path{TEST_DATA} / "service" / file,
                              folder_ / "library");
        auto [library, faults] = instruments::Library::load(folder_ / "library");
        for (const auto& fault : faults) UNSCOPED_INFO(fault.to_string());
        REQUIRE(faults.empty());
        services.library = std::move(library);
    }

private:
    void open(bool fresh) {
        auto opened = storage::Keyring::open(folder_);
        REQUIRE(opened);
        const auto key = std::make_shared<storage::Keyring>(std::move(*opened));
        auto city = fresh ? storage::City::create(folder_ / "vaults", *key)
                          : storage::City::open(folder_ / "vaults", *key);
        REQUIRE(city);
        services.city = std::move(*city);
        for (const char* const district : {home, away})
            if (fresh) REQUIRE(storage::Vault::create(folder_ / "vaults", district, *key));
        services.vaults = std::make_unique<service::OpenVaults>(
            std::vector<std::string>{home, away}, 2,
            [this, key](const std::string& name) { return storage::Vault::open(folder_ / "vaults", name, *key); });
        services.now = [this] { return now; };
    }

    void add(const std::string& name, const std::string& role,
             const std::optional<std::string>& district) {
        storage::Account account;
        account.id = storage::AccountId{storage::random_id()};
        account.username = name;
        account.name = "Name of " + name;
        account.role = role;
        account.district = district;
        account.password_hash = "none";
        account.draft_key = storage::random_token(32);
        REQUIRE(services.city->add_account(account, {"system", now, ""}));
    }

    static void read_query(const std::string& text, service::Request& request) {
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('&', at), text.size());
            const auto pair = text.substr(at, end - at);
            const auto equals = std::min(pair.find('='), pair.size());
            request.query[pair.substr(0, equals)] =
                equals < pair.size() ? pair.substr(equals + 1) : "";
            at = end + 1;
        }
    }

    static std::vector<std::string> parts_of(const std::string& path) {
        std::vector<std::string> parts;
        std::istringstream stream{path};
        for (std::string part; std::getline(stream, part, '/');) parts.push_back(part);
        return parts;
    }

    static bool fits(const std::string& pattern, const std::string& path) {
        const auto wanted = parts_of(pattern), given = parts_of(path);
        if (wanted.size() != given.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!wanted[i].starts_with('{') && wanted[i] != given[i]) return false;
        return true;
    }

    /// What the description says of the answer to this request; null when it says nothing.
    json described(const std::string& method, const std::string& path, int status) const {
        std::string verb = method;
        for (auto& letter : verb) letter = static_cast<char>(std::tolower(letter));
        for (const auto& [pattern, methods] : schemas_.document()["paths"].items()) {
            if (!fits(pattern, path) || !methods.contains(verb)) continue;
            const auto& answers = methods[verb]["responses"];
            const auto found = answers.find(std::to_string(status));
            if (found == answers.end()) return {};
            return found->contains("$ref") ? schemas_.resolved((*found)["$ref"]) : *found;
        }
        return {};
    }

    void check(const Reply& reply, const std::string& method, const std::string& path) const {
        INFO(method + " " + path + " " + std::to_string(reply.status));
        const auto answer = described(method, path, reply.status);
        CHECK(!answer.is_null());
        if (reply.content_type == "application/problem+json")
            for (const auto& secret : secrets) CHECK(reply.body.find(secret) == std::string::npos);
        if (answer.is_null() || !answer.contains("content")) return;
        REQUIRE(answer["content"].contains(reply.content_type));
        if (!reply.content_type.ends_with("json")) return;
        const auto faults = schemas_.faults(json::parse(reply.body),
                                            answer["content"][reply.content_type]["schema"]);
        CHECK(faults == std::vector<std::string>{});
    }

    static json read_description() {
        std::ifstream file{std::string{PROJECT_SOURCE} + "/docs/openapi.json"};
        return json::parse(file);
    }

    std::filesystem::path folder_;
    std::map<std::string, std::string> tokens_;
    Schemas schemas_{read_description()};
};

/// A case of the home district with a person, assigned to the worker.
inline json a_person() {
    return {{"subject",
             {{"name", "Kim Testsson"},
              {"born_on", "2011-03-04"},
              {"sex", "male"},
              {"personal_number", "20110304-1234"}}}};
}

inline json a_concern(const std::string& district) {
    return {
        {"subject",
         {{"name", "Kim Testsson"}, {"personal_number", "20110304-1234"}, {"district", district}}},
        {"signs", {"absence", "home"}},
        {"text", "Slagen i hemmet"},
        {"urgency", "week"}};
}

inline json rated(int rating, const std::string& evidence = "") {
    json response{{"rating", rating}, {"at", "2026-03-02T09:00:00.000Z"}};
    if (!evidence.empty()) response["evidence"] = evidence;
    return response;
}

inline json missing(const std::string& why) {
    return {{"missing", why}, {"at", "2026-03-02T09:00:00.000Z"}};
}

}  // namespace lika::test
