// SPDX-License-Identifier: EUPL-1.2
#include "service/problem.h"

#include <array>

namespace lika::service {
namespace {

struct Title {
    int status;
    const char* text;
};
constexpr std::array<Title, 16> titles{{{400, "The request cannot be read"},
                                        {401, "Not signed in"},
                                        {403, "Not allowed"},
                                        {404, "Not found"},
                                        {405, "Method not allowed here"},
                                        {409, "Stale or contradictory"},
                                        {412, "Changed by somebody else"},
                                        {413, "Too large"},
                                        {415, "Only application/json"},
                                        {417, "This expectation is not met"},
                                        {422, "Readable but wrong"},
                                        {428, "If-Match is needed"},
                                        {429, "Too many attempts"},
                                        {431, "The head is too large"},
                                        {500, "Our fault"},
                                        {503, "Try again shortly"}}};

const char* title_of(int status) {
    for (const auto& title : titles)
        if (title.status == status) return title.text;
    return "Error";
}

int status_of(engine::ErrorKind kind) {
    switch (kind) {
        case engine::ErrorKind::invalid: return 422;
        case engine::ErrorKind::not_found: return 404;
        case engine::ErrorKind::conflict: return 409;
        case engine::ErrorKind::forbidden: return 403;
        case engine::ErrorKind::failed: return 503;
    }
    return 500;
}

}  // namespace

Reply problem(int status, const std::string& reason, const std::vector<FieldFault>& faults) {
    nlohmann::json body{{"type", "urn:lika:problem:" + reason},
                        {"title", title_of(status)},
                        {"status", status},
                        {"detail", title_of(status)},
                        {"reason", reason},
                        {"faults", nlohmann::json::array()}};
    for (const auto& fault : faults)
        body["faults"].push_back(
            {{"field", fault.field}, {"reason", fault.reason}, {"detail", fault.detail}});
    return Reply{status, body.dump(), "application/problem+json", {}};
}

Reply problem(const engine::Error& error) {
    const int status = error.reason == "stale_revision" ? 412 : status_of(error.kind);
    if (status == 404) return problem(404, "not_found");
    if (error.place.empty()) return problem(status, error.reason);
    return problem(status, error.reason, {{error.place, error.reason, ""}});
}

Reply ok(const nlohmann::json& body, int status) {
    return Reply{status, body.dump(), "application/json", {}};
}

std::string Request::header(const std::string& lower_case_name) const {
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string{} : found->second;
}

}  // namespace lika::service
