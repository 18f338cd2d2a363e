// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/detail/attacker.h"

#include <algorithm>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <stdexcept>

namespace lika::engine::consistency::detail {

/// One unknown for each hidden cell, one equation for each margin.
struct Attacker::Programs {
    Programs(const CountTable& table, const std::vector<Cell>& cells) : hidden(cells) {
        const auto margins = static_cast<int>(table.rows + table.columns);
        std::vector<double> sums(table.rows + table.columns);
        CoinPackedMatrix matrix;
        matrix.setDimensions(margins, 0);
        for (const auto& cell : hidden) {
            const auto count = static_cast<double>(table.at(cell.row, cell.column));
            const int rows[] = {static_cast<int>(cell.row), static_cast<int>(table.rows + cell.column)};
            const double ones[] = {1, 1};
            matrix.appendCol(2, rows, ones);
            sums[cell.row] += count;
            sums[table.rows + cell.column] += count;
        }
        const std::vector<double> zeros(hidden.size(), 0), infinite(hidden.size(), COIN_DBL_MAX);
        simplex.setLogLevel(0);
        simplex.loadProblem(matrix, zeros.data(), infinite.data(), zeros.data(), sums.data(), sums.data());
    }

    double extreme(std::size_t at, double direction) {
        const auto column = static_cast<int>(at);
        simplex.setObjectiveCoefficient(column, 1);
        simplex.setOptimizationDirection(direction);
        simplex.primal();
        if (!simplex.isProvenOptimal()) throw std::logic_error{"a table that does not fit its margins"};
        const double value = simplex.getColSolution()[column];
        simplex.setObjectiveCoefficient(column, 0);
        return value;
    }

    std::vector<Cell> hidden;
    ClpSimplex simplex;
};

Attacker::Attacker(const CountTable& table, const std::vector<Cell>& hidden)
    : programs_(std::make_unique<Programs>(table, hidden)) {}

Attacker::~Attacker() = default;

Interval Attacker::interval(const Cell& cell) const {
    const auto at = static_cast<std::size_t>(std::find(programs_->hidden.begin(), programs_->hidden.end(), cell) -
                                             programs_->hidden.begin());
    return {programs_->extreme(at, 1), programs_->extreme(at, -1)};
}

}  // namespace lika::engine::consistency::detail
