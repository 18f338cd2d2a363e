// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/result.h"
#include "storage/passphrase.h"

namespace lika::storage {

/// Asks for the passphrase of the keys. Error: why there is none.
using AskPassphrase = std::function<engine::Result<Passphrase>()>;

/// Whether all that is secret could so far be kept out of what the system writes to its swap.
bool are_secrets_locked();

/// What opens a city's vaults, from its folder of keys (DIR/keys): a random root, which wraps one
/// secret a vault and generation, and is itself wrapped by a key file or by a passphrase. Locked in
/// memory, wiped on destruction.
class Keyring {
public:
    /// Makes `folder` with a new root and a new key file that opens it (root.key, vault.key, mode
    /// 0600, durable); or only the root, where a stop left the key file alone. Errors: conflict
    /// key_file_exists, failed key_file_unwritable.
    static engine::Result<Keyring> create(const std::filesystem::path& folder);
    /// `ask` is called where a passphrase opens the root. Errors (invalid): key_file_missing,
    /// key_file_malformed (empty, cut off, wrong format), root_key_missing, root_key_malformed, wrong_key (the key
    /// file does not open the root), passphrase_missing (nothing to ask with), wrong_passphrase,
    /// those of `ask`; failed out_of_memory.
    static engine::Result<Keyring> open(const std::filesystem::path& folder, const AskPassphrase& ask = {});
    /// Whether a passphrase opens the keys in `folder`.
    static bool asks_for_passphrase(const std::filesystem::path& folder);

    /// From now on a passphrase opens the root, and nothing else: a key file there is removed. No
    /// vault is touched. Killed at any moment the root has either lock. Errors: invalid
    /// passphrase_too_short; conflict no_root (keys of before there was a root); failed
    /// key_file_unwritable, out_of_memory.
    engine::Result<void> lock(const std::filesystem::path& folder, const Passphrase& passphrase,
                              const PassphraseCost& cost) const;
    /// From now on a new key file opens the root, and no passphrase. Errors: as lock.
    engine::Result<void> lock_by_file(const std::filesystem::path& folder) const;

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
