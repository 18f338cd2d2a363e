// SPDX-License-Identifier: EUPL-1.2
#include "tests/faults/disk.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace lika::tests::disk {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t sector = 512;

std::string content(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

bool one_in(Random& random, unsigned n) {
    return random() % n == 0;
}

/// How the cut treats what was not synced; one for each file and cut, so that images differ widely.
struct Temper {
    unsigned kept;    ///< of 100 sectors, when not in order
    unsigned torn;    ///< of 100 of those that are kept
    bool size_stays;  ///< a lost sector beyond the end leaves zeros

    explicit Temper(Random& random)
        : kept(std::array{0U, 5U, 50U, 95U, 100U}[random() % 5]),
          torn(std::array{0U, 10U, 100U}[random() % 3]),
          size_stays(one_in(random, 2)) {}
};

void overwrite(std::string& file, std::size_t at, std::string_view bytes) {
    if (file.size() < at + bytes.size()) file.resize(at + bytes.size(), '\0');
    std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(at));
}

void do_whole(std::string& file, const Operation& operation) {
    if (operation.kind == Kind::truncate)
        file.resize(operation.offset, '\0');
    else
        overwrite(file, operation.offset, operation.bytes);
}

/// Sector by sector; the newest write of a sector need not be the one that lasts.
void do_partly(std::string& file, const Operation& operation, const Temper& temper,
               Random& random) {
    if (operation.kind == Kind::truncate) {
        if (random() % 100 < temper.kept) file.resize(operation.offset, '\0');
        return;
    }
    std::string_view rest = operation.bytes;
    for (std::size_t at = operation.offset; !rest.empty();) {
        auto part = rest.substr(0, sector - at % sector);
        const auto next = part.size();
        if (random() % 100 < temper.kept) {
            if (random() % 100 < temper.torn) part = part.substr(0, random() % part.size());
            overwrite(file, at, part);
        } else if (temper.size_stays) {
            file.resize(std::max(file.size(), at + part.size()), '\0');
        }
        rest.remove_prefix(next);
        at += next;
    }
}

std::string parent(const std::string& name) {
    const auto slash = name.rfind('/');
    return slash == std::string::npos ? "" : name.substr(0, slash);
}

/// Every folder above is there.
template <class Names>
bool is_reached(const Names& names, std::string name) {
    for (name = parent(name); !name.empty(); name = parent(name))
        if (!names.contains(name)) return false;
    return true;
}

}  // namespace

std::vector<Operation> read_log(const fs::path& log) {
    std::ifstream stream{log, std::ios::binary};
    std::vector<Operation> operations;
    Header header{};
    while (stream.read(reinterpret_cast<char*>(&header), sizeof header)) {
        std::string bytes(header.size, '\0');
        if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) break;
        operations.push_back({header.kind, header.file, header.offset, std::move(bytes)});
    }
    return operations;
}

Image image_of(const fs::path& folder) {
    Image image;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        const auto name = fs::relative(entry.path(), folder).string();
        if (entry.is_directory())
            image[name + '/'] = "";
        else if (!name.ends_with("-shm"))
            image[name] = content(entry.path());
    }
    return image;
}

void lay_out(const Image& image, const fs::path& folder) {
    fs::create_directories(folder);
    for (const auto& [name, bytes] : image)
        if (name.ends_with('/')) fs::create_directories(folder / name);
    for (const auto& [name, bytes] : image)
        if (!name.ends_with('/')) std::ofstream{folder / name, std::ios::binary} << bytes;
}

Disk::Disk(const Image& durable) {
    for (const auto& [name, bytes] : durable) {
        if (name.ends_with('/')) {
            names_[name.substr(0, name.size() - 1)] = 0;
        } else {
            base_[name] = bytes;
        }
    }
}

void Disk::apply(Names& names, const Naming& naming) {
    switch (naming.kind) {
        case Kind::create:
        case Kind::make_folder:
            names[naming.to] = naming.file;
            break;
        case Kind::remove:
            names.erase(naming.from);
            break;
        default:  // a name that never came to the disk cannot be renamed or linked there
            if (const auto old = names.find(naming.from); old != names.end()) {
                names[naming.to] = old->second;
                if (naming.kind == Kind::rename) names.erase(naming.from);
            }
    }
}

void Disk::add_naming(const Operation& operation) {
    const auto zero = operation.bytes.find('\0');
    const auto first = operation.bytes.substr(0, zero);
    const bool two = zero != std::string::npos;
    const bool makes = operation.kind == Kind::create || operation.kind == Kind::make_folder;
    pending_.push_back({operation.kind, operation.file, makes ? "" : first,
                        two ? operation.bytes.substr(zero + 1) : (makes ? first : "")});
}

void Disk::sync_names(const std::string& folder) {
    std::erase_if(pending_, [&](const Naming& naming) {
        const bool is_here = (!naming.to.empty() && parent(naming.to) == folder) ||
                             (!naming.from.empty() && parent(naming.from) == folder);
        if (is_here) apply(names_, naming);
        return is_here;
    });
}

void Disk::apply(const Operation& operation) {
    switch (operation.kind) {
        case Kind::write:
        case Kind::truncate:
            files_[operation.file].pending.push_back(operation);
            break;
        case Kind::sync: {
            auto& file = files_[operation.file];
            for (const auto& one : file.pending) do_whole(file.durable, one);
            file.pending.clear();
            break;
        }
        case Kind::known:
            names_[operation.bytes] = operation.file;
            files_[operation.file].durable = base_[operation.bytes];
            base_.erase(operation.bytes);
            break;
        case Kind::sync_folder:
            sync_names(operation.bytes);
            break;
        case Kind::said:
            break;
        default:
            add_naming(operation);
    }
}

/// Either a beginning of them, as on a disk with a journal, or some of them.
Disk::Names Disk::names_after_cut(Random& random) const {
    auto names = names_;
    const bool in_order = one_in(random, 2);
    const auto most = in_order ? random() % (pending_.size() + 1) : pending_.size();
    for (std::size_t i = 0; i < most; ++i)
        if (in_order || one_in(random, 2)) apply(names, pending_[i]);
    return names;
}

Image Disk::image(const Names& names, Random* random) const {
    Image image = base_;
    for (const auto& [name, number] : names) {
        if (!is_reached(names, name)) continue;
        if (number == 0) {
            image[name + '/'] = "";
            continue;
        }
        const auto found = files_.find(number);
        if (found == files_.end()) {
            image[name] = "";
            continue;
        }
        auto& bytes = image[name] = found->second.durable;
        const auto& pending = found->second.pending;
        if (random == nullptr) {
            for (const auto& one : pending) do_whole(bytes, one);
            continue;
        }
        const Temper temper{*random};
        for (const auto& one : pending) do_partly(bytes, one, temper, *random);
    }
    return image;
}

Image Disk::cut(Random& random) const {
    return image(names_after_cut(random), &random);
}

Image Disk::whole() const {
    auto names = names_;
    for (const auto& naming : pending_) apply(names, naming);
    return image(names, nullptr);
}

}  // namespace lika::tests::disk
