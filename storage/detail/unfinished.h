// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "storage/detail/file.h"

namespace lika::storage::detail {

/// A file or database that is being made under another name than its own; what is left of it at the end is
/// removed.
class Unfinished {
public:
    explicit Unfinished(std::filesystem::path file) : file_(std::move(file)) { remove(); }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() { remove(); }

    const std::filesystem::path& file() const { return file_; }
    /// It has become what it should.
    void keep() { is_kept_ = true; }
    /// Now: what has the file open keeps it.
    void remove() const {
        if (is_kept_) return;
        std::error_code ignored;
        for (const char* ending : {"", "-wal", "-shm"})
            std::filesystem::remove(with_ending(file_, ending), ignored);
    }

private:
    std::filesystem::path file_;
    bool is_kept_ = false;
};

}  // namespace lika::storage::detail
