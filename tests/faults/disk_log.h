// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

namespace lika::tests::disk {

/// What the shim writes down, in the order in which it was done.
enum class Kind : std::uint32_t {
    create,       ///< bytes: the name; `file` is new
    known,        ///< bytes: the name of a file that was there before the recording
    write,        ///< bytes at `offset`
    truncate,     ///< to `offset` bytes
    sync,         ///< of a file
    sync_folder,  ///< bytes: its name
    make_folder,  ///< bytes: its name
    rename,       ///< bytes: from, a zero, to
    link,         ///< bytes: from, a zero, to
    remove,       ///< bytes: the name of a file or an empty folder
    said,         ///< bytes: what went to standard output: an acknowledgement
};

/// Goes before the `size` bytes of each operation. Names are below the recorded folder:
/// "vaults/norr.db".
struct Header {
    Kind kind;
    std::uint32_t file;
    std::uint64_t offset, size;
};

}  // namespace lika::tests::disk
