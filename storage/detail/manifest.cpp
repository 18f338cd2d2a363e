// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/manifest.h"

#include "storage/detail/fields.h"
#include "storage/detail/refusal.h"
#include "storage/detail/secret.h"
#include "storage/detail/text.h"

namespace lika::storage::detail {
namespace {

constexpr std::size_t most_tables = 1000, longest_name = 200;
constexpr std::size_t most_files = 16, longest_file = 1024 * 1024;

/// Relative, and without a way out of the folder it is put in.
bool is_inside(const std::string& name) {
    const std::filesystem::path path{name};
    if (name.empty() || path.is_absolute()) return false;
    for (const auto& part : path)
        if (part == ".." || part == "." || part.empty()) return false;
    return true;
}

}  // namespace

std::string write_manifest(const Manifest& manifest) {
    auto bytes = number_bytes(manifest.pages) + number_bytes(manifest.tables.size());
    for (const auto& table : manifest.tables)
        bytes += sized(table.table) + number_bytes(table.rows) + table.digest;
    bytes += number_bytes(manifest.files.size());
    if (manifest.files.size() > most_files) refuse("carried_file_too_long");
    for (const auto& file : manifest.files) {
        if (file.bytes.size() > longest_file || !is_inside(file.name))
            refuse("carried_file_too_long", file.name);
        bytes += sized(file.name) + sized(file.bytes);
    }
    return bytes;
}

Manifest read_manifest(std::string_view bytes) {
    Fields fields{bytes};
    Manifest manifest;
    manifest.pages = fields.number();
    const auto tables = fields.number();
    for (std::uint64_t i = 0; fields.hold() && tables <= most_tables && i < tables; ++i)
        manifest.tables.push_back(
            {fields.text(longest_name), fields.number(), fields.bytes(mac_size)});
    const auto files = fields.number();
    bool fits = tables <= most_tables && files <= most_files;
    for (std::uint64_t i = 0; fields.hold() && fits && i < files; ++i) {
        manifest.files.push_back({fields.text(longest_name), fields.text(longest_file)});
        fits = is_inside(manifest.files.back().name);
    }
    if (!fields.end() || !fits) refuse("backup_damaged", "manifest");
    return manifest;
}

}  // namespace lika::storage::detail
