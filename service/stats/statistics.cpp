// SPDX-License-Identifier: EUPL-1.2
#include "service/stats/statistics.h"

namespace lika::service {

const Statistic* find_statistic(const std::string& name) {
    for (const auto& family : {agreement_statistics(), district_statistics(), fairness_statistics(), prediction_statistics(),
                               variance_statistics(), disclosure_statistics(), vignette_statistics()})
        for (const auto& statistic : family)
            if (name == statistic.name) return &statistic;
    return nullptr;
}

}  // namespace lika::service
