// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sqlcipher/sqlite3.h>
#include <unistd.h>

#include <cerrno>

namespace lika::tests {

/// While it lives, SQLite's writes after the first `good` ones fail with `error` (ENOSPC, EIO).
/// One at a time, one thread.
class FailingDisk {
public:
    FailingDisk(int good, int error) {
        left() = good;
        code() = error;
        set("write", reinterpret_cast<sqlite3_syscall_ptr>(&write));
        set("pwrite", reinterpret_cast<sqlite3_syscall_ptr>(&pwrite));
        set("pwrite64", reinterpret_cast<sqlite3_syscall_ptr>(&pwrite));
    }
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;
    ~FailingDisk() {
        for (const auto* name : {"write", "pwrite", "pwrite64"})
            set(name, nullptr);  // the system's own
    }
    bool has_failed() const { return left() < 0; }

private:
    static int& left() {
        static int value = 0;
        return value;
    }
    static int& code() {
        static int value = 0;
        return value;
    }
    static bool fails() {
        if (left() > 0) {
            --left();
            return false;
        }
        left() = -1;
        errno = code();
        return true;
    }
    static ssize_t write(int file, const void* bytes, size_t size) {
        return fails() ? -1 : ::write(file, bytes, size);
    }
    static ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
        return fails() ? -1 : ::pwrite(file, bytes, size, at);
    }
    static void set(const char* name, sqlite3_syscall_ptr call) {
        auto* vfs = sqlite3_vfs_find(nullptr);
        vfs->xSetSystemCall(vfs, name, call);
    }
};

}  // namespace lika::tests
