// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string_view>

namespace lika::storage::detail {

/// A file opened to be added to and nothing else (it may have the attribute `chattr +a`), by one
/// process at a time. Throws std::system_error.
class AppendOnlyFile {
public:
    /// Makes the file (mode 0600) when it is not there, never its folder: that of a mount that is
    /// gone. Waits two seconds for another process; then std::errc::device_or_resource_busy.
    explicit AppendOnlyFile(const std::filesystem::path& file);
    ~AppendOnlyFile();
    AppendOnlyFile(const AppendOnlyFile&) = delete;
    AppendOnlyFile& operator=(const AppendOnlyFile&) = delete;

    /// Durable when it returns.
    void append(std::string_view bytes);

private:
    int file_ = -1;
};

}  // namespace lika::storage::detail
