// SPDX-License-Identifier: EUPL-1.2
#include "instruments/detail/file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace lika::instruments::detail {

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return file.bad() ? std::nullopt : std::optional{std::move(bytes)};
}

std::optional<std::vector<std::filesystem::path>> xml_files(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    std::filesystem::directory_iterator entries{folder, error};
    for (; !error && entries != std::filesystem::directory_iterator{}; entries.increment(error))
        if (entries->path().extension() == ".xml") files.push_back(entries->path());
    if (error) return std::nullopt;
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace lika::instruments::detail
