// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/result.h"
#include "storage/detail/secret.h"
#include "storage/vault.h"

namespace lika::storage::detail {

/// One signed assessment as it is kept: docs/storage-format.md, "Archive of a signed assessment".
struct Archive {
    std::string bytes;
    std::string mac;
};

/// Over the id and the bytes.
std::string archive_mac(const SecretBytes& archive_key, const AssessmentId& id,
                        const std::string& bytes);

constexpr std::size_t longest_archive = 4 * 1024 * 1024;

/// Error: invalid too_long (more than longest_archive).
engine::Result<Archive> seal_archive(const SecretBytes& archive_key, const Assessment& assessment);

/// Verifies the MAC, which holds for this id alone, before a byte is parsed. The state is `signed`.
/// Errors (failed): archive_mac, archive_malformed.
engine::Result<Assessment> open_archive(const SecretBytes& archive_key, const AssessmentId& id,
                                        const Archive& archive);

}  // namespace lika::storage::detail
