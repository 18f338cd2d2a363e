// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/pid_file.h"

#include <Poco/Process.h>

#include <fstream>
#include <iterator>

#include "service/detail/share.h"

namespace lika::service {
namespace {

namespace fs = std::filesystem;

/// The process that serves by this file; 0: none. An id used again by another program is not ours.
long serving(const fs::path& file) {
    std::ifstream stream{file};
    long id = 0;
    if (!(stream >> id) || id <= 0) return 0;
    // Not read_file: what /proc shows has no size.
    std::ifstream command{"/proc/" + std::to_string(id) + "/cmdline", std::ios::binary};
    const std::string line{std::istreambuf_iterator<char>{command}, {}};
    const auto program = fs::path{line.substr(0, line.find('\0'))}.filename();
    return program == "lika" ? id : 0;
}

bool write_beside(const fs::path& file, long id) {
    std::ofstream stream{file};
    stream << id << '\n';
    stream.close();
    return static_cast<bool>(stream);
}

}  // namespace

engine::Result<std::unique_ptr<PidFile>> PidFile::take(const fs::path& data) {
    const auto file = data / "lika.pid";
    const auto own = static_cast<long>(Poco::Process::id());
    if (const long other = serving(file); other != 0 && other != own)
        return engine::Error{engine::ErrorKind::conflict, "already_running", std::to_string(other)};

    const auto beside = data / ("lika.pid." + std::to_string(own));
    std::error_code failed;
    fs::remove(file, failed);
    if (!write_beside(beside, own))
        return engine::Error{engine::ErrorKind::failed, "folder_unwritable", data.string()};
    fs::create_hard_link(beside, file, failed);   // fails if somebody else was quicker
    std::error_code unused;
    fs::remove(beside, unused);
    if (failed) return engine::Error{engine::ErrorKind::conflict, "already_running", data.string()};
    return std::unique_ptr<PidFile>{new PidFile{file}};
}

PidFile::~PidFile() {
    std::error_code unused;
    fs::remove(file_, unused);
}

}  // namespace lika::service
