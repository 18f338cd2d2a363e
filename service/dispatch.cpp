// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdio>
#include <new>

#include "service/access.h"
#include "service/handlers/health.h"
#include "service/handlers/session.h"
#include "service/idempotency.h"
#include "service/json_read.h"
#include "service/problem.h"
#include "service/routes.h"
#include "service/totp.h"

namespace lika::service {
namespace {

const std::string base = "/api/v1";

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    for (std::size_t at = 1; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        parts.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

/// The values of the pattern's {names}; nothing when the path is another.
std::optional<std::map<std::string, std::string>> matched(const std::string& pattern,
                                                          const std::string& path) {
    const auto wanted = parts_of(pattern), given = parts_of(path);
    if (wanted.size() != given.size()) return std::nullopt;
    std::map<std::string, std::string> params;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{') && !given[i].empty())
            params[wanted[i].substr(1, wanted[i].size() - 2)] = given[i];
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return params;
}

struct Found {
    const Route* route = nullptr;
    std::map<std::string, std::string> params;
    std::string allowed;   ///< methods of the path: empty when there is no such path
};

/// A path spelt out goes before one with {names}: it stands first in the table.
Found find_route(const std::string& method, const std::string& path) {
    Found found;
    if (!path.starts_with(base + "/")) return found;
    for (const auto& route : routes()) {
        const auto params = matched(route.path, path.substr(base.size()));
        if (!params) continue;
        found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
        if (route.method == "GET") found.allowed += ", HEAD";
        if (route.method != method || found.route != nullptr) continue;
        found.route = &route;
        found.params = *params;
    }
    return found;
}

bool changes_state(const Request& request) { return request.method != "GET"; }

/// Of our own page: the scheme and host it was sent to. A client without pages sends none.
bool own_origin(const Request& request) {
    const auto origin = request.headers.find("origin");
    return origin == request.headers.end() || origin->second == "https://" + request.header("host");
}

bool is_json(const Request& request) {
    auto type = request.header("content-type");
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::erase(type, ' ');
    return type == "application/json" || type == "application/json;charset=utf-8";
}

/// What a page of somebody else could send in this person's name, and what is not JSON.
std::optional<Reply> refuse_forged(const Request& request) {
    if (!changes_state(request)) return std::nullopt;
    if (!own_origin(request)) return problem(403, "foreign_origin");
    if (request.person && !same_secret(request.header("x-csrf-token"), request.person->session.csrf))
        return problem(403, "csrf");
    const bool bare_delete = request.method == "DELETE" && request.body_text.empty();
    if (!bare_delete && !is_json(request)) return problem(415, "content_type");
    return std::nullopt;
}

std::optional<Reply> identify(Request& request, const Route& route, Services& services) {
    if (route.roles == anyone) return std::nullopt;
    auto person = person_of(request, services);
    if (!person) return problem(person.error());
    if (!*person) return problem(401, "not_signed_in");
    request.person = std::move(*person);
    return std::nullopt;
}

std::optional<Reply> read_body(Request& request) {
    if (request.body_text.empty()) return std::nullopt;
    auto body = read_json(request.body_text);
    if (!body) return problem(400, body.error().reason);
    request.body = std::move(*body);
    return std::nullopt;
}

/// Logged with the route's path, never with what was asked for.
std::optional<Reply> refuse_role(const Request& request, const Route& route, Services& services) {
    if (route.roles == anyone) return std::nullopt;
    if ((role_bit(request.person->account.role) & route.roles) != 0) return std::nullopt;
    const auto logged = services.city->log_refused("role_may_not", route.method + " " + route.path,
                                                   actor_of(request, services));
    return logged ? problem(403, "role_may_not") : problem(logged.error());
}

std::optional<Reply> refuse_key(const Request& request, const Route& route) {
    const auto key = request.headers.find("idempotency-key");
    if (!route.creates || key == request.headers.end()) return std::nullopt;
    if (!is_idempotency_key(key->second)) return problem(400, "bad_idempotency_key");
    return std::nullopt;
}

Reply answer(Request request, Services& services) {
    if (request.method == "HEAD") request.method = "GET";   // the server leaves the body out
    if (request.path == "/health" && request.method == "GET") return health(request, services);

    auto found = find_route(request.method, request.path);
    if (found.allowed.empty()) return not_found();
    if (found.route == nullptr) {
        auto reply = problem(405, "method_not_allowed");
        reply.headers.emplace_back("Allow", found.allowed);
        return reply;
    }
    const Route& route = *found.route;
    request.params = std::move(found.params);
    if (const auto refused = identify(request, route, services)) return *refused;
    if (const auto refused = refuse_forged(request)) return *refused;
    if (const auto refused = refuse_role(request, route, services)) return *refused;
    if (const auto refused = read_body(request)) return *refused;
    if (const auto refused = refuse_key(request, route)) return *refused;
    return route.handler(request, services);
}

}  // namespace

Reply dispatch(Request request, Services& services) {
    try {
        return answer(std::move(request), services);
    } catch (const VaultUnopened& refused) {
        std::fprintf(stderr, "request failed: %s\n", refused.error.reason.c_str());
        return problem(503, refused.error.reason);
    } catch (const std::bad_alloc&) {
        std::fputs("request failed: out_of_memory\n", stderr);
        return problem(503, "out_of_memory");
    } catch (...) {   // what it says may hold what was sent: it is not repeated
        std::fputs("request failed: unexpected\n", stderr);
        return problem(500, "unexpected");
    }
}

}  // namespace lika::service
