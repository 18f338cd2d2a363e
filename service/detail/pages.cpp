// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/pages.h"

#include "service/access.h"
#include "service/detail/share.h"
#include "service/problem.h"

namespace lika::service {
namespace {

const char* content_type_of(const std::string& extension) {
    static const std::map<std::string, const char*> types{
        {".html", "text/html; charset=utf-8"},   {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},     {".svg", "image/svg+xml"},
        {".png", "image/png"},                   {".ico", "image/x-icon"},
        {".json", "application/json"},           {".txt", "text/plain; charset=utf-8"},
        {".woff2", "font/woff2"},                {".webmanifest", "application/manifest+json"}};
    const auto found = types.find(extension);
    return found == types.end() ? "application/octet-stream" : found->second;
}

/// "gzip" as a word of Accept-Encoding, not refused with q=0.
bool takes_gzip(const Request& request) {
    const auto accepted = request.header("accept-encoding");
    const auto at = accepted.find("gzip");
    if (at == std::string::npos) return false;
    const auto rest = accepted.substr(at + 4, accepted.find(',', at) - at - 4);
    return rest.find("q=0") == std::string::npos || rest.find("q=0.") != std::string::npos;
}

}  // namespace

Pages Pages::load(const std::filesystem::path& folder) {
    Pages pages;
    std::error_code failed;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failed)) {
        if (!entry.is_regular_file() || entry.is_symlink()) continue;
        if (auto text = read_file(entry.path()))
            pages.files_["/" + entry.path().lexically_relative(folder).generic_string()] = std::move(*text);
    }
    return pages;
}

Reply Pages::file(const std::string& path, const Request& request) const {
    Reply reply{200, "", content_type_of(std::filesystem::path{path}.extension().string()), {}};
    const auto packed = files_.find(path + ".gz");
    const bool gzip = packed != files_.end() && takes_gzip(request);
    reply.body = gzip ? packed->second : files_.at(path);
    if (gzip) reply.headers.emplace_back("Content-Encoding", "gzip");
    if (packed != files_.end()) reply.headers.emplace_back("Vary", "Accept-Encoding");
    reply.headers.emplace_back("Cache-Control", path.starts_with("/assets/")
                                                    ? "public, max-age=31536000, immutable"
                                                    : "no-cache");
    return reply;
}

Reply Pages::answer(const Request& request) const {
    if (request.method != "GET" && request.method != "HEAD") {
        auto reply = problem(405, "method_not_allowed");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return reply;
    }
    if (files_.contains(request.path)) return file(request.path, request);
    const bool names_a_file = std::filesystem::path{request.path}.has_extension();
    if (names_a_file || !files_.contains("/index.html")) return not_found();
    return file("/index.html", request);
}

}  // namespace lika::service
