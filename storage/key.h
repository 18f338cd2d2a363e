// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/result.h"

namespace lika::storage {

/// The key-encryption key from DIR/keys/vault.key: wraps one random data key a vault. Locked in
/// memory, wiped on destruction.
class KeyFile {
public:
    /// Makes a new file (mode 0600, durable). Errors: conflict key_file_exists, failed
    /// key_file_unwritable.
    static engine::Result<KeyFile> create(const std::filesystem::path& file);
    /// Errors (invalid): key_file_missing, key_file_malformed (empty, cut off, wrong format).
    static engine::Result<KeyFile> open(const std::filesystem::path& file);

    KeyFile(KeyFile&&) noexcept;
    KeyFile& operator=(KeyFile&&) noexcept;
    ~KeyFile();

    struct Secret;
    const Secret& secret() const { return *secret_; }  ///< opaque outside the room

private:
    explicit KeyFile(std::unique_ptr<Secret> secret);
    std::unique_ptr<Secret> secret_;
};

}  // namespace lika::storage
