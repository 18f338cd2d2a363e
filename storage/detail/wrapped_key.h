// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/result.h"
#include "storage/detail/secret.h"

namespace lika::storage::detail {

constexpr std::uint64_t first_generation = 1;

/// A vault's secret and the generation it is for, wrapped under `key`: the content of its key file.
std::string wrapped(const std::string& name, std::uint64_t generation, const SecretBytes& secret,
                    const Keyring& key);

/// A fresh secret for the first generation of the vault `name`, kept in `file`. Error: failed
/// storage_failed (`file` is there, or cannot be written).
engine::Result<SecretBytes> make_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const Keyring& key);

/// The generation a wrapped key file names, before its key is proved; the first when it cannot be
/// read.
std::uint64_t generation_in(const std::filesystem::path& file);

/// Errors (invalid), place = name: wrapped_key_missing; wrapped_key_malformed (empty, cut off,
/// other format); wrong_key (another key file's, another vault's, or changed).
/// The vault's secret; in a file of the first format (32 bytes) one key was both.
engine::Result<SecretBytes> open_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const Keyring& key);

}  // namespace lika::storage::detail
