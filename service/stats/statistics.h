// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "service/stats/worked_case.h"

namespace lika::service {

/// Those of one family each, under the names of docs/command-line.md.
std::span<const Statistic> agreement_statistics();
std::span<const Statistic> district_statistics();
std::span<const Statistic> fairness_statistics();
std::span<const Statistic> prediction_statistics();
std::span<const Statistic> variance_statistics();
std::span<const Statistic> disclosure_statistics();
std::span<const Statistic> vignette_statistics();

/// Nothing: there is none of that name.
const Statistic* find_statistic(const std::string& name);

}  // namespace lika::service
