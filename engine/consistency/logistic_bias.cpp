// SPDX-License-Identifier: EUPL-1.2
#include <cmath>

#include "engine/consistency/detail/distributions.h"
#include "engine/consistency/detail/logistic.h"
#include "engine/consistency/detail/proportional_odds.h"
#include "engine/consistency/item_bias.h"

namespace lika::engine::consistency {
namespace {

/// Total, group, their product.
Eigen::MatrixXd predictors(const ItemResponses& persons) {
    const auto totals = persons.totals();
    Eigen::MatrixXd x{static_cast<Eigen::Index>(persons.persons()), 3};
    for (std::size_t i = 0; i < persons.persons(); ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        const double total = totals[i], focal = persons.groups[i] == Group::focal ? 1 : 0;
        x.row(row) << total, focal, total * focal;
    }
    return x;
}

/// A model of one item: how likely it makes what was rated, and the group's part.
struct Model {
    double log_likelihood = 0, group = 0;
    bool has_converged = false;
};

double nagelkerke(double likely, double without, double n) {
    const double explained = 1 - std::exp(2 * (without - likely) / n), most = 1 - std::exp(2 * without / n);
    return explained / most;
}

const char* jodoin_gierl(double delta) {
    return delta < 0.035 ? "A" : delta <= 0.07 ? "B" : "C";
}

/// Of the models without anything, by total, with group, and with their product.
LogisticBias compared(const Model (&models)[4], double n) {
    LogisticBias found;
    for (const auto& model : models)
        if (!model.has_converged) {
            found.status = "undefined_separation";
            return found;
        }
    const auto ratio = [&](int small, int large) { return 2 * (models[large].log_likelihood - models[small].log_likelihood); };
    const auto r2 = [&](int model) { return nagelkerke(models[model].log_likelihood, models[0].log_likelihood, n); };
    found.chi_total = ratio(1, 3);
    found.p_total = detail::chi_squared_tail(2, ratio(1, 3));
    found.chi_uniform = ratio(1, 2);
    found.p_uniform = detail::chi_squared_tail(1, ratio(1, 2));
    found.chi_nonuniform = ratio(2, 3);
    found.p_nonuniform = detail::chi_squared_tail(1, ratio(2, 3));
    found.r2_base = r2(1);
    found.delta_r2_total = r2(3) - r2(1);
    found.delta_r2_uniform = r2(2) - r2(1);
    found.beta_group = models[2].group;
    found.jodoin_gierl = jodoin_gierl(*found.delta_r2_total);
    return found;
}

Eigen::MatrixXd with_intercept(const Eigen::MatrixXd& x) {
    Eigen::MatrixXd design{x.rows(), x.cols() + 1};
    design.col(0).setOnes();
    design.rightCols(x.cols()) = x;
    return design;
}

Model binary_model(const Eigen::MatrixXd& x, const Eigen::VectorXd& ratings) {
    const auto fit = detail::fit_logistic(with_intercept(x), ratings);
    return {fit.log_likelihood, fit.coefficients.size() > 2 ? fit.coefficients[2] : 0, fit.has_converged};
}

Model ordinal_model(const Eigen::MatrixXd& x, const Eigen::VectorXd& ratings) {
    const auto fit = detail::fit_proportional_odds(x, ratings);
    return {fit.log_likelihood, fit.slopes.size() > 1 ? fit.slopes[1] : 0, fit.has_converged};
}

LogisticItemBias fitted(const ItemResponses& responses, const char* form,
                        Model (*fit)(const Eigen::MatrixXd&, const Eigen::VectorXd&)) {
    const auto persons = responses.comparable();
    LogisticItemBias found;
    found.form = form;
    found.n = persons.persons();
    if (!persons.has_both_groups()) return undefined(found, "too_few");
    const auto x = predictors(persons);
    for (std::size_t item = 0; item < persons.items; ++item) {
        Eigen::VectorXd ratings{static_cast<Eigen::Index>(persons.persons())};
        for (std::size_t i = 0; i < persons.persons(); ++i) ratings[static_cast<Eigen::Index>(i)] = persons.person(i)[item];
        Model models[4];
        for (Eigen::Index columns = 0; columns < 4; ++columns) models[columns] = fit(x.leftCols(columns), ratings);
        found.items.push_back(compared(models, static_cast<double>(persons.persons())));
    }
    return found;
}

}  // namespace

LogisticItemBias logistic_item_bias(const ItemResponses& responses) {
    return fitted(responses, "logistic regression on total, group and their product, likelihood ratios", binary_model);
}

LogisticItemBias ordinal_logistic_item_bias(const ItemResponses& responses) {
    return fitted(responses, "proportional odds on total, group and their product, likelihood ratios", ordinal_model);
}

}  // namespace lika::engine::consistency
