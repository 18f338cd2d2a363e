// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "engine/result.h"
#include "storage/detail/secret.h"

namespace lika::storage::detail {

/// A fresh data key for the vault `name`, kept in `file` wrapped under `key`.
/// Errors: failed storage_failed (`file` is there, or cannot be written).
engine::Result<SecretBytes> make_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const KeyFile& key);

/// Errors (invalid), place = name: wrapped_key_missing; wrapped_key_malformed (empty, cut off,
/// other format); wrong_key (another key file's, another vault's, or changed).
engine::Result<SecretBytes> open_wrapped_key(const std::filesystem::path& file,
                                             const std::string& name, const KeyFile& key);

}  // namespace lika::storage::detail
