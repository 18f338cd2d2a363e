// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/worker_clustering.h"

#include <algorithm>

namespace lika::engine::consistency {
namespace {

/// Squares of what differs from a share, beside what chance gives them.
struct Squares {
    double found = 0, by_chance = 0;
    double ratio() const { return by_chance > 0 ? found / by_chance : 1; }
};

void add_workers(Squares& sum, const DistrictTally& tally, std::size_t kind, double n, double p) {
    for (const auto& worker : tally.workers) {
        const auto own = static_cast<double>(worker.shares[kind].n);
        const double apart = static_cast<double>(worker.shares[kind].events) - own * p;
        sum.found += apart * apart;
        sum.by_chance += own * p * (1 - p) * (1 - own / n);
    }
}

void add_assessments(Squares& sum, const DistrictTally& tally, double n, double p) {
    sum.found += tally.missing_squares - 2 * p * tally.missing_asked + p * p * tally.asked_squares;
    sum.by_chance += n * p * (1 - p);
}

}  // namespace

double worker_clustering(const std::vector<DistrictPart>& districts, Counted what) {
    Squares workers, assessments;
    for (const auto& district : districts) {
        const auto all = district.tally->total(what);
        if (all.events == 0 || all.events == all.n) continue;
        const auto n = static_cast<double>(all.n);
        const double p = static_cast<double>(all.events) / n;
        add_workers(workers, *district.tally, static_cast<std::size_t>(what), n, p);
        if (what == Counted::missing) add_assessments(assessments, *district.tally, n, p);
    }
    return std::max({1.0, workers.ratio(), assessments.ratio()});
}

}  // namespace lika::engine::consistency
