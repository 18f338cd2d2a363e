// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/backup_key.h"
#include "storage/detail/secret.h"

namespace lika::storage {

struct BackupKey::Secret {
    detail::SecretBytes key;  ///< X25519
};

}  // namespace lika::storage
