// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/result.h"
#include "service/http.h"

namespace lika::service {

/// What `?limit=&cursor=` asks for: 1 to 200 items, 50 when nothing is said.
struct Asked {
    std::size_t limit = 50;
    std::string cursor;
};

/// Errors (invalid): not_allowed; place "limit" or "cursor".
engine::Result<Asked> asked_page(const Request& request);

/// {"items": [...], "next_cursor": null or the next one}.
nlohmann::json page_json(nlohmann::json items, const std::string& next);

/// A page of a list that is whole in memory: the cursor is where it begins. Errors (invalid):
/// not_allowed; place "cursor".
engine::Result<nlohmann::json> cut_page(const std::vector<nlohmann::json>& all, const Asked& asked);

}  // namespace lika::service
