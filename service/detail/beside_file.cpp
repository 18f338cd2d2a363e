// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/beside_file.h"

#include "storage/record.h"

namespace lika::service {
namespace fs = std::filesystem;

BesideFile::BesideFile(const fs::path& file) {
    std::error_code failed;
    file_ = fs::weakly_canonical(file, failed);   // through a link: what it points to is replaced
    if (failed) file_ = file;
    beside_ = file_.parent_path() / ("." + file_.filename().string() + "." + storage::random_id() + ".part");
    stream_.open(beside_, std::ios::binary | std::ios::trunc);
    fs::permissions(beside_, fs::perms::owner_read | fs::perms::owner_write, failed);
    if (failed) stream_.setstate(std::ios::failbit);
}

BesideFile::~BesideFile() {
    std::error_code ignored;
    if (!beside_.empty()) fs::remove(beside_, ignored);
}

engine::Result<void> BesideFile::commit() {
    stream_.close();
    std::error_code failed;
    if (stream_) fs::rename(beside_, file_, failed);
    if (!stream_ || failed) return engine::Error{engine::ErrorKind::failed, "file_unwritable", file_.string()};
    beside_.clear();
    return {};
}

bool is_replaceable(const fs::path& file) {
    std::error_code failed;
    const auto status = fs::status(file, failed);
    return !fs::exists(status) || fs::is_regular_file(status);
}

}  // namespace lika::service
