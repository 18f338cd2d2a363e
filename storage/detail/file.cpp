// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/file.h"

#include <algorithm>

#include "storage/detail/unfinished.h"
#include "storage/detail/vfs_file.h"
#include "storage/record.h"

namespace lika::storage::detail {
namespace fs = std::filesystem;
namespace {

/// The folder and those above, each known to the one above when this returns.
bool add_folders(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return true;
    const auto above = folder.has_parent_path() ? folder.parent_path() : fs::path{"."};
    if (!add_folders(above)) return false;
    fs::create_directory(folder, error);
    return !error && sync_folder(above);
}

bool write_synced(const fs::path& beside, std::string_view bytes) {
    std::error_code error;
    fs::remove(beside, error);
    VfsFile fresh{beside, VfsFile::As::fresh};
    return fresh.is_open() && make_private(beside) && fresh.write(bytes, 0) == 0 && fresh.sync() == 0;
}

constexpr const char* replacement = ".replacing";

/// What a killed replace_durably left.
void remove_replacements(const fs::path& file) {
    std::error_code error;
    const auto start = file.filename().string() + '.';
    for (const auto& entry : fs::directory_iterator{fs::absolute(file).parent_path(), error})
        if (entry.path().extension() == replacement && entry.path().filename().string().starts_with(start))
            fs::remove(entry.path(), error);
}

}  // namespace

bool sync_folder(const fs::path& folder) {
    VfsFile opened{folder, VfsFile::As::read_only};
    return opened.is_open() && opened.sync() == 0;
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
    // Were both names changed at once, a power cut could keep the removal alone.
    return !error && sync_folder(fs::absolute(file).parent_path()) && remove_durably(beside);
}

bool rename_durably(const fs::path& beside, const fs::path& wanted) {
    std::error_code error;
    if (fs::exists(wanted, error)) return false;
    fs::rename(beside, wanted, error);
    return !error && sync_folder(fs::absolute(wanted).parent_path());
}

bool write_durably(const fs::path& file, std::string_view bytes) {
    const auto beside = with_ending(file, ".new");
    return write_synced(beside, bytes) && publish(beside, file);
}

bool replace_durably(const fs::path& file, std::string_view bytes) {
    remove_replacements(file);
    // A name of its own: of two that replace at once neither gives the other's unfinished file the name.
    const Unfinished beside{with_ending(file, ('.' + random_id() + replacement).c_str())};
    if (!write_synced(beside.file(), bytes)) return false;
    std::error_code error;
    fs::rename(beside.file(), file, error);
    return !error && sync_folder(fs::absolute(file).parent_path());
}

bool has_wal(const fs::path& database) {
    std::error_code error;
    return fs::exists(with_ending(database, "-wal"), error) || error;
}

bool remove_database(const fs::path& file) {
    bool is_gone = false;
    std::error_code error;
    for (const auto* ending : {"-wal", "-shm", ""}) {
        is_gone = fs::remove(with_ending(file, ending), error) || is_gone;
        if (error) return false;
    }
    return !is_gone || sync_folder(fs::absolute(file).parent_path());
}

bool read_secret(const fs::path& file, SecretBytes& into) {
    VfsFile opened{file, VfsFile::As::read_only};
    return opened.is_open() && opened.size() == into.size() &&
           opened.read(into.data(), into.size(), 0) == 0;
}

std::string read_bytes(const fs::path& file, std::uint64_t offset, std::size_t most) {
    if (size_of(file) <= offset) return "";
    VfsFile opened{file, VfsFile::As::read_only};
    const auto size = opened.is_open() ? opened.size() : 0;
    if (size <= offset) return "";
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(most, size - offset)), '\0');
    return opened.read(bytes.data(), bytes.size(), offset) == 0 ? bytes : "";
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
