// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/vignette.h"
#include "instruments/catalogue.h"
#include "service/demo/chance.h"
#include "service/demo/staff.h"
#include "storage/city.h"

namespace lika::service::demo {

/// A panel that has agreed on the first three vignettes as they are proposed, an exercise with two of them that every social
/// worker answered and that is closed, and an open one with the third. Nothing with fewer than three vignettes, or without
/// supervisors of two districts. Errors: those of City.
engine::Result<void> hold_exercises(storage::City& city, const std::vector<Staff>& staff, const std::vector<engine::Vignette>& vignettes,
                                    const instruments::Library& library, Chance& chance, storage::Instant now);

}  // namespace lika::service::demo
