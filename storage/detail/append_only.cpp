// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/append_only.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

namespace lika::storage::detail {
namespace {

constexpr int attempts = 40;
constexpr std::chrono::milliseconds between_attempts{50};

[[noreturn]] void refuse(int code) {
    throw std::system_error{code, std::generic_category()};
}

bool lock(int file) {
    for (int i = 0; i < attempts; ++i) {
        if (flock(file, LOCK_EX | LOCK_NB) == 0) return true;
        std::this_thread::sleep_for(between_attempts);
    }
    return false;
}

/// So that the file's name is durable too.
void sync_folder(const std::filesystem::path& folder) {
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) refuse(errno);
    const int synced = fsync(opened);
    const int code = errno;
    ::close(opened);
    if (synced != 0) refuse(code);
}

}  // namespace

AppendOnlyFile::AppendOnlyFile(const std::filesystem::path& file) {
    const bool is_new = !std::filesystem::exists(file);
    file_ = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file_ < 0) refuse(errno);
    try {
        if (!lock(file_)) refuse(EBUSY);
        if (is_new) sync_folder(file.parent_path());
    } catch (...) {
        ::close(file_);
        throw;
    }
}

AppendOnlyFile::~AppendOnlyFile() {
    ::close(file_);
}

void AppendOnlyFile::append(std::string_view bytes) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0) refuse(errno);
    if (static_cast<std::size_t>(written) != bytes.size()) refuse(ENOSPC);
    if (fsync(file_) != 0) refuse(errno);
}

}  // namespace lika::storage::detail
