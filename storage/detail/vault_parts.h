// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/detail/store.h"
#include "storage/vault.h"

namespace lika::storage {

/// What an open vault consists of; its commands are spread over vault_*.cpp.
struct Vault::Parts {
    std::unique_ptr<detail::Store> store;
};

}  // namespace lika::storage
