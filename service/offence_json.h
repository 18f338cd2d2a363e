// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>

#include "engine/flags.h"
#include "storage/vault.h"

namespace lika::service {

/// A recorded offence with what each list says of it for the person: the items of GET /cases/{id}/flags.
nlohmann::json flag_json(const engine::OffenceCatalogue& catalogue, const engine::OffenceFlag& flag,
                         const storage::OffenceRecord& offence, engine::Sex sex);

}  // namespace lika::service
