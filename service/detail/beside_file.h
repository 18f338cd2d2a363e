// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <fstream>

#include "engine/result.h"

namespace lika::service {

/// A file written beside its final place and put there whole: until commit() the old one stands. Readable by the owner only.
class BesideFile {
public:
    explicit BesideFile(const std::filesystem::path& file);
    ~BesideFile();   ///< removes what was not committed
    BesideFile(const BesideFile&) = delete;
    BesideFile& operator=(const BesideFile&) = delete;

    std::ostream& stream() { return stream_; }
    /// Errors (failed): file_unwritable. Nothing is left of a file that could not be written.
    engine::Result<void> commit();

private:
    std::filesystem::path file_, beside_;
    std::ofstream stream_;
};

/// Whether a file may be put there: nothing is there yet, or a regular file.
bool is_replaceable(const std::filesystem::path& file);

}  // namespace lika::service
