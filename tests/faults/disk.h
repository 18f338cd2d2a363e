// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/faults/disk_log.h"

namespace lika::tests::disk {

struct Operation {
    Kind kind;
    std::uint32_t file;
    std::uint64_t offset;
    std::string bytes;
};

/// What the shim wrote down. A cut-off last operation is left out.
std::vector<Operation> read_log(const std::filesystem::path& log);

/// Files by their names below the folder; a folder's name ends in "/".
using Image = std::map<std::string, std::string>;

/// The files of a folder, without `-shm`.
Image image_of(const std::filesystem::path& folder);
void lay_out(const Image& image, const std::filesystem::path& folder);

using Random = std::mt19937_64;

/// A disk that keeps for certain only what was synced: contents by a sync of the file, names by a
/// sync of their folder. Sectors are 512 bytes. What a write does not touch it does not harm.
class Disk {
public:
    explicit Disk(const Image& durable);

    void apply(const Operation& operation);
    /// After a power cut now: each sector and name that was not synced is there, is not, or is
    /// torn.
    Image cut(Random& random) const;
    /// With everything that was done, synced or not.
    Image whole() const;

private:
    /// A change of names that is not durable yet.
    struct Naming {
        Kind kind;
        std::uint32_t file;
        std::string from, to;
    };
    using Names = std::map<std::string, std::uint32_t>;  // 0: a folder
    struct File {
        std::string durable;
        std::vector<Operation> pending;
    };

    static void apply(Names& names, const Naming& naming);
    void add_naming(const Operation& operation);
    void sync_names(const std::string& folder);
    Names names_after_cut(Random& random) const;
    Image image(const Names& names, Random* random) const;

    Names names_;
    std::vector<Naming> pending_;
    std::map<std::uint32_t, File> files_;
    std::map<std::string, std::string> base_;  ///< contents that no operation has met yet
};

}  // namespace lika::tests::disk
