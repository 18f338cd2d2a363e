// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/attacker.h"

#include <algorithm>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <limits>
#include <stdexcept>

namespace lika::engine::consistency::detail {

/// One unknown for each hidden count, one equation for each sum that has one.
struct Attacker::Programs {
    Programs(const Release& release, const std::vector<std::size_t>& places) : hidden(places) {
        CoinPackedMatrix matrix{false, 0, 0};   // by rows
        matrix.setDimensions(0, static_cast<int>(hidden.size()));
        std::vector<double> sums;
        for (const auto& sum : release.sums) add(release, sum, matrix, sums);
        const std::vector<double> zeros(hidden.size(), 0), infinite(hidden.size(), COIN_DBL_MAX);
        simplex.setLogLevel(0);
        simplex.loadProblem(matrix, zeros.data(), infinite.data(), zeros.data(), sums.data(), sums.data());
    }

    /// Parts less total make 0: what is known goes to the other side.
    void add(const Release& release, const Release::Sum& sum, CoinPackedMatrix& matrix, std::vector<double>& sums) const {
        std::vector<int> columns;
        std::vector<double> signs;
        double known = 0;
        const auto put = [&](std::size_t place, double sign) {
            const auto at = std::lower_bound(hidden.begin(), hidden.end(), place);
            if (at == hidden.end() || *at != place) {
                known += sign * static_cast<double>(release.counts[place]);
                return;
            }
            columns.push_back(static_cast<int>(at - hidden.begin()));
            signs.push_back(sign);
        };
        for (const auto part : sum.parts) put(part, 1);
        put(sum.total, -1);
        if (columns.empty()) return;
        matrix.appendRow(static_cast<int>(columns.size()), columns.data(), signs.data());
        sums.push_back(-known);
    }

    double extreme(std::size_t at, double direction) {
        const auto column = static_cast<int>(at);
        simplex.setObjectiveCoefficient(column, 1);
        simplex.setOptimizationDirection(direction);
        simplex.primal();
        const bool is_unbounded = simplex.isProvenDualInfeasible();
        if (!is_unbounded && !simplex.isProvenOptimal()) throw std::logic_error{"counts that do not fit their sums"};
        const double value = is_unbounded ? std::numeric_limits<double>::infinity() : simplex.getColSolution()[column];
        simplex.setObjectiveCoefficient(column, 0);
        return value;
    }

    std::vector<std::size_t> hidden;   // sorted
    ClpSimplex simplex;
};

Attacker::Attacker(const Release& release, const std::vector<std::size_t>& hidden)
    : programs_(std::make_unique<Programs>(release, hidden)) {}

Attacker::~Attacker() = default;

Interval Attacker::interval(std::size_t count) const {
    const auto at = static_cast<std::size_t>(std::lower_bound(programs_->hidden.begin(), programs_->hidden.end(), count) -
                                             programs_->hidden.begin());
    return {programs_->extreme(at, 1), programs_->extreme(at, -1)};
}

}  // namespace lika::engine::consistency::detail
