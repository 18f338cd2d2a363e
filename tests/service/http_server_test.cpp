// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/http_server.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "tests/support/command.h"
#include "tests/support/raw_client.h"

using namespace lika::service;
using namespace lika::tests;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// A server that says what it was asked: "METHOD path body".
class EchoServer {
public:
    explicit EchoServer(const Patience& patience = {}, int per_address = 800) {
        const auto certificate = ready_certificate(folder_.path(), "127.0.0.1");
        REQUIRE(certificate);
        auto started = HttpServer::start({"127.0.0.1", 0, *certificate, per_address, patience}, [this](const Request& request) {
            ++asked;
            return Reply{200, request.method + " " + request.path + " " + request.body_text, "text/plain", {}};
        });
        REQUIRE(started);
        server_ = std::move(*started);
    }
    int port() const { return server_->port(); }
    const std::filesystem::path& folder() const { return folder_.path(); }
    void stop() { server_.reset(); }

    std::atomic<int> asked{0};

private:
    TestFolder folder_;
    std::unique_ptr<HttpServer> server_;
};

const std::string plain_get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

std::string post(const std::string& headers, const std::string& body) {
    return "POST /a HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

/// The slowest of several new clients' whole visits, in seconds.
double slowest_visit(int port, int visits) {
    double slowest = 0;
    for (int i = 0; i < visits; ++i) {
        const auto start = Clock::now();
        RawClient client{port};
        if (client.ask(plain_get).status != 200) return 1000;
        slowest = std::max(slowest, seconds_since(start));
    }
    return slowest;
}

/// Clients that hold a connection each, in five ways.
struct Crowd {
    std::vector<Poco::Net::StreamSocket> silent;
    std::vector<std::unique_ptr<RawClient>> tls;
};

Crowd crowd_of(int port, int each) {
    Crowd crowd;
    const auto context = client_context();
    for (int i = 0; i < each; ++i) {
        crowd.silent.push_back(plain_client(port));
        for (int kind = 0; kind < 4; ++kind) crowd.tls.push_back(std::make_unique<RawClient>(port, context));
        const auto last = crowd.tls.size();
        crowd.tls[last - 2]->send("GET /a HTTP/1.1\r\nHo");
        crowd.tls[last - 3]->send(post("Content-Length: 50\r\n", "a"));
        crowd.tls[last - 4]->ask(plain_get);
    }
    return crowd;
}

}  // namespace

TEST_CASE("one connection carries request after request", "[service][server]") {
    EchoServer server;
    RawClient client{server.port()};

    CHECK(client.ask(plain_get).body == "GET /a ");
    CHECK(client.ask(post("Content-Length: 3\r\n", "abc")).body == "POST /a abc");
    CHECK(client.ask(post("Transfer-Encoding: chunked\r\n", "2\r\nde\r\n0\r\n\r\n")).body == "POST /a de");
}

TEST_CASE("HEAD has the headers of GET and no body", "[service][server]") {
    EchoServer server;
    RawClient client{server.port()};

    client.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

    const auto all = client.receive_all();
    CHECK(all.find("Content-Length: 8\r\n") != std::string::npos);
    CHECK(all.ends_with("\r\n\r\n"));
}

TEST_CASE("every answer carries the security headers", "[service][server]") {
    EchoServer server;

    for (const auto& text : {plain_get, std::string{"TRACE /a HTTP/1.1\r\nHost: h\r\n\r\n"}, std::string{"rubbish\r\n\r\n"},
                             post("Content-Length: 9999999\r\n", "")}) {
        const auto answer = RawClient{server.port()}.ask(text);
        CHECK(answer.header("Content-Security-Policy").find("default-src 'none'; script-src 'self'") == 0);
        CHECK(answer.header("Content-Security-Policy").find("trusted-types 'none'") != std::string::npos);
        CHECK(answer.header("X-Content-Type-Options") == "nosniff");
        CHECK(answer.header("Referrer-Policy") == "no-referrer");
        CHECK(answer.header("Strict-Transport-Security").starts_with("max-age=31536000"));
        CHECK(answer.header("Cache-Control") == "no-store");
    }
}

TEST_CASE("what is refused early is never read as the next request", "[service][server]") {
    EchoServer server;
    const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    for (const auto& text :
         {post("Content-Length: 37\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled), post("Content-Length: 1,0\r\n", smuggled),
          post("Content-Length: 0\r\nContent-Length: 37\r\n", smuggled), post("Transfer-Encoding: xchunked\r\n", smuggled),
          "GET /a HTTP/1.1\r\nHost: h\r\nContent-Length: 37\r\n\r\n" + smuggled, "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 37\r\n\r\n" + smuggled,
          post("Content-Length: 9999999\r\n", smuggled), "GET /a HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n" + smuggled}) {
        RawClient client{server.port()};
        client.send(text);
        const auto all = client.receive_all();
        CHECK(all.starts_with("HTTP/1.1 4"));
        CHECK(all.find("HTTP/1.1", 5) == std::string::npos);
        CHECK(all.find("Connection: close\r\n") != std::string::npos);
    }
    CHECK(server.asked == 0);
}

TEST_CASE("a body that breaks off is not handed on", "[service][server]") {
    EchoServer server;
    {
        RawClient client{server.port()};
        client.send(post("Content-Length: 10\r\n", "abc"));
    }
    {
        RawClient client{server.port()};
        client.send(post("Transfer-Encoding: chunked\r\n", "5\r\nab"));
    }

    std::this_thread::sleep_for(200ms);
    CHECK(server.asked == 0);
}

TEST_CASE("too large a body is refused before it is read, and the client sees why", "[service][server]") {
    EchoServer server;
    RawClient announced{server.port()};
    RawClient chunked{server.port()};

    CHECK(announced.ask(post("Content-Length: 1048577\r\n", std::string(1048577, 'a'))).status == 413);
    CHECK(chunked.ask(post("Transfer-Encoding: chunked\r\n", "100000\r\n" + std::string(1048576, 'a') + "\r\n1\r\na\r\n")).status == 413);
    CHECK(server.asked == 0);
}

TEST_CASE("a client that waits for leave to send its body is told to go on", "[service][server]") {
    EchoServer server;
    RawClient client{server.port()};

    client.send(post("Expect: 100-continue\r\nContent-Length: 1\r\n", ""));
    CHECK(client.receive().status == 100);
    CHECK(client.ask("a").body == "POST /a a");
}

TEST_CASE("hundreds of mangled requests are each answered or cut, and the server stands", "[service][server]") {
    EchoServer server{{.head = 500ms, .body = 500ms, .idle = 500ms, .answer = 2000ms, .grace = 1000ms}};
    std::mt19937 chance{7};
    const auto context = client_context();
    for (int round = 0; round < 300; ++round) {
        std::string text = "\x01" + post("Content-Length: 4\r\n", "abcd");
        if (round % 2 == 0) text.erase(0, 1);
        text[chance() % (text.size() - 24)] = static_cast<char>(chance() % 256);
        RawClient client{server.port(), context};
        client.send(text + "\r\n\r\n\r\n\r\n");
        const auto all = client.receive_all();
        CHECK((all.empty() || all.starts_with("HTTP/1.1 ")));
    }
    CHECK(slowest_visit(server.port(), 1) < 2);
}

TEST_CASE("16 clients that do nothing do not stop another", "[service][server]") {
    EchoServer server;
    std::vector<Poco::Net::StreamSocket> silent;
    for (int i = 0; i < 16; ++i) silent.push_back(plain_client(server.port()));

    CHECK(slowest_visit(server.port(), 10) < 2);
}

TEST_CASE("400 idle or dripping clients do not stop another", "[service][server]") {
    EchoServer server;
    auto crowd = crowd_of(server.port(), 80);
    std::atomic<bool> over{false};
    std::thread dripping{[&] {
        try {
            for (std::size_t at = 2; !over; at = at + 4 < crowd.tls.size() ? at + 4 : 2) {
                crowd.tls[at]->send("o");
                std::this_thread::sleep_for(2ms);
            }
        } catch (const Poco::Exception&) {
            over = true;   // cut by the server
        }
    }};

    CHECK(slowest_visit(server.port(), 40) < 2);
    over = true;
    dripping.join();
}

TEST_CASE("a client is cut at its deadline however it drips", "[service][server]") {
    EchoServer server{{.head = 1500ms, .body = 1500ms, .idle = 1500ms, .answer = 1500ms, .grace = 1000ms}};
    const auto seconds_until_cut = [](RawClient& client, const std::string& drip) {
        const auto start = Clock::now();
        try {
            while (seconds_since(start) < 20) {
                client.send(drip);
                std::this_thread::sleep_for(100ms);
            }
        } catch (const Poco::Exception&) {
            return seconds_since(start);
        }
        return seconds_since(start);
    };
    RawClient head{server.port()}, body{server.port()}, idle{server.port()};
    head.send("GET /a HTTP/1.1\r\nHost: h\r\nA: ");
    CHECK(seconds_until_cut(head, "a") < 4);
    body.send(post("Content-Length: 100000\r\n", ""));
    CHECK(seconds_until_cut(body, "a") < 5);
    CHECK(server.asked == 0);

    const auto start = Clock::now();
    auto silent = plain_client(server.port());
    char byte = 0;
    CHECK(silent.receiveBytes(&byte, 1) <= 0);
    CHECK(idle.ended());
    CHECK(seconds_since(start) < 4);
}

TEST_CASE("one address holds no more connections than it may", "[service][server]") {
    EchoServer server{{}, 5};
    std::vector<std::unique_ptr<RawClient>> inside;
    for (int i = 0; i < 5; ++i) inside.push_back(std::make_unique<RawClient>(server.port()));

    CHECK_THROWS_AS(RawClient{server.port()}, Poco::Exception);
    inside.pop_back();
    std::this_thread::sleep_for(300ms);
    CHECK(slowest_visit(server.port(), 1) < 2);
}

TEST_CASE("a server that stops finishes the answer under way and no more", "[service][server]") {
    TestFolder folder;
    std::atomic<bool> begun{false};
    auto started = HttpServer::start({"127.0.0.1", 0, *ready_certificate(folder.path(), "127.0.0.1"), 100, {}}, [&](const Request&) {
        begun = true;
        std::this_thread::sleep_for(700ms);
        return Reply{200, "done", "text/plain", {}};
    });
    REQUIRE(started);
    const int port = (*started)->port();
    RawClient busy{port}, idle{port};
    busy.send(plain_get);
    while (!begun) std::this_thread::sleep_for(10ms);

    const auto start = Clock::now();
    started->reset();

    CHECK(seconds_since(start) < 4);
    CHECK(busy.receive().body == "done");
    CHECK(busy.ended());
    CHECK(idle.ended());
    CHECK_THROWS_AS(RawClient{port}, Poco::Exception);
}

TEST_CASE("two servers do not share a port", "[service][server]") {
    EchoServer server;
    const auto certificate = ready_certificate(server.folder(), "127.0.0.1");

    const auto second = HttpServer::start({"127.0.0.1", server.port(), *certificate, 100, {}}, [](const Request&) { return Reply{}; });

    REQUIRE_FALSE(second);
    CHECK(second.error().reason == "port_taken");
}

TEST_CASE("old protocols and weak ciphers are not spoken", "[service][server]") {
    EchoServer server;
    using Poco::Net::Context;
    const auto speaks = [&](int without, const std::string& ciphers) {
        Poco::Net::initializeSSL();
        Context::Params params;
        params.verificationMode = Context::VERIFY_NONE;
        params.loadDefaultCAs = false;
        params.cipherList = ciphers;
        Context::Ptr context{new Context{Context::TLS_CLIENT_USE, params}};
        context->disableProtocols(without);
        try {
            RawClient client{server.port(), context};
            return client.ask(plain_get).status == 200;
        } catch (const Poco::Exception&) {
            return false;
        }
    };
    const int but_1_2 = Context::PROTO_TLSV1_3;
    CHECK(speaks(0, "ALL"));
    CHECK(speaks(but_1_2, "ECDHE+AESGCM"));
    CHECK(speaks(but_1_2, "ECDHE+CHACHA20"));
    CHECK_FALSE(speaks(but_1_2, "kRSA"));
    CHECK_FALSE(speaks(but_1_2, "ECDHE+AES256+SHA384:!AESGCM"));
    CHECK_FALSE(speaks(but_1_2, "DHE"));
    CHECK_FALSE(speaks(Context::PROTO_TLSV1_3 | Context::PROTO_TLSV1_2, "ALL:@SECLEVEL=0"));
}

TEST_CASE("what speaks no TLS gets no answer", "[service][server]") {
    EchoServer server;
    auto socket = plain_client(server.port());
    socket.sendBytes(plain_get.data(), static_cast<int>(plain_get.size()));

    std::array<char, 512> buffer{};
    std::string all;
    try {
        for (int received = 1; received > 0;) {
            received = socket.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
            all.append(buffer.data(), static_cast<std::size_t>(std::max(received, 0)));
        }
    } catch (const Poco::Exception&) {
        all += "";
    }
    CHECK(all.find("200") == std::string::npos);
    CHECK(server.asked == 0);
}

TEST_CASE("the certificate is made once, with a key for its owner alone", "[service][server]") {
    TestFolder folder;
    const auto first = ready_certificate(folder.path(), "127.0.0.1");
    REQUIRE(first);
    const auto text = text_of(first->certificate);

    const auto again = ready_certificate(folder.path(), "127.0.0.1");

    REQUIRE(again);
    CHECK(text_of(again->certificate) == text);
    using std::filesystem::perms;
    CHECK((std::filesystem::status(first->key).permissions() & (perms::group_all | perms::others_all)) == perms::none);
}
