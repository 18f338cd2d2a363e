// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "engine/result.h"

namespace lika::service {

/// DIR/lika.pid while this process serves DIR; removed on destruction. One left by a process that was killed is replaced.
class PidFile {
public:
    /// Errors: conflict already_running (place: its process id), failed folder_unwritable.
    static engine::Result<std::unique_ptr<PidFile>> take(const std::filesystem::path& data);
    ~PidFile();
    PidFile(const PidFile&) = delete;
    PidFile& operator=(const PidFile&) = delete;

private:
    explicit PidFile(std::filesystem::path file) : file_(std::move(file)) {}
    std::filesystem::path file_;
};

}  // namespace lika::service
