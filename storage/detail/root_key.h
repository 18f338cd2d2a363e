// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/result.h"
#include "storage/detail/secret.h"
#include "storage/passphrase.h"

namespace lika::storage::detail {

constexpr std::size_t salt_size = 16;

/// A key of the passphrase by Argon2id. Throws std::bad_alloc.
SecretBytes stretched(const Passphrase& passphrase, const std::string& salt, const PassphraseCost& cost);

/// A wrapped root as its file says (docs/storage-format.md, "Keys").
struct WrappedRoot {
    bool by_passphrase = false;
    PassphraseCost cost;
    std::string salt;   ///< by_passphrase
    std::string head;   ///< what is authenticated
    std::string nonce, sealed;

    /// Error (invalid): root_key_malformed, also where opening it would cost more than any cost
    /// Lika sets.
    static engine::Result<WrappedRoot> read(const std::filesystem::path& file);
    /// Nothing: wrapped under another key, or changed.
    std::optional<SecretBytes> open(const SecretBytes& key) const;
};

/// Content of the file for a root that a key file (its key) or a passphrase opens.
std::string wrapped_by_file(const SecretBytes& root, const SecretBytes& file_key);
std::string wrapped_by_passphrase(const SecretBytes& root, const Passphrase& passphrase,
                                  const PassphraseCost& cost);

/// The key that a key file's bytes give for wrapping a root.
SecretBytes root_wrapping_key(const SecretBytes& file_key);

}  // namespace lika::storage::detail
