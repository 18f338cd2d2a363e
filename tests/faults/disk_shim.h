// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cerrno>
#include <string>

/// A layer between a program and its disk. Linked before the C library, or preloaded with
/// LIKA_DISK_FOLDER and LIKA_DISK_LOG in the environment, it writes down what is done to one folder
/// (disk_log.h); tests also tell it to fail. `-shm` files are not recorded: they are rebuilt.
/// LIKA_DISK_FORGETS=ENDING: syncs of files so named are said to be done and are not.
namespace lika::tests::disk {

enum Calls : unsigned {
    writes = 1,
    syncs = 2,  ///< of files
    truncates = 4,
    opens = 8,   ///< for writing
    names = 16,  ///< made, changed or removed
    folder_syncs = 32,
    all = 63
};

constexpr int for_good = 1'000'000'000;
/// In place of an errno: only half of the bytes are written, which is no error.
constexpr int half_written = -1;

struct Fault {
    unsigned calls = all;
    int good = 0;        ///< so many calls succeed first
    int bad = for_good;  ///< and so many fail then
    int error = EIO;
};

/// The folder whose calls are counted and fail, for files opened from now on.
void watch(const std::string& folder);
/// From now on; one fault at a time.
void arm(const Fault& fault);
void heal();
/// Calls since `arm` that the fault is about, and those of them that failed.
int calls();
int failed();

}  // namespace lika::tests::disk
