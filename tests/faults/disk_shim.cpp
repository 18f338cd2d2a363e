// SPDX-License-Identifier: EUPL-1.2
#include "tests/faults/disk_shim.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string_view>

#include "tests/faults/disk_log.h"

namespace lika::tests::disk {
namespace {

/// What the layer knows. Never destroyed: files are closed until the very end of a process.
struct Layer {
    std::mutex guard;
    std::string folder;  ///< absolute; empty: nothing is watched
    std::string forgets;
    int log = -1;
    std::map<ino_t, std::uint32_t> files;   ///< by inode, while it has a name
    std::map<int, std::string> open_names;  ///< names below the folder, by descriptor
    std::map<int, std::uint32_t> open_files;
    std::uint32_t last_file = 0;
    Fault fault{0, 0, 0, 0};
    int calls = 0, failed = 0;

    Layer() {
        if (const char* from = std::getenv("LIKA_DISK_FOLDER")) folder = from;
        if (const char* ending = std::getenv("LIKA_DISK_FORGETS")) forgets = ending;
        if (const char* to = std::getenv("LIKA_DISK_LOG"))
            log = static_cast<int>(
                syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    }
};

Layer& layer() {
    static auto* const one = new Layer;
    return *one;
}

/// The folder a relative path starts from.
std::string start_of(int at) {
    char here[4096];
    const auto size = at == AT_FDCWD
                          ? syscall(SYS_getcwd, here, sizeof here) - 1
                          : syscall(SYS_readlink, ("/proc/self/fd/" + std::to_string(at)).c_str(),
                                    here, sizeof here);
    return size > 0 ? std::string(here, static_cast<std::size_t>(size)) : "";
}

/// The name below the folder; false when it is elsewhere. "" is the folder itself.
bool name_of(int at, const char* path, std::string& name) {
    const auto& folder = layer().folder;
    if (folder.empty() || path == nullptr) return false;
    const std::string whole = path[0] == '/' ? path : start_of(at) + '/' + path;
    if (!whole.starts_with(folder)) return false;
    if (whole.size() > folder.size() && whole[folder.size()] != '/') return false;
    name = whole.size() > folder.size() ? whole.substr(folder.size() + 1) : "";
    return true;
}

bool is_kept(std::string_view name) {
    return !name.ends_with("-shm");
}

void put(const void* bytes, std::size_t size) {
    const auto* from = static_cast<const char*>(bytes);
    while (size > 0) {
        const auto done = syscall(SYS_write, layer().log, from, size);
        if (done <= 0) _exit(99);  // half a log proves nothing
        from += done;
        size -= static_cast<std::size_t>(done);
    }
}

void record(Kind kind, std::uint32_t file, std::uint64_t offset, std::string_view bytes) {
    if (layer().log < 0) return;
    const Header header{kind, file, offset, bytes.size()};
    put(&header, sizeof header);
    put(bytes.data(), bytes.size());
}

/// Whether this call fails; errno is set then. `half`: the call is to do half of its bytes.
bool fails(unsigned call, bool& half) {
    auto& one = layer();
    if ((one.fault.calls & call) == 0) return false;
    const int number = one.calls++;
    if (number < one.fault.good || number - one.fault.good >= one.fault.bad) return false;
    half = one.fault.error == half_written;
    if (half && call != writes) return half = false;
    ++one.failed;
    errno = one.fault.error;
    return !half;
}

bool fails(unsigned call) {
    bool half = false;
    return fails(call, half);
}

bool status_of(int at, const char* path, struct stat& status) {
    return syscall(SYS_newfstatat, at, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

std::uint32_t number_of(ino_t inode, Kind kind, const std::string& name) {
    auto& one = layer();
    const auto [at, is_new] = one.files.try_emplace(inode, one.last_file + 1);
    if (is_new) record(kind, ++one.last_file, 0, name);
    return at->second;
}

/// Before a name is changed the file behind it must have its number.
void meet(int at, const char* path, const std::string& name) {
    struct stat status {};
    if (is_kept(name) && status_of(at, path, status) && S_ISREG(status.st_mode))
        number_of(status.st_ino, Kind::known, name);
}

void remember(int descriptor, const std::string& name, bool was_there, int flags) {
    auto& one = layer();
    struct stat status {};
    if (syscall(SYS_fstat, descriptor, &status) != 0) return;
    one.open_names[descriptor] = name;
    one.open_files.erase(descriptor);
    if (!is_kept(name) || !S_ISREG(status.st_mode)) return;
    const auto file = number_of(status.st_ino, was_there ? Kind::known : Kind::create, name);
    one.open_files[descriptor] = file;
    if (was_there && (flags & O_TRUNC) != 0) record(Kind::truncate, file, 0, "");
}

int open_at(int at, const char* path, int flags, mode_t mode) {
    std::string name;
    auto& one = layer();
    const std::scoped_lock lock{one.guard};
    if (!name_of(at, path, name))
        return static_cast<int>(syscall(SYS_openat, at, path, flags, mode));
    if ((flags & O_ACCMODE) != O_RDONLY && fails(opens)) return -1;
    struct stat status {};
    const bool was_there = status_of(at, path, status);
    const int opened = static_cast<int>(syscall(SYS_openat, at, path, flags, mode));
    if (opened >= 0) remember(opened, name, was_there, flags);
    return opened;
}

bool is_watched(int descriptor) {
    return layer().open_names.contains(descriptor);
}

ssize_t write_at(int descriptor, const void* bytes, std::size_t size, off_t offset) {
    return offset < 0 ? syscall(SYS_write, descriptor, bytes, size)
                      : syscall(SYS_pwrite64, descriptor, bytes, size, offset);
}

/// `offset` below 0: where the file stands.
ssize_t write_through(int descriptor, const void* bytes, std::size_t size, off_t offset) {
    auto& one = layer();
    const std::scoped_lock lock{one.guard};
    if (!is_watched(descriptor)) {
        const auto done = write_at(descriptor, bytes, size, offset);
        if (descriptor == STDOUT_FILENO && done > 0)
            record(Kind::said, 0, 0,
                   {static_cast<const char*>(bytes), static_cast<std::size_t>(done)});
        return done;
    }
    bool half = false;
    if (fails(writes, half)) return -1;
    if (half && size > 1) size /= 2;
    const auto file = one.open_files.find(descriptor);
    const auto from = offset < 0 ? syscall(SYS_lseek, descriptor, 0, SEEK_CUR) : offset;
    const auto done = write_at(descriptor, bytes, size, offset);
    if (done > 0 && file != one.open_files.end())
        record(Kind::write, file->second, static_cast<std::uint64_t>(from),
               {static_cast<const char*>(bytes), static_cast<std::size_t>(done)});
    return done;
}

int truncate_through(int descriptor, off_t size) {
    auto& one = layer();
    const std::scoped_lock lock{one.guard};
    if (is_watched(descriptor) && fails(truncates)) return -1;
    const int done = static_cast<int>(syscall(SYS_ftruncate, descriptor, size));
    const auto file = one.open_files.find(descriptor);
    if (done == 0 && file != one.open_files.end())
        record(Kind::truncate, file->second, static_cast<std::uint64_t>(size), "");
    return done;
}

int sync_through(int descriptor, long call) {
    auto& one = layer();
    const std::scoped_lock lock{one.guard};
    const auto name = one.open_names.find(descriptor);
    if (name == one.open_names.end()) return static_cast<int>(syscall(call, descriptor));
    struct stat status {};
    const bool is_folder = syscall(SYS_fstat, descriptor, &status) == 0 && S_ISDIR(status.st_mode);
    if (fails(is_folder ? folder_syncs : syncs)) return -1;
    if (!one.forgets.empty() && name->second.ends_with(one.forgets)) return 0;
    const int done = static_cast<int>(syscall(call, descriptor));
    const auto file = one.open_files.find(descriptor);
    if (done != 0) return done;
    if (file != one.open_files.end())
        record(Kind::sync, file->second, 0, "");
    else if (is_kept(name->second))
        record(Kind::sync_folder, 0, 0, name->second);
    return done;
}

/// The inode's number is free for another file once its last name is gone.
void forget_if_last(const struct stat& status) {
    if (S_ISREG(status.st_mode) && status.st_nlink == 1) layer().files.erase(status.st_ino);
}

int change_names(Kind kind, const char* from, const char* to, long call, int at_flags) {
    std::string first, second;
    const std::scoped_lock lock{layer().guard};
    const bool watched = name_of(AT_FDCWD, from, first) && name_of(AT_FDCWD, to, second);
    if (watched && fails(names)) return -1;
    struct stat replaced {};
    const bool replaces = watched && kind == Kind::rename && status_of(AT_FDCWD, to, replaced);
    if (watched) meet(AT_FDCWD, from, first);
    if (replaces) meet(AT_FDCWD, to, second);
    const int done = static_cast<int>(syscall(call, AT_FDCWD, from, AT_FDCWD, to, at_flags));
    if (done != 0 || !watched) return done;
    if (replaces) forget_if_last(replaced);
    record(kind, 0, 0, first + '\0' + second);
    return done;
}

int remove_name(int at, const char* path, int flags) {
    std::string name;
    const std::scoped_lock lock{layer().guard};
    const bool watched = name_of(at, path, name);
    if (watched && fails(names)) return -1;
    struct stat status {};
    if (watched && status_of(at, path, status)) meet(at, path, name);
    const int done = static_cast<int>(syscall(SYS_unlinkat, at, path, flags));
    if (done != 0 || !watched) return done;
    forget_if_last(status);
    if (is_kept(name)) record(Kind::remove, 0, 0, name);
    return done;
}

}  // namespace

void watch(const std::string& folder) {
    const std::scoped_lock lock{layer().guard};
    layer().folder = folder;
}

void arm(const Fault& fault) {
    const std::scoped_lock lock{layer().guard};
    layer().fault = fault;
    layer().calls = layer().failed = 0;
}

void heal() {
    const std::scoped_lock lock{layer().guard};
    layer().fault = {0, 0, 0, 0};
}

int calls() {
    const std::scoped_lock lock{layer().guard};
    return layer().calls;
}

int failed() {
    const std::scoped_lock lock{layer().guard};
    return layer().failed;
}

}  // namespace lika::tests::disk

// The C library's names. Each does what it always does, by the kernel's own call.
using namespace lika::tests::disk;

extern "C" {

static mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(rest, int)) : 0;
}

int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) __attribute__((alias("open")));

int openat(int at, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(at, path, flags, mode);
}
int openat64(int at, const char* path, int flags, ...) __attribute__((alias("openat")));

int close(int descriptor) {
    auto& one = layer();
    const std::scoped_lock lock{one.guard};
    one.open_names.erase(descriptor);
    one.open_files.erase(descriptor);
    return static_cast<int>(syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
    return write_through(descriptor, bytes, size, -1);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
    return write_through(descriptor, bytes, size, offset);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
    return write_through(descriptor, bytes, size, offset);
}
ssize_t writev(int descriptor, const iovec* parts, int count) {
    std::string whole;
    for (int i = 0; i < count; ++i)
        whole.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
    return write_through(descriptor, whole.data(), whole.size(), -1);
}

int ftruncate(int descriptor, off_t size) noexcept {
    return truncate_through(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
    return truncate_through(descriptor, size);
}

int fsync(int descriptor) {
    return sync_through(descriptor, SYS_fsync);
}
int fdatasync(int descriptor) {
    return sync_through(descriptor, SYS_fdatasync);
}

int rename(const char* from, const char* to) noexcept {
    return change_names(Kind::rename, from, to, SYS_renameat2, 0);
}
int link(const char* from, const char* to) noexcept {
    return change_names(Kind::link, from, to, SYS_linkat, 0);
}
int unlink(const char* path) noexcept {
    return remove_name(AT_FDCWD, path, 0);
}
int unlinkat(int at, const char* path, int flags) noexcept {
    return remove_name(at, path, flags);
}
int rmdir(const char* path) noexcept {
    return remove_name(AT_FDCWD, path, AT_REMOVEDIR);
}
int remove(const char* path) noexcept {
    const int done = remove_name(AT_FDCWD, path, 0);
    return done == 0 || errno != EISDIR ? done : remove_name(AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdir(const char* path, mode_t mode) noexcept {
    std::string name;
    const std::scoped_lock lock{layer().guard};
    const bool watched = name_of(AT_FDCWD, path, name);
    if (watched && fails(names)) return -1;
    const int done = static_cast<int>(syscall(SYS_mkdirat, AT_FDCWD, path, mode));
    if (done == 0 && watched) record(Kind::make_folder, 0, 0, name);
    return done;
}

}  // extern "C"
