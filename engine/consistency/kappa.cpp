// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/kappa.h"

#include <cmath>
#include <vector>

#include "engine/consistency/detail/distributions.h"

namespace lika::engine::consistency {
namespace {

/// The table as shares, with its margins.
struct Shares {
    explicit Shares(const JointTable& table)
        : categories(table.categories()), n(static_cast<double>(table.total())), cells(categories * categories),
          first(categories), second(categories) {
        for (std::size_t i = 0; i < categories; ++i)
            for (std::size_t j = 0; j < categories; ++j) {
                const double share = static_cast<double>(table.at(i, j)) / n;
                cells[i * categories + j] = share;
                first[i] += share;
                second[j] += share;
            }
    }

    std::size_t categories;
    double n;
    std::vector<double> cells, first, second;
};

/// Over every pair of categories.
template <class Part>
double summed(const Shares& shares, Part part) {
    double sum = 0;
    for (std::size_t i = 0; i < shares.categories; ++i)
        for (std::size_t j = 0; j < shares.categories; ++j) sum += part(i, j);
    return sum;
}

/// For each category of one rater the mean weight to what the other rater says.
std::vector<double> mean_weights(const Weights& weights, const std::vector<double>& other) {
    std::vector<double> means(other.size());
    for (std::size_t i = 0; i < means.size(); ++i)
        for (std::size_t j = 0; j < means.size(); ++j) means[i] += weights(i, j) * other[j];
    return means;
}

double root(double square) {
    return std::sqrt(std::max(0.0, square));   // rounding may leave it below 0
}

}  // namespace

CohenKappa cohen_kappa(const JointTable& table, const Weights& weights, double confidence) {
    CohenKappa found;
    found.form = weights.sum() == static_cast<double>(table.categories()) ? "Cohen's kappa" : "Cohen's weighted kappa";
    found.convention = "C3 C4";
    found.n = table.total();
    if (found.n == 0) return undefined(found, "undefined_no_pairs");
    const Shares shares{table};
    const auto cell = [&](std::size_t i, std::size_t j) { return shares.cells[i * shares.categories + j]; };
    const auto by_chance = [&](std::size_t i, std::size_t j) { return shares.first[i] * shares.second[j]; };
    const double po = summed(shares, [&](auto i, auto j) { return weights(i, j) * cell(i, j); });
    const double pe = summed(shares, [&](auto i, auto j) { return weights(i, j) * by_chance(i, j); });
    found.observed = po;
    found.by_chance = pe;
    for (std::size_t i = 0; i < shares.categories; ++i)
        if (table.at(i, i) == found.n) return undefined(found, "undefined_no_variation");
    if (pe >= 1) return undefined(found, "undefined_no_variation");

    const double kappa = (po - pe) / (1 - pe);
    found.kappa = kappa;
    const auto of_first = mean_weights(weights, shares.second), of_second = mean_weights(weights, shares.first);
    const double squares = summed(shares, [&](auto i, auto j) {
        const double part = weights(i, j) * (1 - pe) - (of_first[i] + of_second[j]) * (1 - po);
        return cell(i, j) * part * part;
    });
    const double centre = po * pe - 2 * pe + po;
    found.ase = root((squares - centre * centre) / shares.n) / ((1 - pe) * (1 - pe));
    const double squares0 = summed(shares, [&](auto i, auto j) {
        const double part = weights(i, j) - of_first[i] - of_second[j];
        return by_chance(i, j) * part * part;
    });
    found.se0 = root((squares0 - pe * pe) / shares.n) / (1 - pe);
    if (*found.se0 > 0) found.z = kappa / *found.se0;
    const double reach = detail::two_sided_z(confidence) * *found.ase;
    found.interval = {kappa - reach, kappa + reach};
    return found;
}

}  // namespace lika::engine::consistency
