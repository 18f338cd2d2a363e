// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/backup_set.h"

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Util/XMLConfiguration.h>

#include <algorithm>
#include <memory>

#include "service/detail/beside_file.h"
#include "service/detail/progress.h"
#include "service/detail/share.h"

namespace lika::service {
namespace fs = std::filesystem;
namespace {

constexpr const char* config_name = "lika.xml";

engine::Error folder_unwritable(const fs::path& folder) {
    return {engine::ErrorKind::failed, "folder_unwritable", folder.string()};
}

engine::Result<void> write_private(const fs::path& file, const std::string& bytes) {
    BesideFile beside{file};
    beside.stream() << bytes;
    return beside.commit();
}

}  // namespace

std::string set_name(storage::Instant at) {
    auto name = storage::to_string(std::chrono::floor<std::chrono::seconds>(at));
    name.erase(name.find('.'), 4);   // the milliseconds
    std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
    return name;
}

engine::Result<storage::BackupRecipient> configured_recipient(const fs::path& config) try {
    const Poco::AutoPtr<Poco::Util::XMLConfiguration> settings{new Poco::Util::XMLConfiguration(config.string())};
    const auto text = settings->getString("backup.public_key", "");
    if (text.empty()) return engine::Error{engine::ErrorKind::invalid, "backup_key_not_set", "backup.public_key"};
    return storage::BackupRecipient::read(text);
} catch (const Poco::Exception&) {
    return engine::Error{engine::ErrorKind::invalid, "config_malformed", config.string()};
}

engine::Result<std::vector<fs::path>> backup_files(const fs::path& from) {
    std::error_code failed;
    std::vector<fs::path> files;
    if (fs::is_regular_file(from, failed)) return std::vector{from};
    for (const auto& entry : fs::directory_iterator{from, failed})
        if (entry.path().extension() == backup_ending) files.push_back(entry.path());
    if (files.empty()) return engine::Error{engine::ErrorKind::invalid, "backup_missing", from.string()};
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<storage::CarriedFile> carried_files(const fs::path& config, const Settings& settings) {
    std::vector<storage::CarriedFile> files;
    if (auto bytes = read_file(config)) files.push_back({config_name, std::move(*bytes)});
    for (const char* name : {"tls/certificate.pem", "tls/key.pem"})
        if (auto bytes = read_file(fs::path{settings.data} / name)) files.push_back({name, std::move(*bytes)});
    return files;
}

engine::Result<void> put_carried_files(const std::vector<storage::CarriedFile>& files, const fs::path& data) {
    std::error_code failed;
    for (const auto& file : files) {
        const auto path = data / file.name;
        if (fs::exists(path, failed)) continue;
        fs::create_directories(path.parent_path(), failed);
        if (auto written = write_private(path, file.bytes); !written) return written;
    }
    return {};
}

storage::BackupProgress shown_progress(const std::string& vault) {
    struct Shown {
        std::string stage;
        std::unique_ptr<Progress> line;
    };
    return [vault, shown = std::make_shared<Shown>()](const char* stage, std::uint64_t done, std::uint64_t of) {
        if (shown->stage != stage) {
            shown->line.reset();   // its end clears the line
            shown->line = std::make_unique<Progress>(vault + ": " + stage);
            shown->stage = stage;
        }
        if (of > 0) shown->line->show(done, of);
    };
}

engine::Result<PassingFolder> PassingFolder::make(const fs::path& folder) {
    std::error_code failed;
    fs::remove_all(folder, failed);
    if (failed || !fs::create_directories(folder, failed)) return folder_unwritable(folder);
    PassingFolder made{folder};
    fs::permissions(folder, fs::perms::owner_all, failed);
    if (failed) return folder_unwritable(folder);
    return made;
}

PassingFolder::~PassingFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

engine::Result<void> PassingFolder::put_in_place(const fs::path& wanted) {
    if (auto put = storage::put_in_place(path_, wanted); !put) return put;
    path_.clear();
    return {};
}

}  // namespace lika::service
