// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

namespace lika::service {

/// "ndjson" or "csv": as asked for, else as the file's name tells; nothing when it does not.
std::optional<std::string> responses_format(const std::string& asked, const std::string& file);

}  // namespace lika::service
