// SPDX-License-Identifier: EUPL-1.2
#include "engine/consistency/logistic_model.h"

#include <cmath>

#include "engine/consistency/detail/logistic.h"

namespace lika::engine::consistency {

LogisticModel fit_logistic_model(const std::vector<bool>& happened, const std::vector<std::vector<double>>& known) {
    LogisticModel model;
    model.form = "logistic regression, maximum likelihood";
    model.n = happened.size();
    if (happened.empty()) return undefined(model, "undefined_no_observations");
    const auto rows = static_cast<Eigen::Index>(happened.size()), columns = static_cast<Eigen::Index>(known.front().size());
    Eigen::MatrixXd design{rows, columns + 1};
    Eigen::VectorXd outcome{rows};
    for (Eigen::Index i = 0; i < rows; ++i) {
        const auto& row = known[static_cast<std::size_t>(i)];
        design(i, 0) = 1;
        for (Eigen::Index j = 0; j < columns; ++j) design(i, j + 1) = row[static_cast<std::size_t>(j)];
        outcome[i] = happened[static_cast<std::size_t>(i)] ? 1 : 0;
    }
    const auto fit = detail::fit_logistic(design, outcome);
    if (!fit.has_converged) return undefined(model, "undefined_separation");
    model.coefficients.assign(fit.coefficients.begin(), fit.coefficients.end());
    return model;
}

std::vector<double> LogisticModel::probabilities(const std::vector<std::vector<double>>& known) const {
    std::vector<double> found;
    for (const auto& row : known) {
        double sum = coefficients.front();
        for (std::size_t j = 0; j < row.size(); ++j) sum += coefficients[j + 1] * row[j];
        found.push_back(1 / (1 + std::exp(-sum)));
    }
    return found;
}

}  // namespace lika::engine::consistency
