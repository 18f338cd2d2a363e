// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/vignettes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "service/stats/lists.h"
#include "service/stats/statistics.h"

namespace lika::service {
namespace {

using namespace engine::consistency;

std::vector<double> bands_of(const WorkedCase& worked, const std::vector<std::vector<double>>& raters,
                             const std::vector<double>& gold) {
    if (worked.has_option("bands")) return WorkedCase{worked.options(), {}}.numbers("bands");
    std::vector<double> bands = gold;
    for (const auto& rater : raters)
        for (const double band : rater)
            if (!std::isnan(band)) bands.push_back(band);
    std::sort(bands.begin(), bands.end());
    bands.erase(std::unique(bands.begin(), bands.end()), bands.end());
    return bands;
}

Code code_of(double band, const std::vector<double>& bands, const char* place) {
    if (std::isnan(band)) return no_rating;
    const auto found = std::find(bands.begin(), bands.end(), band);
    if (found == bands.end()) throw Malformed{"not_a_declared_category", place};
    return static_cast<Code>(found - bands.begin());
}

VignetteExercise exercise_of(const WorkedCase& worked, const Grouping& districts) {
    const auto raters = worked.matrix("workers");
    const auto gold = worked.numbers("gold");
    if (raters.empty() || gold.empty()) throw Malformed{"empty", "data"};
    need_as_long(raters.front().size(), gold.size(), "data.workers");
    need_as_long(districts.of.size(), raters.size(), "data.district");
    const auto bands = bands_of(worked, raters, gold);
    if (bands.size() > most_categories) throw Malformed{"too_many_categories", "options.bands"};
    std::vector<std::vector<Code>> codes;
    for (const auto& rater : raters) {
        auto& row = codes.emplace_back();
        for (const double band : rater) row.push_back(code_of(band, bands, "data.workers"));
    }
    std::vector<Code> gold_codes;
    for (const double band : gold) gold_codes.push_back(code_of(band, bands, "data.gold"));
    return vignette_exercise(bands, std::move(codes), std::move(gold_codes), districts.of, districts.names.size());
}

Json vignettes(const WorkedCase& worked) {
    const Grouping districts{worked, "district"};
    const auto found = vignette_findings(exercise_of(worked, districts));
    return said(found, {{"vignette_mean", column(found.vignettes, &VignetteBands::mean)},
                        {"vignette_sd", column(found.vignettes, &VignetteBands::deviation)},
                        {"vignette_exact_gold", column(found.vignettes, &VignetteBands::as_agreed)},
                        {"vignette_within1", column(found.vignettes, &VignetteBands::within_one)},
                        {"worker_exact_gold", column(found.raters, &VignetteRater::as_agreed)},
                        {"worker_signed", column(found.raters, &VignetteRater::lean)},
                        {"worker_kappa_quadratic", column(found.raters, &VignetteRater::kappa)},
                        {"district", districts.names},
                        {"district_signed", found.district_leans},
                        {"overall_exact_gold", found.as_agreed},
                        {"overall_signed", found.lean},
                        {"kripp_ordinal", found.alpha},
                        {"pairwise_agreement", found.pairwise}});
}

}  // namespace

std::span<const Statistic> vignette_statistics() {
    static constexpr std::array statistics{Statistic{"vignette", vignettes}};
    return statistics;
}

}  // namespace lika::service
