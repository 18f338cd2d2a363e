// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/result.h"
#include "storage/detail/secret.h"

namespace lika::storage::detail {

constexpr std::uint64_t first_generation = 1;

/// A fresh data key for this generation of the vault `name`, kept in `file` wrapped under `key`.
/// Errors: failed storage_failed (`file` is there, or cannot be written).
engine::Result<SecretBytes> make_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, std::uint64_t generation,
                                             const Keyring& key);

/// Keeps a data key that is there already in a new `file`, wrapped under `key`. Error: failed
/// storage_failed.
engine::Result<void> wrap_data_key(const std::filesystem::path& file, const std::string& name,
                                   std::uint64_t generation, const SecretBytes& data_key,
                                   const Keyring& key);

/// The generation a wrapped key file names, before its key is proved; the first when it cannot be
/// read.
std::uint64_t generation_in(const std::filesystem::path& file);

/// Errors (invalid), place = name: wrapped_key_missing; wrapped_key_malformed (empty, cut off,
/// other format); wrong_key (another key file's, another vault's, or changed).
engine::Result<SecretBytes> open_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const Keyring& key);

}  // namespace lika::storage::detail
