// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/database_copy.h"

#include <sqlcipher/sqlite3.h>

#include "storage/detail/file.h"
#include "storage/detail/refusal.h"

namespace lika::storage::detail {
namespace fs = std::filesystem;
namespace {

constexpr const char* ending = ".copying";

sqlite3_file* file_of(const Connection& connection) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (file == nullptr || file->pMethods == nullptr) throw SqlFailure{SQLITE_ERROR};
    return file;
}

void check(int code) {
    if (code != SQLITE_OK) throw SqlFailure{code};
}

}  // namespace

DatabaseCopy::DatabaseCopy(const Connection& source, const fs::path& folder,
                           const SecretBytes& cipher_key)
    : name_(folder / (random_id() + ending)),
      copy_(name_.file(), cipher_key, Connection::For::creating) {
    // No WAL, whose name would come back; what is never opened again needs no sync.
    copy_.run_script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    const bool is_private = make_private(name_.file());
    name_.remove();
    if (!is_private) fail("storage_failed", "copy");
    copy_database(source, copy_);
    std::string header(plain_header.size(), '\0');
    read(0, header);
    if (header == plain_header) fail("copy_not_encrypted");
}

bool lock_out_others(Connection& connection) {
    connection.find<std::int64_t>("SELECT count(*) FROM sqlite_master");
    auto* file = file_of(connection);
    const int code = file->pMethods->xLock(file, SQLITE_LOCK_EXCLUSIVE);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) throw SqlFailure{code};
    return code == SQLITE_OK;
}

void copy_database(const Connection& from, const Connection& to) {
    auto* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (backup == nullptr) throw SqlFailure{sqlite3_extended_errcode(to.handle())};
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE) throw SqlFailure{stepped};
    check(finished);
}

std::uint64_t DatabaseCopy::size() const {
    sqlite3_int64 bytes = 0;
    auto* file = file_of(copy_);
    check(file->pMethods->xFileSize(file, &bytes));
    return static_cast<std::uint64_t>(bytes);
}

void DatabaseCopy::read(std::uint64_t offset, std::string& content) const {
    auto* file = file_of(copy_);
    check(file->pMethods->xRead(file, content.data(), static_cast<int>(content.size()),
                                static_cast<sqlite3_int64>(offset)));
}

void remove_nameless(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{folder, error})
        if (entry.path().extension().string().starts_with(ending))   // and its -wal and -shm
            fs::remove(entry.path(), error);
}

}  // namespace lika::storage::detail
