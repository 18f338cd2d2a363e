// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lika::instruments::detail {

/// A file's bytes; nothing when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// The *.xml of a folder in order of name; nothing when the folder cannot be read.
std::optional<std::vector<std::filesystem::path>> xml_files(const std::filesystem::path& folder);

}  // namespace lika::instruments::detail
