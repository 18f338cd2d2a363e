// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/case_mix.h"

#include <algorithm>
#include <cmath>

#include "engine/consistency/logistic_model.h"

namespace lika::engine::consistency {
CaseMixRatios case_mix_ratios(const CaseMix& cases) {
    CaseMixRatios found;
    found.form = "observed over expected, logistic regression without district";
    found.n = cases.happened.size();
    if (found.n == 0) return undefined(found, "undefined_no_observations");
    const double share = static_cast<double>(std::count(cases.happened.begin(), cases.happened.end(), true)) /
                         static_cast<double>(found.n);
    found.city_share = share;
    if (share == 0 || share == 1) return undefined(found, "undefined_no_variation");
    const auto model = fit_logistic_model(cases.happened, cases.known);
    if (!model.is_ok()) return undefined(found, "undefined_separation");
    found.coefficients = model.coefficients;
    const auto fitted = model.probabilities(cases.known);
    found.districts.resize(cases.districts);
    std::vector<double> variances(cases.districts);
    for (std::size_t i = 0; i < cases.happened.size(); ++i) {
        auto& district = found.districts[cases.district[i]];
        const double p = fitted[i];
        ++district.n;
        district.observed += cases.happened[i] ? 1 : 0;
        district.expected += p;
        variances[cases.district[i]] += p * (1 - p);
    }
    for (std::size_t i = 0; i < found.districts.size(); ++i) {
        auto& district = found.districts[i];
        if (district.n == 0) continue;
        const auto observed = static_cast<double>(district.observed);
        district.ratio = observed / district.expected;
        district.adjusted_share = *district.ratio * share;
        district.z = (observed - district.expected) / std::sqrt(variances[i]);
    }
    return found;
}

}  // namespace lika::engine::consistency
