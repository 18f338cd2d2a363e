// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <set>

#include "service/routes.h"

using namespace lika::service;
using nlohmann::json;

namespace {

Reply ask(const std::string& method, const std::string& path, const std::string& body = "",
          const std::string& content_type = "application/json") {
    Services services;   // nothing behind it: these requests reach no store
    Request request;
    request.method = method;
    request.path = path;
    request.headers = {{"host", "h"}, {"content-type", content_type}};
    request.body_text = body;
    return dispatch(std::move(request), services);
}

std::string reason_of(const Reply& reply) { return json::parse(reply.body)["reason"]; }

std::string filled_in(const std::string& pattern) {
    std::string path;
    bool inside = false;
    for (const char c : pattern) {
        if (c == '{') path += "AAAAAAAAAAAAAAAAAAAAAA";
        inside = c == '{' || (inside && c != '}');
        if (!inside && c != '}') path += c;
    }
    return "/api/v1" + path;
}

}  // namespace

TEST_CASE("a path nobody serves is not there", "[service][dispatch]") {
    for (const char* path : {"/api/v1", "/api/v1/", "/api", "/api/v2/session", "/api/v1/sessions", "/api/v1/session/",
                             "/api/v1/session/x", "/api/v1/cases//flags", "/api/v1/Session"}) {
        const auto reply = ask("GET", path);
        CHECK(reply.status == 404);
        CHECK(reply.content_type == "application/problem+json");
    }
}

TEST_CASE("a path's other methods are named", "[service][dispatch]") {
    const auto reply = ask("PATCH", "/api/v1/session", "{}");

    CHECK(reply.status == 405);
    REQUIRE(reply.headers.size() == 1);
    CHECK(reply.headers.front() == std::pair<std::string, std::string>{"Allow", "POST, GET, HEAD, DELETE"});
}

TEST_CASE("every route but the open ones asks who one is, before anything else", "[service][dispatch]") {
    int asked = 0;
    for (const auto& route : routes()) {
        if (route.roles == anyone) continue;
        const auto reply = ask(route.method, filled_in(route.path), "not json", "text/plain");
        CHECK(reply.status == 401);
        CHECK(reason_of(reply) == "not_signed_in");
        ++asked;
    }
    CHECK(asked > 15);
}

TEST_CASE("only sign-in and the description are open", "[service][dispatch]") {
    std::vector<std::string> open;
    for (const auto& route : routes())
        if (route.roles == anyone) open.push_back(route.method + " " + route.path);

    CHECK(open == std::vector<std::string>{"POST /session", "GET /openapi.json"});
}

TEST_CASE("no route stands twice in the table", "[service][dispatch]") {
    std::set<std::string> seen;
    for (const auto& route : routes()) CHECK(seen.insert(route.method + " " + route.path).second);
}

TEST_CASE("a body is JSON read strictly", "[service][dispatch]") {
    CHECK(reason_of(ask("POST", "/api/v1/session", R"({"a":1,"a":1})")) == "duplicate_key");
    CHECK(reason_of(ask("POST", "/api/v1/session", "{")) == "not_json");
    CHECK(ask("POST", "/api/v1/session", "{").status == 400);
    CHECK(ask("POST", "/api/v1/session", "{}", "text/plain").status == 415);
    CHECK(ask("POST", "/api/v1/session", "[]").status == 422);
    CHECK(ask("POST", "/api/v1/session", "").status == 422);
}
