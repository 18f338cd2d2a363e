// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "service/demo/history.h"

namespace lika::service::demo {

/// A draw among what the district has signed in the year before, as the supervisor makes it, each case rated again the same
/// morning, and what the raters came to written down for half of them. Raters mostly set the same level.
Act rated_twice(Chance& chance, const Cast& cast, std::shared_ptr<const engine::Instrument> instrument, storage::Instant at);

}  // namespace lika::service::demo
