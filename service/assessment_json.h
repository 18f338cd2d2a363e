// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>

#include "service/access.h"
#include "storage/vault.h"

namespace lika::service {

/// {ITEM: {rating|missing, evidence, sources, at, editor}}.
nlohmann::json responses_json(const std::vector<storage::DraftResponse>& responses);

/// null or {direction, reason_code, reason, author:{name}, approver: null|{name}}.
nlohmann::json override_json(const std::optional<storage::Override>& discretionary, Names& names);

}  // namespace lika::service
