// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "instruments/catalogue.h"
#include "instruments/detail/file.h"
#include "instruments/detail/version.h"

namespace lika::instruments {

namespace {

using Shared = std::shared_ptr<const engine::Instrument>;

bool older(const Shared& a, const Shared& b) {
    return detail::version_numbers(a->version) < detail::version_numbers(b->version);
}

Fault whole_file(const std::filesystem::path& file, const char* reason, const char* words) {
    return {file.string(), 0, 0, {}, reason, words};
}

// The instrument of one released file, or its faults.
std::optional<engine::Instrument> read_released(const std::filesystem::path& file,
                                                std::vector<Fault>& faults) {
    const auto xml = detail::read_file(file);
    if (!xml) {
        faults.push_back(whole_file(file, "unreadable", "the file cannot be read"));
        return std::nullopt;
    }
    auto reading = read_instrument(*xml, file.string());
    std::move(reading.faults.begin(), reading.faults.end(), std::back_inserter(faults));
    const auto& instrument = reading.instrument;
    if (instrument && file.stem().string() != instrument->id.value + "-" + instrument->version) {
        faults.push_back(
            whole_file(file, "file_name_mismatch", "name the file <id>-<version>.xml"));
        return std::nullopt;
    }
    return std::move(reading.instrument);
}

}  // namespace

void Library::add(engine::Instrument instrument, const std::filesystem::path& file,
                  std::vector<Fault>& faults) {
    auto& versions = by_id_[instrument.id.value];
    const bool known = std::any_of(versions.begin(), versions.end(), [&](const auto& other) {
        return other->version == instrument.version;
    });
    if (known)
        return faults.push_back(
            whole_file(file, "released_twice", "another folder has this instrument and version"));
    versions.push_back(std::make_shared<const engine::Instrument>(std::move(instrument)));
    std::sort(versions.begin(), versions.end(), older);
}

std::pair<Library, std::vector<Fault>> Library::load(const std::filesystem::path& folder) {
    return load(std::vector{folder});
}

std::pair<Library, std::vector<Fault>> Library::load(
    const std::vector<std::filesystem::path>& folders) {
    Library library;
    std::vector<Fault> faults;
    for (const auto& folder : folders) {
        const auto files = detail::xml_files(folder);
        if (!files || files->empty())
            faults.push_back(whole_file(folder, "unreadable", "no instrument is in this folder"));
        for (const auto& file : files.value_or(std::vector<std::filesystem::path>{}))
            if (auto instrument = read_released(file, faults))
                library.add(std::move(*instrument), file, faults);
    }
    return {std::move(library), std::move(faults)};
}

std::pair<Library, std::vector<Fault>> Library::load_installed(
    const std::filesystem::path& instruments) {
    std::vector folders{instruments / "library"};
    std::error_code unknown;
    if (std::filesystem::exists(instruments / "non-commercial", unknown))
        folders.push_back(instruments / "non-commercial");
    return load(folders);
}

engine::Result<Shared> Library::find(const engine::InstrumentId& id,
                                     const std::string& version) const {
    const auto found = by_id_.find(id.value);
    if (found == by_id_.end())
        return engine::Error{engine::ErrorKind::not_found, "unknown_instrument", {}};
    if (version.empty()) return found->second.back();
    for (const auto& instrument : found->second)
        if (instrument->version == version) return instrument;
    return engine::Error{engine::ErrorKind::not_found, "unknown_version", {}};
}

std::vector<Shared> Library::all() const {
    std::vector<Shared> every;
    for (const auto& [id, versions] : by_id_)
        every.insert(every.end(), versions.begin(), versions.end());
    return every;
}

}  // namespace lika::instruments
