// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "service/consistency/city_figures.h"

namespace lika::service {

/// The answer of GET /consistency without its actions, beside the city the district `own` (nothing: an auditor asks); and that of
/// GET /consistency/items. Source: docs/http-api.md, "Consistency".
nlohmann::json picture_json(const CityFigures& figures, const std::optional<std::string>& own, const Services& services);
nlohmann::json items_json(const CityFigures& figures);

/// Both as CSV, a line a number: table, district, status, value, low, high, n, form, convention.
std::string figures_csv(const CityFigures& figures, const Services& services);

}  // namespace lika::service
