// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/guard.h"

#include <catch2/catch.hpp>
#include <random>

using namespace lika::service;

namespace {

/// What becomes of a connection's bytes, given `step` at a time: "METHOD path body" a request, then "400 reason".
std::string outcome_of(const std::string& bytes, std::size_t step = 1000) {
    std::size_t given = 0;
    Inbox inbox{[&]() -> std::string_view {
        const auto part = std::string_view{bytes}.substr(given, step);
        given += part.size();
        return part;
    }};
    std::string told;
    const auto refused = [&](const Refusal& refusal) {
        return told + std::to_string(refusal.status) + " " + refusal.reason;
    };
    while (inbox.waits_for_more()) {
        const auto text = inbox.take_head();
        if (const auto* refusal = std::get_if<Refusal>(&text)) return refused(*refusal);
        const auto head = read_head(std::get<std::string>(text));
        if (const auto* refusal = std::get_if<Refusal>(&head)) return refused(*refusal);
        const auto framing = framing_of(std::get<Head>(head));
        if (const auto* refusal = std::get_if<Refusal>(&framing)) return refused(*refusal);
        const auto body = inbox.take_body(std::get<Framing>(framing));
        if (const auto* refusal = std::get_if<Refusal>(&body)) return refused(*refusal);
        const auto& read = std::get<Head>(head);
        told += read.method + " " + read.path + " " + std::get<std::string>(body) + "|";
    }
    return told;
}

std::string post(const std::string& headers, const std::string& body) {
    return "POST /a HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n"; }

std::string with_header(const std::string& line) {
    return "GET /a HTTP/1.1\r\nHost: h\r\n" + line + "\r\n\r\n";
}

Head head_of(const std::string& target) {
    return std::get<Head>(read_head("GET " + target + " HTTP/1.1\r\nHost: h"));
}

}  // namespace

TEST_CASE("requests in a row are read one by one, however their bytes arrive", "[service][guard]") {
    const std::string bytes = post("Content-Length: 3\r\n", "abc") + get("/b") +
                              post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n");

    for (const std::size_t step : {1u, 2u, 3u, 7u, 1000u})
        CHECK(outcome_of(bytes, step) == "POST /a abc|GET /b |POST /a abc0123456789|");
}

TEST_CASE("a body that two readers could measure differently is refused", "[service][guard]") {
    for (const char* headers : {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Content-Length: +3\r\n",
                                "Content-Length: -3\r\n", "Content-Length: 0x3\r\n", "Content-Length: 3,3\r\n",
                                "Content-Length: 1,0\r\n", "Content-Length: 3 3\r\n", "Content-Length:\r\n",
                                "Content-Length: =?utf-8?B?Mw==?=\r\n", "Content-Length: 3.0\r\n",
                                "Content-Length: 99999999999999999999\r\n",
                                "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
                                "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: identity\r\n",
                                "Transfer-Encoding:\r\n", "Transfer-Encoding: =?utf-8?Q?chunked?=\r\n"})
        CHECK(outcome_of(post(headers, "abc")) == "400 bad_framing");
    CHECK(outcome_of(post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")) == "400 duplicate_header");
    CHECK(outcome_of(post("Transfer-Encoding: chunked\r\ntransfer-encoding: chunked\r\n", "0\r\n\r\n")) ==
          "400 duplicate_header");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nGET /") == "400 bad_framing");
}

TEST_CASE("chunks are plain sizes and bytes", "[service][guard]") {
    const auto chunked = [](const std::string& body) { return outcome_of(post("Transfer-Encoding: chunked\r\n", body)); };

    for (const char* body : {"x\r\n", "-1\r\n\r\n", "3;ext=1\r\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n",
                             "0x3\r\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "\r\n", "000000003\r\nabc\r\n0\r\n\r\n",
                             "0\r\nTrailer: x\r\n\r\n", "3\nabc\n0\n\n       "})
        CHECK(chunked(body) == "400 bad_framing");
    CHECK(chunked("3\r\nab") == "400 truncated");
    CHECK(chunked("3\r\nabc\r\n") == "400 truncated");
    CHECK(chunked("FFFFFFFF\r\n") == "413 too_large");
    CHECK(chunked("100001\r\n") == "413 too_large");
}

TEST_CASE("a body is at most one mebibyte and never cut short", "[service][guard]") {
    CHECK(outcome_of(post("Content-Length: 1048577\r\n", "")) == "413 too_large");
    CHECK(outcome_of(post("Content-Length: 4\r\n", "abc")) == "400 truncated");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost: h\r\n") == "400 truncated");
}

TEST_CASE("a malformed head is refused", "[service][guard]") {
    for (const char* line : {"Folded: a\r\n b", " Blank: a", "Name : a", "Na me: a", "no colon", ": empty", "N\x01: a",
                             "Value: a\x01", "Value: a\rb", "Value: a\nb", "Value: a\x7f"})
        CHECK(outcome_of(with_header(line)) == "400 malformed_header");
    CHECK(outcome_of(with_header(std::string("Value: a\0b", 10))) == "400 malformed_header");
    CHECK(outcome_of(with_header("Accept: a\r\naccept: b")) == "400 duplicate_header");
    CHECK(outcome_of("GET /a HTTP/1.1\nHost: h\n\n") == "400 malformed_request");
    for (const char* line : {"GET /a HTTP/1.0", "GET /a HTTP/9.9", "GET  /a HTTP/1.1 ", "GET /a", "/a HTTP/1.1", "G@T /a HTTP/1.1",
                             "GET /a http/1.1", " GET /a HTTP/1.1", "GET /a HTTP/1.1 x"})
        CHECK(outcome_of(std::string{line} + "\r\nHost: h\r\n\r\n") == "400 malformed_request");
    CHECK(outcome_of("\r\n\r\n" + get("/a")) == "400 malformed_request");
}

TEST_CASE("a request names one host", "[service][guard]") {
    CHECK(outcome_of("GET /a HTTP/1.1\r\n\r\n") == "400 bad_host");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost:\r\n\r\n") == "400 bad_host");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n") == "400 bad_host");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost: a, b\r\n\r\n") == "400 bad_host");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n") == "400 duplicate_header");
    CHECK(outcome_of("GET /a HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n") == "GET /a |");
}

TEST_CASE("methods nobody serves are refused before anything is read", "[service][guard]") {
    for (const char* method : {"TRACE", "CONNECT", "PUT", "OPTIONS", "FOO", "get"})
        CHECK(outcome_of(std::string{method} + " /a HTTP/1.1\r\nHost: h\r\n\r\n") == "405 method_not_allowed");
}

TEST_CASE("a target is a plain path and its query", "[service][guard]") {
    for (const char* target : {"http://h/a", "*", "h:443", "/a/../b", "/a/%2e%2e/b", "/a/./b", "/..", "/a%2fb", "/a%2Fb", "/a\\b",
                               "/a%5cb", "//a", "/a%00", "/a%0d%0aX", "/a%", "/a%2", "/a%zz", "/a%ff", "/a#b", "/a\xC3\xA5"})
        CHECK(outcome_of(get(target)) == "400 bad_target");
    for (const char* target : {"/a?q=1&q=2", "/a?q=%00", "/a?q=%", "/a?=1", "/a?q=1&&r=2", "/a?q=%ff"})
        CHECK(outcome_of(get(target)) == "400 bad_query");

    const auto head = head_of("/f%C3%B6r?q=a+b%20c&limit=&x");
    CHECK(head.path == "/för");
    CHECK(head.query == std::map<std::string, std::string>{{"q", "a b c"}, {"limit", ""}, {"x", ""}});
}

TEST_CASE("a head has bounds", "[service][guard]") {
    CHECK(outcome_of(with_header("A: " + std::string(20000, 'a'))) == "431 headers_too_large");
    CHECK(outcome_of(std::string(50000, 'a')) == "431 headers_too_large");
    CHECK(outcome_of(get("/" + std::string(9000, 'a'))) == "400 bad_target");
    std::string many = "A: b";
    for (int i = 0; i < 120; ++i) many += "\r\nH" + std::to_string(i) + ": x";
    CHECK(outcome_of(with_header(many)) == "431 headers_too_large");
}

TEST_CASE("only one expectation is met", "[service][guard]") {
    CHECK(outcome_of(post("Expect: 100-continue\r\nContent-Length: 1\r\n", "a")) == "POST /a a|");
    CHECK(outcome_of(post("Expect: a-miracle\r\nContent-Length: 1\r\n", "a")) == "417 bad_expectation");
}

TEST_CASE("requests mangled at random are read or refused, and never loop", "[service][guard]") {
    std::mt19937 chance{20260501};   // fixed seed: the same thousand each time
    const std::string sound = post("Content-Length: 12\r\nCookie: __Host-lika=a\r\n", R"({"a":"b+c"} )") +
                              post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n");
    const std::string spice = "\r\n\t :;,=%+-0Aa\x01\x7f\xff\xc3/?&";
    int refused = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string bytes = sound;
        for (int change = 0; change <= round % 4; ++change) {
            const std::size_t at = chance() % bytes.size();
            const char seasoning = spice[chance() % spice.size()];
            if (chance() % 3 == 0) bytes.erase(at, 1 + chance() % 5);
            else if (chance() % 2 == 0) bytes.insert(at, 1, seasoning);
            else bytes[at] = seasoning;
        }
        if (outcome_of(bytes, 1 + chance() % 40).find("|4") != std::string::npos || outcome_of(bytes).starts_with("4")) ++refused;
    }
    CHECK(refused > 10000);
}
