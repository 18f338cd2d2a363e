// SPDX-License-Identifier: EUPL-1.2
#include "service/page.h"

#include <charconv>
#include <optional>

namespace lika::service {
namespace {

std::optional<std::size_t> whole_number(const std::string& text) {
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

engine::Error not_allowed(const std::string& name) {
    return {engine::ErrorKind::invalid, "not_allowed", name};
}

}  // namespace

engine::Result<Asked> asked_page(const Request& request) {
    Asked asked;
    if (const auto limit = request.query.find("limit"); limit != request.query.end()) {
        const auto number = whole_number(limit->second);
        if (!number || *number < 1 || *number > 200) return not_allowed("limit");
        asked.limit = *number;
    }
    if (const auto cursor = request.query.find("cursor"); cursor != request.query.end()) {
        if (cursor->second.size() > 200) return not_allowed("cursor");
        asked.cursor = cursor->second;
    }
    return asked;
}

nlohmann::json page_json(nlohmann::json items, const std::string& next) {
    return {{"items", std::move(items)},
            {"next_cursor", next.empty() ? nlohmann::json() : nlohmann::json(next)}};
}

engine::Result<nlohmann::json> cut_page(const std::vector<nlohmann::json>& all,
                                        const Asked& asked) {
    const auto start =
        asked.cursor.empty() ? std::optional<std::size_t>{0} : whole_number(asked.cursor);
    if (!start || *start > all.size()) return not_allowed("cursor");
    const auto end = std::min(all.size(), *start + asked.limit);
    auto items = nlohmann::json::array();
    for (auto at = *start; at < end; ++at) items.push_back(all[at]);
    return page_json(std::move(items), end < all.size() ? std::to_string(end) : "");
}

}  // namespace lika::service
