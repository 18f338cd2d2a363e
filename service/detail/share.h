// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace lika::service {

/// What is installed beside the executable: share/pages, share/instruments/{library,non-commercial,catalogues}, share/openapi.json.
std::filesystem::path share_folder();

/// A whole file; nothing when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& file);

}  // namespace lika::service
