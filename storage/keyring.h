// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/result.h"

namespace lika::storage {

/// What opens a city's vaults, from its folder of keys (DIR/keys): wraps one random data key a
/// vault and generation. Locked in memory, wiped on destruction.
class Keyring {
public:
    /// Makes `folder` with a new key file (vault.key, mode 0600, durable). Errors: conflict
    /// key_file_exists, failed key_file_unwritable.
    static engine::Result<Keyring> create(const std::filesystem::path& folder);
    /// Errors (invalid): key_file_missing, key_file_malformed (empty, cut off, wrong format).
    static engine::Result<Keyring> open(const std::filesystem::path& folder);

    Keyring(Keyring&&) noexcept;
    Keyring& operator=(Keyring&&) noexcept;
    ~Keyring();

    struct Secret;
    const Secret& secret() const { return *secret_; }  ///< opaque outside the room

private:
    explicit Keyring(std::unique_ptr<Secret> secret);
    std::unique_ptr<Secret> secret_;
};

}  // namespace lika::storage
