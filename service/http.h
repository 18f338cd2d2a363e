// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/city.h"

namespace lika::service {

/// Who sent the request, when signed in.
struct Person {
    storage::Account account;
    storage::Session session;
};

/// A request after the guard: framing proved, body whole and bounded, JSON read strictly. No sockets.
struct Request {
    std::string method;
    std::string path;                           ///< "/api/v1/cases/abc"
    std::map<std::string, std::string> params;  ///< path parts: {"id": "abc"}
    std::map<std::string, std::string> query;   ///< decoded; a repeated key was refused
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body_text;
    nlohmann::json body;                        ///< null without body
    std::optional<Person> person;
    std::string peer;                           ///< address without port

    /// A header's value or "".
    std::string header(const std::string& lower_case_name) const;
};

/// What goes back. `headers` beside the fixed security headers, which the server adds.
struct Reply {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
};

/// A JSON reply.
Reply ok(const nlohmann::json& body, int status = 200);

}  // namespace lika::service
