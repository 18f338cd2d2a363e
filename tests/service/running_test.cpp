// SPDX-License-Identifier: EUPL-1.2
#include "service/running.h"

#include <Poco/Process.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "service/detail/pid_file.h"
#include "tests/support/live_server.h"

using namespace lika;
using namespace lika::tests;
using nlohmann::json;

namespace {

std::string request(const std::string& method, const std::string& path, const std::string& more = "", const std::string& body = "") {
    return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string as_json = "Content-Type: application/json\r\n";

std::string credentials(const std::string& password) { return json{{"username", "alva"}, {"password", password}}.dump(); }

std::string reason_of_start(const service::Settings& settings) {
    const auto started = service::Running::start(settings);
    return started ? "" : started.error().reason;
}

void write(const std::filesystem::path& file, const std::string& text) { std::ofstream{file, std::ios::binary} << text; }

}  // namespace

TEST_CASE("one signs in, is known and signs out over the wire", "[service][live]") {
    LiveServer server;
    RawClient client{server.port()};

    CHECK(client.ask(request("GET", "/api/v1/session")).status == 401);
    const auto signed_in = client.ask(request("POST", "/api/v1/session", as_json, credentials(LiveFolder::password)));
    REQUIRE(signed_in.status == 200);
    const auto set = signed_in.header("Set-Cookie");
    const std::string cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    const std::string csrf = "X-CSRF-Token: " + json::parse(signed_in.body)["csrf"].get<std::string>() + "\r\n";

    CHECK(client.ask(request("GET", "/api/v1/session", cookie)).body == signed_in.body);
    CHECK(client.ask(request("DELETE", "/api/v1/session", cookie)).status == 403);
    CHECK(client.ask(request("DELETE", "/api/v1/session", cookie + csrf)).status == 204);
    CHECK(client.ask(request("GET", "/api/v1/session", cookie)).status == 401);
}

TEST_CASE("what is asked of the API is never answered with a page", "[service][live]") {
    LiveServer server;
    RawClient client{server.port()};

    CHECK(client.ask(request("GET", "/health")).body == R"({"status":"ok"})");
    for (const char* path : {"/api", "/api/", "/api/v1/nothing", "/api/v1/../../etc/passwd"}) {
        RawClient other{server.port()};
        const auto answer = other.ask(request("GET", path));
        CHECK((answer.status == 404 || answer.status == 400));
        CHECK(answer.header("Content-Type") == "application/problem+json");
    }
    const auto description = client.ask(request("GET", "/api/v1/openapi.json"));
    CHECK(description.status == 200);
    CHECK(json::parse(description.body).contains("openapi"));
}

TEST_CASE("an unread body of a refused request is not the next request", "[service][live]") {
    LiveServer server;
    RawClient client{server.port()};
    const std::string inner = request("GET", "/health");

    const auto refused = client.ask(request("POST", "/api/v1/cases", as_json, inner));
    const auto next = client.ask(request("GET", "/api/v1/openapi.json"));

    CHECK(refused.status == 401);
    CHECK(json::parse(next.body).contains("openapi"));
}

TEST_CASE("the service does not start on a city that is not whole", "[service][live]") {
    {
        const LiveFolder city;
        std::filesystem::remove(city.folder().path() / "keys" / "vault.key");
        CHECK(reason_of_start(city.settings()) == "key_file_missing");
    }
    {
        const LiveFolder city, other;
        std::filesystem::copy_file(other.folder().path() / "keys" / "vault.key", city.folder().path() / "keys" / "vault.key",
                                   std::filesystem::copy_options::overwrite_existing);
        CHECK(reason_of_start(city.settings()) == "wrong_key");
    }
    {
        const LiveFolder city;
        write(city.folder().path() / "keys" / "vault.key", "");
        CHECK(reason_of_start(city.settings()) == "key_file_malformed");
    }
    const LiveFolder city;
    std::filesystem::remove_all(city.folder().path() / "vaults");
    std::filesystem::create_directories(city.folder().path() / "vaults");
    CHECK(reason_of_start(city.settings()) == "vault_missing");
    CHECK(std::filesystem::is_empty(city.folder().path() / "vaults"));
}

TEST_CASE("a demonstration city is served to this machine alone", "[service][live]") {
    const LiveFolder city;
    auto settings = city.settings();
    settings.demonstration = true;

    settings.address = "0.0.0.0";
    CHECK(reason_of_start(settings) == "demonstration_not_local");
    settings.address = "127.0.0.1";
    CHECK(reason_of_start(settings).empty());
}

TEST_CASE("sessions that ended by time are tidied away", "[service][live]") {
    const LiveFolder city;
    auto settings = city.settings();
    settings.session_idle_seconds = 1;
    const auto running = service::Running::start(settings);
    REQUIRE(running);
    auto& store = *(*running)->services().city;
    const auto account = store.account_by_username("alva");
    const auto long_ago = (*running)->services().now() - std::chrono::seconds{5};
    REQUIRE(store.signed_in({storage::digest("token"), account->id, "csrf", long_ago, long_ago}, 0, {account->id.value, long_ago, ""}));

    REQUIRE((*running)->tidy());

    CHECK_FALSE(*store.session(storage::digest("token")));
}

TEST_CASE("the command says why it does not start", "[service][live]") {
    const TestFolder folder;

    const auto missing = lika::tests::run({"serve", "--config", folder / "lika.xml"});
    CHECK(missing.status == 1);
    CHECK(missing.err.find("config_missing") != std::string::npos);
    CHECK(missing.out.empty());
    CHECK(lika::tests::run({"serve", "--port", "70000"}).status == 2);
    const auto keyless = lika::tests::run({"serve", "--config", folder.write("lika.xml", "<lika/>")});
    CHECK(keyless.status == 1);
    CHECK(keyless.err.find("key_file_missing") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "lika.pid"));
}

TEST_CASE("one process serves a folder", "[service][live]") {
    const TestFolder folder;
    std::filesystem::copy_file("/bin/sleep", folder / "lika");
    const auto other = Poco::Process::launch(folder / "lika", {"60"});
    std::this_thread::sleep_for(std::chrono::milliseconds{300});   // until it is itself
    write(folder.path() / "lika.pid", std::to_string(other.id()));

    const auto refused = service::PidFile::take(folder.path());
    Poco::Process::kill(other.id());
    other.wait();
    const auto taken = service::PidFile::take(folder.path());

    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "already_running");
    REQUIRE(taken);
    CHECK(text_of(folder / "lika.pid") == std::to_string(Poco::Process::id()) + "\n");
}

TEST_CASE("a pid file left behind by a killed process is replaced, and removed at the end", "[service][live]") {
    const TestFolder folder;
    for (const char* text : {"1\n", "999999999\n", "rubbish", ""}) {
        write(folder.path() / "lika.pid", text);
        CHECK(service::PidFile::take(folder.path()));
        CHECK_FALSE(std::filesystem::exists(folder / "lika.pid"));
    }
}
