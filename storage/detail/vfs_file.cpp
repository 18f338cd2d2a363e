// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/vfs_file.h"

#include <sqlcipher/sqlite3.h>

namespace lika::storage::detail {
namespace {

sqlite3_vfs* vfs() {
    sqlite3_initialize();
    return sqlite3_vfs_find(nullptr);
}

std::size_t room() {
    const auto* found = vfs();
    return found ? static_cast<std::size_t>(found->szOsFile) : 1;
}

/// A journal that is created is synced together with its folder entry.
constexpr int fresh_file =
    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE | SQLITE_OPEN_MASTER_JOURNAL;
/// As a database: SQLite then knows of it, and closing it does not drop the process's locks on the
/// same file.
constexpr int read_only = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
/// SQLite 3.15 takes the size of a write modulo 128 KiB.
constexpr std::size_t most_at_once = 64 * 1024;

}  // namespace

VfsFile::VfsFile(const std::filesystem::path& file, As purpose)
    : path_(file.string() + '\0'), memory_(room(), std::byte{0}), code_(SQLITE_CANTOPEN) {
    if (auto* found = vfs())
        code_ = found->xOpen(found, path_.c_str(), handle(),
                             purpose == As::fresh ? fresh_file : read_only, nullptr);
}

VfsFile::~VfsFile() {
    if (is_open()) handle()->pMethods->xClose(handle());
}

int VfsFile::write(std::string_view bytes, std::uint64_t offset) {
    int code = SQLITE_OK;
    for (auto rest = bytes; !rest.empty() && code == SQLITE_OK;) {
        const auto some = rest.substr(0, most_at_once);
        code = handle()->pMethods->xWrite(handle(), some.data(), static_cast<int>(some.size()),
                                          static_cast<sqlite3_int64>(offset));
        offset += some.size();
        rest.remove_prefix(some.size());
    }
    return code;
}

int VfsFile::sync() {
    return handle()->pMethods->xSync(handle(), SQLITE_SYNC_FULL);
}

std::uint64_t VfsFile::size() {
    sqlite3_int64 bytes = 0;
    return handle()->pMethods->xFileSize(handle(), &bytes) == SQLITE_OK
               ? static_cast<std::uint64_t>(bytes)
               : 0;
}

int VfsFile::read(void* into, std::size_t bytes, std::uint64_t offset) {
    return handle()->pMethods->xRead(handle(), into, static_cast<int>(bytes),
                                     static_cast<sqlite3_int64>(offset));
}

bool remove_durably(const std::filesystem::path& file) {
    auto* found = vfs();
    return found != nullptr && found->xDelete(found, file.c_str(), 1) == SQLITE_OK;
}

}  // namespace lika::storage::detail
