// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/http.h"

namespace lika::service {

/// The ETag of a revision: "12" with its quotes.
std::string etag_of(std::int64_t revision);

/// The revision that If-Match names; nothing when it names none. Quotes may be left out.
std::optional<std::int64_t> revision_seen(const Request& request);

/// 428 if_match_needed without If-Match; 400 bad_if_match when it names no revision; 412
/// stale_revision for one that is still to come.
std::optional<Reply> refuse_without_revision(const Request& request, std::int64_t current);

}  // namespace lika::service
