// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/consistency/finding.h"
#include "engine/consistency/items.h"

namespace lika::engine::consistency {

/// One stratum of Mantel and Haenszel: reference with and without, focal with and without.
struct FourCounts {
    double reference_yes = 0, reference_no = 0, focal_yes = 0, focal_no = 0;

    double total() const { return reference_yes + reference_no + focal_yes + focal_no; }
};

/// Mantel and Haenszel's common odds ratio, reference over focal.
struct MantelHaenszel : Finding {
    Number odds_ratio, log_odds, variance;   ///< of the log: Robins, Breslow & Greenland 1986
    std::optional<Interval> interval;        ///< of the odds ratio
    Number chi_squared, p;                   ///< with 0.5 for continuity only where the difference is that large (C8)
    Number delta, delta_se;                  ///< -2.35 times the log: the scale of ETS
    std::string ets;                         ///< A, B, C by the official rule with its tests (C9); empty: undefined
};
/// Strata with one group alone add nothing. Undefined: undefined_no_strata (none has both groups and both outcomes),
/// undefined_infinite (an odds ratio of 0 or infinity; the test stands).
MantelHaenszel mantel_haenszel(const std::vector<FourCounts>& strata, bool has_continuity = true, double confidence = 0.95);

/// Does an item work otherwise for the focal group than for persons of the reference group with the same total?
struct ItemBias : Finding {
    std::vector<MantelHaenszel> items;
    std::vector<std::size_t> flagged;   ///< p below alpha
    int purifications = 0;              ///< how often the total was made anew without the flagged items
};
/// Items rated 0 or 1. The total includes the studied item; `is_purified`: of the items flagged before no other (T11).
/// Undefined: too_few (nobody in one of the groups). Holland & Thayer 1988.
ItemBias item_bias(const ItemResponses& responses, bool has_continuity = true, double alpha = 0.05, bool is_purified = false);

/// The difference of shares, focal minus reference at the same total, weighted by the focal group. Dorans & Kulick 1986.
struct StandardisedDifferences : Finding {
    std::vector<Number> items;
};
StandardisedDifferences standardised_differences(const ItemResponses& responses);

/// Ratings of one item by persons with the same total.
struct RatedStratum {
    double n_reference = 0, n_focal = 0, sum_reference = 0, sum_focal = 0, squares = 0;

    void add(Group group, double rating, double times = 1);
    bool has_both() const { return n_reference > 0 && n_focal > 0; }
    double n() const { return n_reference + n_focal; }
    double mean() const { return (sum_reference + sum_focal) / n(); }
    double difference() const { return sum_focal / n_focal - sum_reference / n_reference; }
};

/// Mantel's test of an ordinal item, and how large the difference is.
struct OrdinalBias {
    std::string status = "ok";
    Number chi_squared, p;          ///< Mantel 1963, without correction
    Number difference, in_deviations;   ///< mean, focal minus reference at the same total; over the deviation of all
    std::string ets;                ///< AA, BB, CC at 0.17 and 0.25
};
struct OrdinalItemBias : Finding {
    std::vector<OrdinalBias> items;
};
/// Undefined: too_few; an item without variation: undefined_no_variation. Zwick, Donoghue & Grima 1993.
OrdinalItemBias ordinal_item_bias(const ItemResponses& responses);
/// One item from its strata; they need not be in order.
OrdinalBias ordinal_bias(const std::vector<RatedStratum>& strata);

/// Models of an item by total, by total and group, and with both and their product.
struct LogisticBias {
    std::string status = "ok";
    Number chi_total, p_total, chi_uniform, p_uniform, chi_nonuniform, p_nonuniform;   ///< likelihood ratios: 2, 1, 1 df
    Number r2_base, delta_r2_total, delta_r2_uniform;   ///< Nagelkerke's
    Number beta_group;                                  ///< log odds of the focal group at the same total
    std::string jodoin_gierl;                           ///< A, B, C by delta_r2_total at 0.035 and 0.07
};
struct LogisticItemBias : Finding {
    std::vector<LogisticBias> items;
};
/// Items rated 0 or 1. An item whose model does not converge: undefined_separation.
LogisticItemBias logistic_item_bias(const ItemResponses& responses);
/// Ordinal items, proportional odds.
LogisticItemBias ordinal_logistic_item_bias(const ItemResponses& responses);

}  // namespace lika::engine::consistency
