// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/file.h"

#include <sqlcipher/sqlite3.h>

#include <algorithm>
#include <vector>

namespace lika::storage::detail {
namespace fs = std::filesystem;
namespace {

/// A file opened through SQLite's VFS; closed on destruction.
class VfsFile {
public:
    VfsFile(const fs::path& file, int flags)
        : path_(file.string() + '\0'), memory_(room(), std::byte{0}) {
        auto* vfs = sqlite3_vfs_find(nullptr);
        is_open_ =
            vfs != nullptr && vfs->xOpen(vfs, path_.c_str(), handle(), flags, nullptr) == SQLITE_OK;
    }
    VfsFile(const VfsFile&) = delete;
    VfsFile& operator=(const VfsFile&) = delete;
    ~VfsFile() {
        if (is_open_) handle()->pMethods->xClose(handle());
    }

    bool is_open() const { return is_open_; }
    bool write(std::string_view bytes) {
        return handle()->pMethods->xWrite(handle(), bytes.data(), static_cast<int>(bytes.size()),
                                          0) == SQLITE_OK;
    }
    bool sync() { return handle()->pMethods->xSync(handle(), SQLITE_SYNC_FULL) == SQLITE_OK; }
    std::uint64_t size() {
        sqlite3_int64 bytes = 0;
        return handle()->pMethods->xFileSize(handle(), &bytes) == SQLITE_OK
                   ? static_cast<std::uint64_t>(bytes)
                   : 0;
    }
    bool read(void* into, std::size_t bytes, std::uint64_t offset) {
        return handle()->pMethods->xRead(handle(), into, static_cast<int>(bytes),
                                         static_cast<sqlite3_int64>(offset)) == SQLITE_OK;
    }

private:
    static std::size_t room() {
        sqlite3_initialize();
        const auto* vfs = sqlite3_vfs_find(nullptr);
        return vfs ? static_cast<std::size_t>(vfs->szOsFile) : 1;
    }
    sqlite3_file* handle() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }

    std::string path_;  // SQLite keeps a pointer to it
    std::vector<std::byte> memory_;
    bool is_open_ = false;
};

/// A journal that is created is synced together with its folder entry.
constexpr int fresh_file =
    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE | SQLITE_OPEN_MASTER_JOURNAL;
/// As a database: SQLite then knows of it, and closing it does not drop the process's locks on the
/// same file.
constexpr int read_only = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;

bool remove_durably(const fs::path& file) {
    sqlite3_initialize();
    auto* vfs = sqlite3_vfs_find(nullptr);
    return vfs != nullptr && vfs->xDelete(vfs, file.c_str(), 1) == SQLITE_OK;
}

/// The folder and those above, each known to the one above when this returns.
bool add_folders(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return true;
    const auto above = folder.has_parent_path() ? folder.parent_path() : fs::path{"."};
    if (!add_folders(above)) return false;
    fs::create_directory(folder, error);
    return !error && sync_folder(above);
}

}  // namespace

bool sync_folder(const fs::path& folder) {
    VfsFile opened{folder, read_only};
    return opened.is_open() && opened.sync();
}

bool make_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return true;
    if (!add_folders(folder)) return false;
    fs::permissions(folder, fs::perms::owner_all, error);
    return !error;
}

bool make_private(const fs::path& file) {
    std::error_code error;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, error);
    return !error;
}

bool publish(const fs::path& beside, const fs::path& file) {
    std::error_code error;
    fs::create_hard_link(beside, file, error);  // unlike a rename it never takes another's name
    return !error && remove_durably(beside);
}

bool write_durably(const fs::path& file, std::string_view bytes) {
    const auto beside = with_ending(file, ".new");
    std::error_code error;
    fs::remove(beside, error);
    {
        VfsFile fresh{beside, fresh_file};
        if (!fresh.is_open() || !make_private(beside) || !fresh.write(bytes) || !fresh.sync())
            return false;
    }
    return publish(beside, file);
}

bool read_secret(const fs::path& file, SecretBytes& into) {
    VfsFile opened{file, read_only};
    return opened.is_open() && opened.size() == into.size() &&
           opened.read(into.data(), into.size(), 0);
}

std::string read_bytes(const fs::path& file, std::uint64_t offset, std::size_t most) {
    if (size_of(file) <= offset) return "";
    VfsFile opened{file, read_only};
    const auto size = opened.is_open() ? opened.size() : 0;
    if (size <= offset) return "";
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(most, size - offset)), '\0');
    return opened.read(bytes.data(), bytes.size(), offset) ? bytes : "";
}

std::uint64_t size_of(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error ? 0 : size;
}

fs::path with_ending(fs::path file, const char* ending) {
    file += ending;
    return file;
}

}  // namespace lika::storage::detail
