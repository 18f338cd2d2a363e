// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/detail/connection.h"
#include "storage/vault.h"

namespace lika::storage::detail {

engine::Error no_such_case();
bool has_case(Connection& connection, const CaseId& id);
void insert_case(Connection& connection, const Case& opened);

}  // namespace lika::storage::detail
