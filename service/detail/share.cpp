// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/share.h"

#include <fstream>
#include <iterator>

namespace lika::service {

std::filesystem::path share_folder() {
    std::error_code failed;
    const auto executable = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? std::filesystem::path{"share"} : executable.parent_path() / "share";
}

std::optional<std::string> read_file(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed) || failed) return std::nullopt;
    std::ifstream stream{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    if (stream.bad()) return std::nullopt;
    return text;
}

}  // namespace lika::service
