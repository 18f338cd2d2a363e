// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_file;

namespace lika::storage::detail {

/// A file opened through SQLite's VFS; closed on destruction. Calls give SQLite's code, 0: done.
class VfsFile {
public:
    enum class As {
        fresh,     ///< must not be there; its first sync syncs its folder entry too
        read_only  ///< closing it does not drop the locks this process has on it as a database
    };
    VfsFile(const std::filesystem::path& file, As purpose);
    VfsFile(const VfsFile&) = delete;
    VfsFile& operator=(const VfsFile&) = delete;
    ~VfsFile();

    bool is_open() const { return code_ == 0; }
    int code() const { return code_; }  ///< of opening
    int write(std::string_view bytes, std::uint64_t offset);
    int sync();
    std::uint64_t size();
    /// Exactly `bytes`.
    int read(void* into, std::size_t bytes, std::uint64_t offset);

private:
    sqlite3_file* handle() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }

    std::string path_;  // SQLite keeps a pointer to it
    std::vector<std::byte> memory_;
    int code_;
};

/// Gives the synced file or folder `beside` the name `wanted` and syncs the folder it is in; also
/// where files cannot be linked (a memory stick, a share). False if `wanted` is there.
bool rename_durably(const std::filesystem::path& beside, const std::filesystem::path& wanted);

/// Syncs the folder after; true when the file is gone.
bool remove_durably(const std::filesystem::path& file);

}  // namespace lika::storage::detail
