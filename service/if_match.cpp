// SPDX-License-Identifier: EUPL-1.2
#include "service/if_match.h"

#include <charconv>

#include "service/problem.h"

namespace lika::service {

std::string etag_of(std::int64_t revision) {
    return "\"" + std::to_string(revision) + "\"";
}

std::optional<std::int64_t> revision_seen(const Request& request) {
    auto text = request.header("if-match");
    if (text.size() > 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    std::int64_t revision = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, revision);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end || revision < 0)
        return std::nullopt;
    return revision;
}

std::optional<Reply> refuse_without_revision(const Request& request, std::int64_t current) {
    if (request.header("if-match").empty()) return problem(428, "if_match_needed");
    const auto seen = revision_seen(request);
    if (!seen) return problem(400, "bad_if_match");
    if (*seen > current) return problem(412, "stale_revision");
    return std::nullopt;
}

}  // namespace lika::service
