// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "service/services.h"

namespace lika::service {

/// The exercise of that id. Errors (not_found): no_such_exercise.
engine::Result<storage::Exercise> find_exercise(const std::string& id, const Services& services);

/// The figures of a closed exercise: of every district, or of `own` alone beside the city. Errors: those of City::answers_to and
/// City::panel_rating; not_found (a vignette or instrument the library has no more). Source: docs/http-api.md.
engine::Result<nlohmann::json> figures_json(const storage::Exercise& exercise, const std::optional<std::string>& own,
                                            const storage::Actor& actor, const Services& services);

}  // namespace lika::service
