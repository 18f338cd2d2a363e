// SPDX-License-Identifier: EUPL-1.2
#include "instruments/catalogue.h"

#include <pugixml.hpp>

#include <algorithm>

#include "instruments/detail/document.h"
#include "instruments/detail/file.h"
#include "instruments/detail/read_catalogue.h"

namespace lika::instruments {

namespace {

using Paths = std::vector<std::filesystem::path>;

Fault whole_file(const std::filesystem::path& file, const char* reason, std::string words) {
    return {file.string(), 0, 0, {}, reason, std::move(words)};
}

// The newest of "<name>-<day>.xml": days sort as text.
std::optional<std::filesystem::path> newest(const Paths& files, const std::string& name) {
    const auto found = std::find_if(files.rbegin(), files.rend(), [&](const auto& file) {
        const auto stem = file.stem().string();
        return stem.size() == name.size() + 11 && stem.starts_with(name + "-");
    });
    return found == files.rend() ? std::nullopt : std::optional{*found};
}

// Reads the newest catalogue of this name, whose root element has the same name.
template <class Value>
void read_newest(const Paths& files, const std::string& name, Value (*read)(const detail::Element&),
                 Value& value, std::vector<Fault>& faults) {
    const auto file = newest(files, name);
    const auto xml = file ? detail::read_file(*file) : std::nullopt;
    if (!xml)
        return faults.push_back(whole_file(file.value_or(name), "unreadable",
                                           "there is no readable " + name + "-<day>.xml"));
    detail::Report report{*xml, file->string()};
    pugi::xml_document document;
    if (detail::read_document(*xml, name.c_str(), document, report))
        value = read({document.document_element(), report});
    auto found = report.take();
    std::move(found.begin(), found.end(), std::back_inserter(faults));
}

}  // namespace

std::pair<Catalogues, std::vector<Fault>> read_catalogues(const std::filesystem::path& folder) {
    Catalogues catalogues;
    std::vector<Fault> faults;
    const auto files = detail::xml_files(folder).value_or(Paths{});
    read_newest(files, "offences", detail::read_offences, catalogues.offences, faults);
    read_newest(files, "clocks", detail::read_clocks, catalogues.clocks, faults);
    read_newest(files, "districts", detail::read_districts, catalogues.districts, faults);
    read_newest(files, "retention", detail::read_retention, catalogues.retention, faults);
    return {std::move(catalogues), std::move(faults)};
}

}  // namespace lika::instruments
